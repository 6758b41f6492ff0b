import type { CallReport, HostReport, MediaPath } from '#protocol';
import type { StatusRefusal } from '../status/view.ts';

const LOCALE = 'en';
const number = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const time = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const clockTime = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'medium' });
const many = (count: number, one: string, more: string) =>
  `${whole.format(count)} ${count === 1 ? one : more}`;

type Timeline = CallReport['timeline'][number];

/** The page for whoever runs the server: a page of its own, whose words come with it. */
export const statusEn = {
  documentTitle: 'Status',
  signIn: {
    title: 'Status of this server',
    lead: 'This page is for whoever runs the server.',
    how: 'On the server, run this and open the link that it prints, on any device:',
    command: './scripts/burrow status --link',
    orToken: 'Or sign in with the operator’s token: what you set as OPERATOR_TOKEN, if you did.',
    label: 'Operator token',
    keep: 'Stay signed in in this tab',
    keepHint: 'Until the tab is closed, for at most twelve hours.',
    submit: 'Sign in',
    working: 'Signing in…',
    problems: {
      unauthorized: 'That is not the operator’s token of this server.',
      expired: 'This link was used already, or is older than ten minutes. Make another one.',
      'no-operator-token': 'This server has no operator’s token. Set OPERATOR_TOKEN, and start it again.',
      'rate-limited': 'Too many wrong tokens came from your network. Wait a minute.',
      unreachable: 'The server did not answer. Check your network, then try again.',
      'session-over': 'You are not signed in any more: the time was over, or the server was started anew.',
    } satisfies Record<StatusRefusal | 'session-over', string>,
  },
  stale: 'The server does not answer. What you see is from before; it is asked again by itself.',
  asOf: (at: Date) => `As of ${clockTime.format(at)}. The page keeps itself up to date.`,
  loading: 'Asking the server…',
  parts: 'Parts',
  whatToDo: 'What to do',
  now: {
    title: 'Now',
    rooms: (count: number): string => (count === 1 ? 'room open' : 'rooms open'),
    people: (count: number): string => (count === 1 ? 'person connected' : 'people connected'),
    waiting: 'waiting at a door',
    uptime: 'since the service started',
  },
  duration: (ms: number) => {
    const minutes = Math.floor(ms / 60_000);
    if (minutes < 60) return many(minutes, 'minute', 'minutes');
    const hours = Math.floor(minutes / 60);
    return hours < 48 ? many(hours, 'hour', 'hours') : many(Math.floor(hours / 24), 'day', 'days');
  },
  time: (at: Date) => time.format(at),
  clockTime: (at: Date) => clockTime.format(at),
  paths: {
    title: 'Ways that calls take',
    none: 'No page has told yet which way its calls take.',
    names: {
      direct: 'Direct',
      'relay-udp': 'Relay over UDP',
      'relay-tcp': 'Relay over TCP',
      'relay-tls': 'Relay on port 443',
    } satisfies Record<MediaPath, string>,
    count: (count: number, share: number) => `${whole.format(count)} (${whole.format(share * 100)} %)`,
  },
  relays: {
    roundTrip: (ms: number) => `round trip ${number.format(ms)} ms`,
    probedAt: (at: string) => `tried at ${at}`,
    notHandedOut: 'not given to pages while it fails',
  },
  certificate: {
    title: 'Certificate',
    kind: 'From',
    kinds: {
      trusted: 'a public authority',
      own: 'your own files',
      fallback: 'nobody: one that stands in',
      internal: 'this deployment’s own authority',
      none: 'not made yet',
      proxy: 'the web server in front',
    } satisfies Record<HostReport['certificate']['kind'], string>,
    names: 'For',
    expires: 'Good until',
    expiresIn: (at: Date, left: string) => `${time.format(at)} (${left} left)`,
    expired: (at: Date) => `${time.format(at)}: over`,
    notKnown: 'not known',
  },
  addresses: {
    title: 'Address of this host',
    url: 'Page',
    decided: 'Used',
    asked: 'Who was asked',
    nothing: 'found none',
    failed: (why: string) => `no answer: ${why}`,
    ports: 'To be open in the firewall of this host and of its provider',
  },
  versions: {
    title: 'Versions',
    page: 'Page (build)',
    notKnown: 'not known',
  },
  problems: {
    title: 'Last problems',
    none: 'Nothing went wrong since the service started.',
    times: (count: number, first: Date) => `${whole.format(count)} times since ${time.format(first)}`,
  },
  guests: {
    title: 'Test links for guests',
    lead: 'Send somebody a link, and see here whether calls work from where they are.',
    label: 'What to call the link (you may leave this empty)',
    make: 'New guest link',
    making: 'Making the link…',
    failed: 'The link could not be made. Try again.',
    link: 'Guest link',
    linkHint: (until: Date) =>
      `Good until ${time.format(until)}. Whoever opens it starts the test with one press.`,
    shareText: 'Please open this link: it tests whether calls work from where you are.',
    none: 'There are no guest links yet.',
    noLabel: 'Link without a name',
    unused: (until: Date) => `Nobody has used it yet. Good until ${time.format(until)}.`,
    unusedOver: 'Nobody used it, and its time is over.',
    tested: (at: Date, browser: string) => `${time.format(at)}, ${browser}`,
    browsers: {
      chromium: 'Chromium',
      firefox: 'Firefox',
      safari: 'Safari',
      other: 'another browser',
    } as Readonly<Record<string, string>>,
    verdict: (outcome: string, why: string) => `${outcome} ${why}`,
    forThem: 'For them',
    forYou: 'For you',
    results: 'Results',
  },
  reports: {
    title: 'Reports of calls',
    lead: 'What pages told of calls that did not go well: times, states and numbers, without names or addresses.',
    none: 'No call has been reported.',
    verdicts: {
      'nobody-met': 'Nobody else came',
      'never-connected': 'Never connected',
      lost: 'Connected, then lost',
      recovered: 'Lost for a while, then well again',
      connected: 'Connected',
    } satisfies Record<CallReport['verdict'], string>,
    causes: {
      'no-candidates': 'the browser found no way out of its network',
      'relay-refused': 'the relay refused',
      'relay-silent': 'the relay did not answer',
      'no-pair': 'no pair of addresses worked',
    } satisfies Record<NonNullable<CallReport['cause']>, string>,
    withCause: (verdict: string, cause: string) => `${verdict}: ${cause}`,
    reasons: {
      'link-given-up': 'sent by the page itself',
      person: 'sent by a person',
    } satisfies Record<CallReport['reason'], string>,
    facts: (browser: string, version: number | null, build: string | null) =>
      [version === null ? browser : `${browser} ${String(version)}`, build === null ? '' : `build ${build}`]
        .filter(Boolean)
        .join(', '),
    timeline: 'Timeline',
    dropped: (count: number) => `${many(count, 'earlier change is', 'earlier changes are')} left out.`,
    seconds: (ms: number) => `${number.format(ms / 1000)} s`,
    person: (peer: number) => `Person ${String(peer)}`,
    statuses: {
      connecting: 'is being connected',
      connected: 'is connected',
      recovering: 'lost, being mended',
      failed: 'given up',
      gone: 'has left',
    } satisfies Record<Timeline['status'], string>,
    steps: {
      check: 'asked again',
      'ice-restart': 'other ways looked for',
      'relay-only': 'relays alone',
      rebuild: 'a new connection',
    } satisfies Record<NonNullable<Timeline['step']>, string>,
    candidates: 'Candidates',
    errors: 'Errors while looking for candidates',
    pairs: 'Pairs in use',
    comment: 'What the person wrote',
    rates: (sending: string, receiving: string) => `sends ${sending}, receives ${receiving}`,
    megabits: (bitsPerSecond: number) => `${number.format(bitsPerSecond / 1_000_000)} Mbit/s`,
    loss: (share: number) => `${number.format(share * 100)} % lost`,
  },
  signOut: 'Sign out',
  back: 'Back',
};

export type StatusTexts = typeof statusEn;
