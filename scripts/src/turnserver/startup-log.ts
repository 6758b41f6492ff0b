import type { Problem } from '#keeper/result';

/** What a line that turnserver prints while it starts says about the start. */
export type StartupLine =
  | { readonly kind: 'normal' }
  /** All sockets are open; asked, it would answer. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Reads one line of turnserver's output. coturn goes on after most of what is wrong with its configuration, without the
 * option that was meant; to Burrow that is a failed start.
 */
export function readStartupLine(text: string): StartupLine {
  // 4.6.1 begins its lines with seconds ("0: : "), newer ones with a time and a level.
  const line = text.replace(/^(?:\d+: : |\d{4}-\d\d-\d\dT\S+ )/, '').trim();
  if (LISTENING.test(line)) return { kind: 'listening' };
  if (NORMAL.some((pattern) => pattern.test(line))) return { kind: 'normal' };
  const failure = FAILURES.find(({ pattern }) => pattern.test(line));
  if (failure === undefined) return { kind: 'normal' };
  const { code, cause, cure } = failure;
  return { kind: 'failed', problem: { code, cause: `${cause}; turnserver says "${line}"`, cure } };
}

/** The last lines before the threads run: 4.6.1 says "General servers", newer ones "relay threads". */
const LISTENING = /^(?:INFO )?Total (?:General servers|relay threads): \d+$/;

/** Lines that look like failures and are none. */
const NORMAL: readonly RegExp[] = [
  // SCTP, which kernels do not have; 4.6.1 says it for each socket.
  /^socket: Protocol not supported$/,
  // Burrow adds it itself, on a host without a network.
  /allow_loopback_peers opens a possible security vulnerability/,
];

const reportIt =
  'Undo the last change to turnserver.conf, or look it up in the documentation of this version of coturn.';
const freeThePort = 'Stop what uses the port; "ss -lntup" as root shows it.';

const FAILURES: readonly { code: string; pattern: RegExp; cause: string; cure: string }[] = [
  {
    code: 'coturn-bad-option',
    pattern: /Bad configuration format/,
    cause: 'coturn does not know an option of its configuration',
    cure: reportIt,
  },
  {
    code: 'coturn-bad-address',
    pattern: /Wrong address format|error resolving .* hostname/,
    cause: 'coturn cannot read an address of its configuration',
    cure: reportIt,
  },
  {
    code: 'coturn-no-config',
    pattern: /Cannot find config file/,
    cause: 'coturn does not find its configuration, and would relay for anyone',
    cure: 'Check that .burrow/turnserver.conf can be read by you, and start again.',
  },
  {
    code: 'coturn-database',
    pattern: /Cannot open SQLite DB|Error retrieving SQLite|SQLite.*(?:error|fail)/i,
    cause: 'coturn cannot read its database, in which the secret is',
    cure: 'Delete .burrow/turndb; the next start makes a new one.',
  },
  {
    code: 'coturn-missing-file',
    pattern: /file not found or not readable|cannot find .* file|Cannot (?:create pid|open) /i,
    cause: 'coturn cannot use a file that its configuration names',
    cure: 'Check that .burrow/ belongs to you and that the disk has room, and start again.',
  },
  {
    code: 'coturn-port-taken',
    pattern: /errno=98\b|Address already in use/,
    cause: 'coturn cannot have its port, because something else has it',
    cure: freeThePort,
  },
  {
    code: 'coturn-port-forbidden',
    pattern: /errno=13\b|Permission denied/,
    cause: 'coturn may not open its port',
    cure: 'Ports below 1024 need root or the capability cap_net_bind_service.',
  },
  {
    code: 'coturn-no-such-address',
    pattern: /errno=99\b|Cannot assign requested address/,
    cause: 'coturn cannot listen on an address that this host does not have (any more)',
    cure: 'Start again; Burrow looks at the addresses at each start.',
  },
  {
    code: 'coturn-cannot-bind',
    pattern: /cannot bind/i,
    cause: 'coturn cannot open a socket',
    cure: freeThePort,
  },
  {
    code: 'coturn-config-error',
    pattern: /\bERROR\b|CONFIG(?:URATION)?\b.*\b(?:ALERT|WARNING)|\bWARNING\b/,
    cause: 'coturn complains about its configuration',
    cure: reportIt,
  },
];
