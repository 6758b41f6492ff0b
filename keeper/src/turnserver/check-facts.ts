import { isIP, isIPv4 } from 'node:net';
import { type HostFacts, type Isolated, isLoopback, isLoopbackOnly } from './host-facts.ts';
import { isUnspecified } from './peer-range.ts';
import type { PolicyProblem } from './policy-problem.ts';

const HIGHEST_PORT = 65_535;

/** coturn writes the realm into an SQL statement and into every answer; longer names do not fit its fields. */
const REALM = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,125}[A-Za-z0-9])?$/;

/** Facts that would make a file which coturn accepts and takes for something else. */
export function checkFacts(facts: HostFacts): readonly PolicyProblem[] {
  const { listeningAddresses, relayAddress, publicAddress, realm, listeningPort, userQuota, isolated } =
    facts;
  return [
    ...(listeningAddresses.length === 0 && isolated === null
      ? [problem('no-listening-address', 'there is no address to listen on')]
      : []),
    ...(isolated === null ? [] : isolationProblems(facts, isolated)),
    ...listeningAddresses.flatMap((address) => addressProblems('listening-ip', address)),
    ...addressProblems('relay-ip', relayAddress),
    ...(isIP(relayAddress) === 0 || isIPv4(relayAddress)
      ? []
      : [problem('relay-not-ipv4', `relay-ip is to be an IPv4 address; found ${relayAddress}`)]),
    ...(publicAddress === null ? [] : addressProblems('external-ip', publicAddress)),
    ...(isLoopback(relayAddress) && isolated === null && !isLoopbackOnly(facts)
      ? [
          problem(
            'loopback-relay',
            `relay-ip is the loopback address ${relayAddress}, but others are to reach the relay on ${listeningAddresses.join(', ')}`,
          ),
        ]
      : []),
    ...(REALM.test(realm)
      ? []
      : [problem('realm', `realm is to be a name such as burrow; found ${show(realm)}`)]),
    ...(isWhole(listeningPort, 1, HIGHEST_PORT)
      ? []
      : [
          problem(
            'listening-port',
            `listening-port is to be from 1 to ${HIGHEST_PORT}; found ${listeningPort}`,
          ),
        ]),
    ...(isWhole(userQuota, 1, Number.MAX_SAFE_INTEGER)
      ? []
      : [problem('user-quota', `user-quota is to be a whole number above 0; found ${userQuota}`)]),
    ...pathProblems('userdb', facts.userDatabasePath),
    ...pathProblems('pidfile', facts.pidFilePath),
  ];
}

function isolationProblems(
  { relayAddress, listeningAddresses, publicAddress, listeningPort }: HostFacts,
  { proxyPort, secondPort }: Isolated,
): readonly PolicyProblem[] {
  return [
    ...(isLoopback(relayAddress)
      ? []
      : [
          problem('open-isolation', `an isolated relay is to have a loopback address; found ${relayAddress}`),
        ]),
    // A browser refuses a relay candidate with a loopback address.
    ...(publicAddress === null || isLoopback(publicAddress)
      ? [problem('no-public-address', 'an isolated relay has no address that clients could be told')]
      : []),
    ...(listeningAddresses.length === 0
      ? []
      : [problem('listening-address', 'an isolated relay listens on all addresses, not on chosen ones')]),
    ...otherPortProblems('tcp-proxy-port', proxyPort, [listeningPort]),
    ...otherPortProblems('aux-server', secondPort, [listeningPort, proxyPort]),
  ];
}

function otherPortProblems(option: string, port: number, taken: readonly number[]): readonly PolicyProblem[] {
  if (isWhole(port, 1, HIGHEST_PORT) && !taken.includes(port)) return [];
  return [problem(option, `${option} is to be a port other than ${taken.join(' and ')}; found ${port}`)];
}

function addressProblems(option: string, address: string): readonly PolicyProblem[] {
  if (isIP(address) === 0 || address.includes('%')) {
    return [problem('fact-not-an-address', `${option} is to be an address; found ${show(address)}`)];
  }
  if (!isUnspecified(address)) return [];
  const cause = `${option} is ${address}, which coturn takes for every address there is, allowed as a peer`;
  return [problem('fact-unspecified-address', cause)];
}

/** coturn takes blanks, "=" and quotes at the start away, and blanks at the end. */
function pathProblems(option: string, path: string): readonly PolicyProblem[] {
  if (/^[^\s="#][^#\p{Cc}]{0,500}$/u.test(path) && path === path.trimEnd()) return [];
  return [
    problem('fact-path', `${option} is to be a path that coturn can read from a line; found ${show(path)}`),
  ];
}

function problem(code: string, cause: string): PolicyProblem {
  return {
    code,
    line: null,
    cause,
    cure: 'Check the addresses and limits in .env, and the addresses of this host.',
  };
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function show(text: string): string {
  return JSON.stringify(text);
}
