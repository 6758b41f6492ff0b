import type { Delivery, Step } from '../checkup/view.ts';
import type { LineState } from '../diagnosis/describe-observation.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** The connection test: a page of its own, whose words come with it. */
export const checkupEn = {
  documentTitle: 'Connection test',
  running: 'Testing your connection…',
  runningHint: 'This takes up to half a minute. Leave the page open.',
  progress: 'What is being tested',
  states: {
    good: 'Works',
    limited: 'Limited',
    bad: 'Fails',
    unknown: 'Not known',
  } satisfies Record<LineState, string>,
  pending: 'Testing',
  done: 'Done',
  steps: {
    page: 'This site',
    webSocket: 'The line that calls are arranged by',
    credentials: 'Permission to use the relay',
    network: 'The network in front of you',
  } satisfies Record<Exclude<Step['name'], 'turn'>, string>,
  turnStep: (way: string) => `The relay by ${way}`,
  /** @param protocol as people call it; the port where the URL names one */
  way: (protocol: string, port: string | null) => (port === null ? protocol : `${protocol}, port ${port}`),
  results: 'Results',
  forOperator: 'For whoever runs this server',
  whatToDo: 'What to do',

  guest: {
    title: 'Do calls work from where you are?',
    lead: 'Somebody who runs this server sent you this link. Your browser finds out, and they see what it found.',
    testedTitle: 'What is tested',
    tested: [
      'Whether this site and its relay can be reached from your network, and over which ways.',
      'Test data goes through the relay and back to you: at most 8 MB for each way.',
      'Camera and microphone stay off.',
    ],
    seenTitle: 'What they will see',
    seen: [
      'Which ways work and how fast they are.',
      'The kind of browser (such as Firefox), and how your router passes data on.',
      'No name and no address are in the result.',
    ],
    start: 'Start the test',
    brokenTitle: 'Part of this link is missing.',
    broken:
      'Copy the whole link and open it again, or ask for a new one. You can also test for yourself: then nobody else sees the result.',
    startAlone: 'Test for myself',
  },

  password: {
    title: 'This test takes a password',
    label: 'Password for opening rooms',
    hint: 'This server gives its relay only to people who may open rooms.',
    wrong: 'That is not the password of this server.',
    send: 'Go on',
    without: 'Go on without',
  },

  delivery: {
    sending: 'The result is being sent…',
    delivered: 'The result was delivered. You can close this page.',
    expired: 'This link is no longer valid, so the result was not delivered. Ask for a new link.',
    'rate-limited': 'Too many results were sent at once. Wait a minute, then send it again.',
    unreachable: 'The server did not answer, so the result was not delivered.',
    other: 'The server did not take the result.',
    again: 'Send it again',
    byHand: 'Or copy it and send it yourself.',
  } satisfies Record<
    Extract<Delivery, 'sending' | 'delivered' | 'expired' | 'rate-limited' | 'unreachable'>,
    string
  > &
    Record<'other' | 'again' | 'byHand', string>,

  again: 'Test again',
  copy: 'Copy the result',
  copied: 'Copied',
  copyFailed: 'Copying was refused. Open the details and copy them by hand.',
  trickle: 'See every candidate (Trickle ICE)',

  devices: {
    title: 'Camera and microphone',
    lead: 'Not tested yet. Your browser will ask for your permission.',
    start: 'Test camera and microphone',
    asking: 'Your browser asks for your camera and microphone. Choose “Allow”.',
    both: 'Camera and microphone work.',
    onlyCamera: 'The camera works.',
    onlyMicrophone: 'The microphone works.',
    more: 'See yourself and the level',
  },

  details: {
    title: 'Details',
    lead: 'No name, no address and nothing secret.',
    relay: 'Relay',
    allocation: 'Place on the relay',
    allocated: (milliseconds: number) => `granted after ${whole.format(milliseconds)} ms`,
    refused: (code: number) => `refused with ${String(code)}`,
    noAnswer: 'no answer',
    badCertificate: 'its certificate cannot be trusted',
    unfinished: 'not finished',
    messages: 'Messages through and back',
    messagesOf: (received: number, sent: number) => `${whole.format(received)} of ${whole.format(sent)}`,
    nothingThrough: 'nothing came through',
    roundTrip: 'Round trip',
    milliseconds: (value: number) => (value < 1 ? 'under 1 ms' : `${number.format(value)} ms`),
    rate: 'Rate',
    megabits: (bitsPerSecond: number) => `${number.format(bitsPerSecond / 1_000_000)} Mbit/s`,
    family: 'Reached over',
    families: { ipv4: 'IPv4', ipv6: 'IPv6' },
    site: 'This site',
    page: 'Page',
    pages: { answers: 'answers', silent: 'does not answer' },
    webSocket: 'WebSocket',
    webSockets: { open: 'opens', failed: 'does not open' },
    credentials: 'Credentials',
    granted: 'given',
    refusedAs: (code: string) => `not given (${code})`,
    network: 'Network',
    reflexive: 'UDP from outside',
    reflexives: { true: 'comes back', false: 'does not come back' },
    mapping: 'NAT',
    mappings: {
      none: 'none in between',
      'same-for-all-ports': 'one address for all ports',
      'one-per-port': 'another address for each port',
      unknown: 'not known',
    },
    server: 'What the server says of its own relay',
    notTried: 'not tried',
  },
};

export type CheckupTexts = typeof checkupEn;
