import { type DoctorCode, type Finding, failed, pass, skipped } from './finding.ts';

export type ListenerCode = Extract<DoctorCode, `listen-${string}`>;

export interface ListenerSight {
  readonly code: ListenerCode;
  /** Such as 443/udp. */
  readonly port: string;
  /** The part that holds it. */
  readonly part: string;
  /** `other`: something answers that is not what is expected. Null: this deployment does not have it. */
  readonly answer: 'answers' | 'silent' | 'other' | null;
}

export function judgeListener({ code, port, part, answer }: ListenerSight): Finding {
  switch (answer) {
    case null:
      return skipped(code, `this deployment does not publish ${port}`);
    case 'answers':
      return pass(code, port);
    case 'other':
      return failed(
        code,
        `something else answers at ${port}`,
        `See what has the port (ss -lntup), stop it, and start again: ./scripts/burrow up.`,
      );
    case 'silent':
      return failed(
        code,
        `no answer at ${port}, asked on this host itself`,
        `Read the log: ./scripts/burrow logs ${part}. If it is well, rules of this host's own firewall stand in the way: restart the engine after loading them.`,
      );
  }
}
