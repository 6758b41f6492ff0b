import type * as z from 'zod/mini';
import { observation } from '#diagnosis';
import { type Result, success } from '#keeper/result';
import { guestLink, guestTestList, reportList, turnGrant } from '#protocol';
import { observationLines } from '../lib/observation-lines.ts';
import { type OperatorService, unreadableAnswer } from '../lib/operator-service.ts';
import { printable } from '../lib/printable.ts';
import { reportLines } from '../lib/report-lines.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import type { CommandContext } from './command-context.ts';

/** What the operator asks a running service for; each resolves with the exit code. */
export interface OperatorCommands {
  /** For any page that tests ICE. */
  credentials(options: OutputOptions): Promise<number>;
  reports(options: OutputOptions): Promise<number>;
  /** @param label what to call the link; empty: nothing */
  guest(label: string, options: OutputOptions): Promise<number>;
  guests(options: OutputOptions): Promise<number>;
}

const GUESTS = guestTestList(observation);

export function operatorCommands(
  { write }: Pick<CommandContext, 'write'>,
  service: OperatorService,
): OperatorCommands {
  const line = (text: string) => write(`${printable(text)}\n`);

  async function show<Value>(
    words: readonly string[],
    schema: z.ZodMiniType<Value>,
    json: boolean,
    say: (value: Value) => void,
  ): Promise<number> {
    const answer = await service.ask(words);
    const parsed = schema.safeParse(answer.ok ? answer.value : null);
    if (answer.ok && !parsed.success) return fail(unreadableAnswer(), json);
    if (!parsed.success) return fail(answer, json);
    if (json) return showResult(success(parsed.data), { json, write }, () => []);
    say(parsed.data);
    return 0;
  }

  const fail = (result: Result<unknown>, json: boolean) => showResult(result, { json, write }, () => []);

  return {
    credentials: ({ json }) =>
      show(['credentials'], turnGrant, json, ({ iceServers, expiresAt }) => {
        for (const { urls, username, credential } of iceServers) {
          for (const [index, url] of urls.entries()) line(`${index === 0 ? 'URL     ' : '        '}  ${url}`);
          line(`username  ${username}`);
          line(`password  ${credential}`);
        }
        line(`until     ${expiresAt}`);
      }),
    reports: ({ json }) =>
      show(['reports'], reportList, json, ({ reports }) => {
        if (reports.length === 0) line('no reports');
        for (const { receivedAt, report } of reports) reportLines(receivedAt, report).forEach(line);
      }),
    async guest(label, { json }) {
      const url = await service.pageUrl();
      if (!url.ok) return fail(url, json);
      const words = label === '' ? ['guest'] : ['guest', label];
      return show(words, guestLink, json, ({ path, expiresAt }) => {
        line(new URL(path, url.value).href);
        line(`good until ${expiresAt}; what comes of it: ./scripts/burrow guest list`);
      });
    },
    guests: ({ json }) =>
      show(['guests'], GUESTS, json, ({ tests }) => {
        if (tests.length === 0) line('no guest links');
        for (const { label, createdAt, expiresAt, result } of tests) {
          line(`${createdAt}  ${label ?? 'no label'}`);
          if (result === null) line(`  nobody has used it; good until ${expiresAt}`);
          else {
            line(`  ${result.receivedAt}  ${result.browser}`);
            for (const text of observationLines(result.observation, result.receivedAt)) line(`  ${text}`);
          }
        }
      }),
  };
}
