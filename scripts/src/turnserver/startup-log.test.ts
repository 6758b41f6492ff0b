import { expect, test } from 'vitest';
import { readStartupLine } from './startup-log.ts';

function outcome(line: string): string {
  const read = readStartupLine(line);
  return read.kind === 'failed' ? read.problem.code : read.kind;
}

test.each([
  ['0: : Bad configuration format: foo', 'coturn-bad-option'],
  ['2026-11-21T02:45:01.377+0000 WARNING Bad configuration format: no-dtls', 'coturn-bad-option'],
  ['0: : ERROR: Wrong address format: 10.0.0.0/8', 'coturn-bad-address'],
  ["error resolving '10.0.0.0/8' hostname: Name or service not known", 'coturn-bad-address'],
  ['0: : -X : Wrong address format: x', 'coturn-bad-address'],
  [
    '0: : WARNING: Cannot find config file: turnserver.conf. Default and command-line settings will be used.',
    'coturn-no-config',
  ],
  [
    '2026-11-21T02:45:01.377+0000 WARNING Certificate file not found or not readable: /x.pem',
    'coturn-missing-file',
  ],
  ['0: : WARNING: cannot find certificate file: x.pem (1)', 'coturn-missing-file'],
  ['Cannot create pid file: /none/pid: No such file or directory', 'coturn-missing-file'],
  ['bind: Address already in use', 'coturn-port-taken'],
  ['0: : Trying to bind fd 17 to <192.168.1.5:3478>: errno=98', 'coturn-port-taken'],
  ['0: : Trying to bind fd 17 to <192.168.1.5:80>: errno=13', 'coturn-port-forbidden'],
  ['0: : Trying to bind fd 17 to <192.168.9.9:3478>: errno=99', 'coturn-no-such-address'],
  ['0: : Cannot bind DTLS/UDP listener socket to addr 192.168.1.5:3478', 'coturn-cannot-bind'],
  ['0: : ERROR: Cannot open SQLite DB connection: </none/turndb>, runtime error:', 'coturn-database'],
  [
    '0: : CONFIG ERROR: allow_loopback_peers and empty cli password cannot be used together.',
    'coturn-config-error',
  ],
  ['2026-11-21T02:45:01.377+0000 ERROR no-cli option is deprecated, see --cli', 'coturn-config-error'],
  [
    '0: : WARNING: I cannot support STUN CHANGE_REQUEST functionality because only one IP address is provided',
    'coturn-config-error',
  ],
])('%j is a failed start', (line, code) => {
  expect(outcome(line)).toBe(code);
});

test.each([
  '',
  '0: : ',
  '0: : Config file found: /srv/burrow/.burrow/turnserver.conf',
  '0: : Listener address to use: 192.168.1.5',
  'Due to the open files/sockets limitation,',
  'socket: Protocol not supported',
  '0: : SQLite DB connection success: /srv/burrow/.burrow/turndb',
  '0: : CONFIG WARNING: allow_loopback_peers opens a possible security vulnerability. Do not use in production!!',
  '2026-11-21T02:45:01.377+0000 INFO RFC5780 disabled! /NAT behavior discovery/',
  '2026-11-21T02:45:01.790+0000 INFO turnserver compiled without prometheus support',
])('%j is a normal line', (line) => {
  expect(outcome(line)).toBe('normal');
});

test.each(['0: : Total General servers: 2', '2026-11-21T02:45:01.778+0000 INFO Total relay threads: 2'])(
  '%j says that the sockets are open',
  (line) => {
    expect(outcome(line)).toBe('listening');
  },
);

test('the problem repeats what turnserver said, without its clock', () => {
  const read = readStartupLine('17: : Bad configuration format: foo');
  expect(read).toMatchObject({
    problem: { cause: expect.stringMatching(/; turnserver says "Bad configuration format: foo"$/) },
  });
});
