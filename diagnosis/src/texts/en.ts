import type { DiagnosisTexts } from './diagnosis-texts.ts';
import { causesEn } from './en-causes.ts';

const LOCALE = 'en';
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const megabits = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const TRANSPORTS = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' };
const FAMILIES = { ipv4: ', IPv4', ipv6: ', IPv6' };

/** Beyond it, days say more. */
const MOST_HOURS = 48;

function time(hours: number): string {
  if (hours >= MOST_HOURS) return `${number.format(Math.floor(hours / 24))} days`;
  return hours === 1 ? '1 hour' : `${number.format(hours)} hours`;
}

/** A diagnosis in English. */
export const textsEn: DiagnosisTexts = {
  outcomes: {
    works: 'Calls work from this network.',
    'works-limited': 'Calls work from this network, with a limit.',
    fails: 'Calls cannot be relied on from this network.',
    unknown: 'Whether calls work from this network cannot be told yet.',
  },
  blames: {
    nobody: 'Nothing has to be cured.',
    tester: 'Whoever tests can cure it.',
    'guest-network': 'The cure lies in the network that was tested from.',
    server: 'The cure lies at the server.',
    unknown: 'A test from another network tells where the cure lies.',
  },
  causes: causesEn,
  findings: {
    'page-answers': () => 'The page answers.',
    'page-silent': () => 'The page does not answer.',
    'websocket-open': () => 'The line by which calls are arranged is open.',
    'websocket-failed': () => 'The line by which calls are arranged cannot be opened.',
    'websocket-not-tried': () => 'The line by which calls are arranged was not tried.',
    'credentials-given': () => 'The server gave credentials for the relay.',
    'credentials-rate-limited': () => 'The server gave no credentials: too many requests.',
    'credentials-password': () => 'The server gave no credentials without its password.',
    'credentials-refused': () => 'The server gave no credentials.',
    'turn-carries': ({ roundTripMs, bitsPerSecond }) => {
      const figures = [
        ...(roundTripMs === undefined ? [] : [`${number.format(roundTripMs)} ms there and back`]),
        ...(bitsPerSecond === undefined ? [] : [`${megabits.format(bitsPerSecond / 1e6)} Mbit/s`]),
      ];
      return figures.length === 0 ? 'carries data' : `carries data, ${figures.join(', ')}`;
    },
    'turn-loses': ({ lostPercent = 0 }) => `carries data, but loses ${number.format(lostPercent)} % of it`,
    'turn-no-bytes': () => 'gives an address, but carries nothing',
    'turn-not-tried': () => 'gives an address; whether it carries was not tried',
    'turn-unauthorized': () => 'does not accept the credentials (401)',
    'turn-forbidden': () => 'takes no new calls (403)',
    'turn-quota': () => 'gives no further address (486)',
    'turn-capacity': () => 'has no port left (508)',
    'turn-refused': ({ stunCode = 0 }) => `refuses with error ${stunCode}`,
    'turn-no-answer': () => 'no answer',
    'turn-bad-certificate': () => 'shows a certificate that is not to be trusted',
    'turn-unfinished': () => 'had not answered when the test ended',
    'turn-contradiction': () => 'the test contradicts itself',
    'udp-passes': () => 'This network lets UDP through.',
    'udp-silent': () => 'No UDP comes back to this network.',
    'nat-none': () => 'No router changes the ports of this device, which is best for direct connections.',
    'nat-same-for-all-ports': () =>
      'The router keeps one port for all, which is good for direct connections.',
    'nat-one-per-port': () =>
      'The router takes another port for each destination, so direct connections are rare and calls take the relay.',
    'server-relay-ok': () => 'By its own check, the server finds its relay well.',
    'server-relay-fails': ({ fault = 'other' }) =>
      `By its own check, the server finds its relay at fault. ${causesEn[`relay-${fault}`].sentence}`,
    'server-relay-unknown': () => 'The server does not know whether its relay is well.',
    'server-not-asked': () => 'What the server finds of its own relay was not asked.',
    'certificate-good': ({ hoursLeft = 0 }) => `The certificate is good for another ${time(hoursLeft)}.`,
    'certificate-expiring': ({ hoursLeft = 0 }) =>
      hoursLeft === 0
        ? 'The certificate ends within the hour.'
        : `The certificate ends in ${time(hoursLeft)}.`,
    'certificate-expired': () => 'The certificate has ended.',
  },
  turnLine: ({ transport, port }, family, text) =>
    `${TRANSPORTS[transport]}, port ${port}${family ? FAMILIES[family] : ''}: ${text}`,
};
