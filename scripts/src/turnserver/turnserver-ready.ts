import { failure, type Result, success } from '#keeper/result';
import type { Clock } from '#signaling/core/clock';
import type { TurnCredentials } from '#signaling/core/turn-credentials';
import type { TransportAddress } from '#signaling/turn-probe/stun-message';
import { createTurnClient, type TurnAnswer } from '#signaling/turn-probe/turn-client';
import type { Child } from '../lib/child.ts';
import { readStartupLine } from './startup-log.ts';

export interface TurnserverReadyOptions {
  /** Asks for an allocation, as a page would. */
  readonly tryAllocation: () => Promise<TurnAnswer>;
  readonly clock: Clock;
}

/** Why 20 s: coturn has opened its sockets within one, also on a slow machine that starts other things. */
const START_LIMIT_MS = 20_000;

/**
 * Resolves once coturn has opened its sockets and has given an allocation to a credential that was signed with our
 * secret; or with what its output says is wrong.
 */
export function turnserverReady({ tryAllocation, clock }: TurnserverReadyOptions) {
  return async function whenTurnserverReady(child: Child): Promise<Result<void>> {
    const listening = await new Promise<Result<void>>((resolve) => {
      const callOff = clock.schedule(() => finish(silent()), START_LIMIT_MS);
      const finish = (result: Result<void>) => {
        callOff();
        resolve(result);
      };
      child.onLine((text) => {
        const line = readStartupLine(text);
        if (line.kind === 'failed') finish({ ok: false, problems: [line.problem] });
        if (line.kind === 'listening') finish(success(undefined));
      });
      void child.ended.then(callOff);
    });
    if (!listening.ok) return listening;
    const { code } = await tryAllocation();
    return code === 0 ? listening : refused(code);
  };
}

/** An allocation for a moment, with a credential as the signaling service makes it. */
export async function tryAllocation(
  server: TransportAddress,
  credentials: TurnCredentials,
): Promise<TurnAnswer> {
  const [iceServer] = credentials.issue('start-up').iceServers;
  const { username = '', credential: password = '' } = iceServer ?? {};
  const client = createTurnClient({ server, credential: { username, password } });
  const answer = await client.allocate();
  await client.close();
  return answer;
}

function silent(): Result<void> {
  const cause = `expected turnserver to open its sockets within ${START_LIMIT_MS / 1000} s; it did not say so`;
  return failure(
    'coturn-silent',
    cause,
    'Run "turnserver -c turnserver.conf" in .burrow/ to see what it does.',
  );
}

function refused(code: number | null): Result<void> {
  if (code === null) {
    const cause = 'expected turnserver to answer on its port; no answer came';
    return failure(
      'coturn-no-answer',
      cause,
      'Look for a packet filter on this host that drops UDP (nft list ruleset).',
    );
  }
  const cause = `expected turnserver to take a credential signed with the secret; it answered ${code}`;
  return failure(
    'coturn-refuses',
    cause,
    'Delete .burrow/turndb, check the clock of this host, and start again.',
  );
}
