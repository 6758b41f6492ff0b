import type { Problem } from '#keeper/result';

/** Everything that the doctor judges, by stable codes; docs/troubleshooting.md has a heading for each. */
export const DOCTOR_CODES = {
  engine: 'the Docker engine answers',
  'engine-version': 'the Docker engine and its compose plugin are new enough',
  settings: 'every setting can be taken as it stands',
  'settings-names': 'every name in .env is one that Burrow knows',
  parts: 'every part runs and is healthy',
  versions: 'no part is of a version that is known to be bad',
  ports: 'every published port is free, or has been opened by Burrow',
  dns: 'the name of the page leads to this host',
  address: 'all that tells the address of this host tells the same',
  'certificate-trusted': 'browsers trust the certificate',
  'certificate-name': 'the certificate is for the name of the page',
  'certificate-days': 'the certificate is good for a while yet',
  'certificate-served': 'what is served is what is stored, as HTTPS and as TURN over TLS',
  clock: 'the clocks of this host, the service and the engine agree',
  'listen-http': 'HTTP answers',
  'listen-https': 'HTTPS answers',
  'listen-turn-tcp': 'the relay answers over TCP',
  'listen-turn-udp': 'the relay answers over UDP',
  'listen-https-udp': 'the relay answers over UDP on the port of HTTPS',
  'listen-turn-tls': 'the relay answers over TLS on a port of its own',
  service: 'the service answers its operator',
  'relay-own-check': 'the service finds its relay well',
  'relay-udp': 'bytes pass the relay over UDP',
  'relay-https-udp': 'bytes pass the relay over UDP on the port of HTTPS',
  'relay-tcp': 'bytes pass the relay over TCP',
  'relay-tls': 'bytes pass the relay over TLS',
  'wrong-credential': 'the relay refuses a wrong credential',
  'private-peer': 'the relay refuses to send to private addresses',
  'public-peer': 'the relay refuses to send to other hosts',
  guard: 'the guard is up',
  quota: 'one person may hold as many allocations as a full room takes',
  bandwidth: 'the relay may send as much as calls take',
  disk: 'there is room on the disk',
  volumes: 'volumes hold no more than Burrow writes',
  logs: 'logs end at a size',
  backups: 'there is room for backups',
  memory: 'there is memory left',
} as const;

/** What a look from outside judges besides. */
export const REMOTE_CODES = {
  'remote-link': 'the link was opened outside, and its result came back',
  'remote-https': 'the page is reached from outside',
  'remote-turn-udp': 'the relay is reached from outside over UDP',
  'remote-https-udp': 'the relay is reached from outside over UDP on the port of HTTPS',
  'remote-turn-tcp': 'the relay is reached from outside over TCP',
  'remote-turn-tls': 'the relay is reached from outside over TLS',
  'remote-diagnosis': 'calls work from there',
  'remote-clock': 'the device outside and this host have the same time',
} as const;

export type DoctorCode = keyof typeof DOCTOR_CODES | keyof typeof REMOTE_CODES;

/** `skipped`: could not be looked at, or does not concern this deployment. */
export type FindingStatus = 'pass' | 'warning' | 'failure' | 'skipped';

export interface Finding {
  readonly code: DoctorCode;
  readonly status: FindingStatus;
  /** A clause without a full stop, as in `Problem`. */
  readonly expected: string;
  readonly found: string;
  /** A sentence; null: nothing is to be done. */
  readonly cure: string | null;
}

export function expectedOf(code: DoctorCode): string {
  return { ...DOCTOR_CODES, ...REMOTE_CODES }[code];
}

export function pass(code: DoctorCode, found: string): Finding {
  return { code, status: 'pass', expected: expectedOf(code), found, cure: null };
}

export function skipped(code: DoctorCode, found: string, cure: string | null = null): Finding {
  return { code, status: 'skipped', expected: expectedOf(code), found, cure };
}

export function warning(code: DoctorCode, found: string, cure: string): Finding {
  return { code, status: 'warning', expected: expectedOf(code), found, cure };
}

export function failed(code: DoctorCode, found: string, cure: string): Finding {
  return { code, status: 'failure', expected: expectedOf(code), found, cure };
}

/** Several problems of one thing as one finding. */
export function failedBy(code: DoctorCode, problems: readonly Problem[]): Finding {
  const unique = [...new Map(problems.map((problem) => [problem.cause, problem])).values()];
  const cures = [...new Set(unique.map(({ cure }) => cure))];
  return failed(code, unique.map(({ cause }) => cause).join('; '), cures.join(' '));
}
