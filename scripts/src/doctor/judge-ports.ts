import type { Problem } from '#keeper/result';
import type { PartState, PublishedPort } from '../compose/compose.ts';
import { type Finding, failedBy, pass } from './finding.ts';

export interface PortsSight {
  /** What the compose file opens. */
  readonly published: readonly PublishedPort[];
  readonly parts: readonly PartState[];
  /** Of the ports that no running part has: why Burrow could not open them. */
  readonly problems: readonly Problem[];
}

export function judgePorts({ published, parts, problems }: PortsSight): Finding {
  const missing = published.filter(
    (port) => isRunning(parts, port.part) && !isBound(parts, port) && !isExplained(port, problems),
  );
  const all = [
    ...problems,
    ...missing.map(({ port, protocol, part }) => ({
      code: 'port-unbound',
      cause: `the engine has not opened ${port}/${protocol} for ${part}, as docker-compose.yml and .env have it now`,
      cure: 'Start again, so that parts get what has changed: ./scripts/burrow up.',
    })),
  ];
  if (all.length > 0) return failedBy('ports', all);
  const list = published.map(({ port, protocol }) => `${port}/${protocol}`).join(' ');
  return pass('ports', list === '' ? 'none is published' : list);
}

export function isRunning(parts: readonly PartState[], name: string): boolean {
  return parts.some(({ part, state }) => part === name && state === 'running');
}

function isBound(parts: readonly PartState[], wanted: PublishedPort): boolean {
  return parts.some(({ published = [] }) =>
    published.some(({ port, protocol }) => port === wanted.port && protocol === wanted.protocol),
  );
}

function isExplained({ port, protocol }: PublishedPort, problems: readonly Problem[]): boolean {
  return problems.some(({ cause }) => cause.includes(`${port}/${protocol}`));
}
