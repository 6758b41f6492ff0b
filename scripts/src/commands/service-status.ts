import encodeQr from 'qr';
import { describeStatus } from '#diagnosis';
import { type Result, success } from '#keeper/result';
import { operatorLink } from '#protocol';
import { type OperatorService, unreadableAnswer } from '../lib/operator-service.ts';
import { readServiceStatus } from '../lib/service-status.ts';
import { type OutputOptions, showResult } from '../lib/show-result.ts';
import { statusLines } from '../lib/status-lines.ts';
import type { CommandContext } from './command-context.ts';

/** What the running service says of itself; each resolves with the exit code. */
export interface ServiceStatusCommands {
  /** Fails when a part is not well. */
  show(options: OutputOptions): Promise<number>;
  /** A link to the page that shows the same, signed in. */
  link(options: OutputOptions): Promise<number>;
}

interface StatusLink {
  readonly url: string;
  readonly expiresAt: string;
}

export function serviceStatusCommands(
  { write }: Pick<CommandContext, 'write'>,
  service: OperatorService,
): ServiceStatusCommands {
  return {
    async show({ json }) {
      const status = await readServiceStatus(service);
      const code = showResult(status, { json, write }, statusLines);
      return status.ok && describeStatus(status.value, 'en').state === 'bad' ? 1 : code;
    },
    link: async ({ json }) =>
      showResult(await makeLink(service), { json, write }, ({ url, expiresAt }) => [
        url,
        ...encodeQr(url, 'ascii', { border: 2 }).trimEnd().split('\n'),
        `good once, until ${expiresAt}; whoever opens it sees what the operator sees`,
      ]),
  };
}

async function makeLink(service: OperatorService): Promise<Result<StatusLink>> {
  const page = await service.pageUrl();
  if (!page.ok) return page;
  const answer = await service.ask(['link']);
  if (!answer.ok) return answer;
  const parsed = operatorLink.safeParse(answer.value);
  if (!parsed.success) return unreadableAnswer();
  const { path, expiresAt } = parsed.data;
  return success({ url: new URL(path, page.value).href, expiresAt });
}
