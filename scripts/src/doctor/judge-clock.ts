import { type Finding, failed, pass, skipped } from './finding.ts';

/** Milliseconds since the Unix epoch; null: could not be asked. */
export interface ClockSight {
  readonly host: number;
  /** The HTTP Date of the page, which has whole seconds. */
  readonly service: number | null;
  /** In a container, which on some systems has a clock of its own. */
  readonly engine: number | null;
  /** Of a browser outside, when one has looked. */
  readonly browser?: number | null;
}

/** Why 30 s: credentials are good for at least a minute. */
const MOST_APART_MS = 30_000;

export function judgeClock({ host, service, engine, browser = null }: ClockSight): Finding {
  const others = Object.entries({ service, engine, browser }).flatMap(([whose, time]) =>
    time === null ? [] : [{ whose, apart: time - host }],
  );
  if (others.length === 0) return skipped('clock', 'no other clock could be asked');
  const wrong = others.filter(({ apart }) => Math.abs(apart) > MOST_APART_MS);
  if (wrong.length === 0)
    return pass(
      'clock',
      `within ${MOST_APART_MS / 1000} s of ${others.map(({ whose }) => whose).join(', ')}`,
    );
  const found = wrong
    .map(
      ({ whose, apart }) =>
        `the ${whose} is ${Math.round(Math.abs(apart) / 1000)} s ${apart > 0 ? 'ahead' : 'behind'}`,
    )
    .join(', ');
  return failed(
    'clock',
    found,
    'Let the clock be set by the network: timedatectl set-ntp true; restart the engine.',
  );
}
