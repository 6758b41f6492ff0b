import type { Clock } from '#signaling/core/clock';
import type { Logger } from '#signaling/core/logger';
import { problemLine } from '../result.ts';
import type { TurnSecrets } from './turn-secrets.ts';

/** Why 30 s: so much longer a retired secret may live; a look costs two small databases. */
const SETTLE_EVERY_MS = 30_000;

/** Settles the secrets again and again: what a rotation left undone is done, and what has had its time goes. */
export function keepSettling(
  secrets: TurnSecrets,
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
): { close(): void } {
  let lastProblem = '';
  let callOff = clock.schedule(settle, SETTLE_EVERY_MS);

  function settle(): void {
    const settled = secrets.settle();
    const problem = settled.ok ? '' : settled.problems.map(problemLine).join(' ');
    if (problem !== '' && problem !== lastProblem) log.warn({ problem }, 'TURN secrets not settled yet');
    if (settled.ok && settled.value.removed > 0) {
      log.info(
        { removed: settled.value.removed, retired: settled.value.retired },
        'retired TURN secret removed',
      );
    }
    lastProblem = problem;
    callOff = clock.schedule(settle, SETTLE_EVERY_MS);
  }

  return { close: () => callOff() };
}
