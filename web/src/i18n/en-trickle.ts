import type { CheckupRefusal } from '../checkup/view.ts';
import type { KnownErrorCode } from '../trickle/error-codes.ts';
import type { CandidateType } from '../trickle/found-candidate.ts';
import type { PathState } from '../trickle/found-paths.ts';
import type { GatheringEnd } from '../trickle/gather.ts';
import type { Judgement, UrlJudgement } from '../trickle/judge.ts';
import type { ServerProblem } from '../trickle/server-entry.ts';
import type { MediaRefusal } from '../trickle/trickle-run.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

type Words<Key extends string | number> = Readonly<Record<Key, string>>;

/** The page of candidates. */
export const trickleEn = {
  documentTitle: 'Trickle ICE',
  title: 'Trickle ICE',
  lead: 'See every way into and out of this network that your browser finds, and whether bytes really pass through the relay.',
  back: 'Done',
  milliseconds: (value: number) => `${number.format(value)} ms`,
  none: '–',
  learn: {
    ice: {
      question: 'What are ICE and candidates?',
      answer: [
        'ICE is how two browsers find a way to each other. Each collects addresses at which it may be reached, its candidates; then all pairs are tried, and the best that works is taken.',
        'Collecting them is called gathering. “Trickle” means that each candidate is passed on as soon as it is found, so that a call does not wait for the slowest.',
      ],
    },
    servers: {
      question: 'What are STUN and TURN?',
      answer: [
        'A STUN server answers one question: under which address does the internet see me? Behind a router that is not the address that the device itself knows.',
        'A TURN server is a relay: it lends an address of its own and passes everything on that comes there. It is what makes calls work where no direct way exists, so its URLs take a user name and a password.',
      ],
    },
    types: {
      question: 'What do the types mean?',
      terms: {
        host: 'An address of this device itself. It leads here from the same network. Browsers write a made-up name that ends in .local in its place, unless the page may use the microphone or camera.',
        srflx:
          'Server-reflexive: the address from which a STUN or TURN server saw you come, which is that of your router (NAT). Often it leads here from outside.',
        prflx:
          'Peer-reflexive: an address that the other end sees you come from, and no server had told. It turns up in a call only, so hardly ever in this table.',
        relay:
          'An address on a TURN server, lent to you. It leads here as long as the server can be reached at all.',
      } satisfies Words<CandidateType>,
    },
    offer: {
      question: 'What are offer and answer?',
      answer: [
        'To begin a call, one browser describes what it can send and receive, how it encrypts and where it may be reached: the offer. The other replies with an answer. Both are written in SDP, one fact to a line.',
        'The offer below is addressed to nobody: it was made to start gathering.',
      ],
    },
    priority: {
      question: 'How to read the priority',
      answer: [
        'It is one number made of three: the preference of the type, the preference among addresses of that type, and the component. The higher, the earlier ICE tries the candidate: direct ways first, relays last.',
      ],
    },
  },
  servers: {
    title: 'Servers',
    loading: 'Asking this deployment for its servers…',
    hint: (until: Date) =>
      `These are the servers of this deployment, with credentials made for you, valid until ${time.format(until)}. You may change the list.`,
    foreign: 'Only servers that you add here yourself are asked.',
    empty: 'The list is empty: without a server only addresses of this device are found.',
    item: (position: number) => `Server ${position}`,
    own: 'of this deployment',
    url: 'URL',
    username: 'User name',
    credential: 'Password',
    show: (position: number) => `Show the password of server ${position}`,
    hide: (position: number) => `Hide the password of server ${position}`,
    remove: (position: number) => `Remove server ${position}`,
    edit: 'Edit',
    editOne: (position: number) => `Edit server ${position}`,
    add: 'Add a server',
    reset: 'Reset',
    resetHint: 'Back to the servers of this deployment, with fresh credentials',
    full: (most: number) => `The list takes at most ${most} servers.`,
    password: 'Password of this deployment',
    passwordHint: 'This deployment gives credentials only to those who know the password for opening rooms.',
    passwordSend: 'Get the servers',
    retry: 'Try again',
    problems: {
      empty: 'Enter the URL of a server, such as turn:example.org:3478?transport=udp.',
      'too-long': 'This is too long for the URL of a server.',
      scheme: 'The URL has to begin with stun:, turn: or turns:.',
      slashes: 'Leave the two slashes away: it is turn:example.org, not turn://example.org.',
      user: 'User name and password do not belong into the URL: they have fields of their own.',
      host: 'After the colon there has to be a name or an address; an IPv6 address stands in [ ].',
      port: 'The port has to be a number from 1 to 65535.',
      query: 'After ? only transport=udp or transport=tcp may follow.',
      'stun-query': 'The URL of a STUN server takes no ? and nothing behind it.',
      'username-missing': 'A TURN server needs a user name; browsers refuse the whole list without it.',
      'username-too-long': 'This user name is longer than any TURN server takes.',
      'credential-missing': 'A TURN server needs a password; browsers refuse the whole list without it.',
    } satisfies Words<ServerProblem['problem']>,
    refusals: {
      'password-needed': 'This deployment asks for its password before it gives credentials.',
      'wrong-password': 'That is not the password of this deployment.',
      'rate-limited': 'Too many requests from here. Wait a moment, then try again.',
      unavailable: 'The server cannot give credentials now. Try again soon.',
      unreachable:
        'The server of this page does not answer, or not in its own words. Check your network, then try again, or reload the page.',
    } satisfies Partial<Words<CheckupRefusal>>,
    refused: (code: CheckupRefusal) => `The server gave no credentials (${code}).`,
  },
  options: {
    title: 'Options',
    policy: 'Candidates to gather',
    policies: { all: 'All', relay: 'Relay only' },
    policyHint: 'With “Relay only” nothing but ways through a TURN server is looked for.',
    media: 'Ask for the microphone or camera first',
    mediaHint:
      'With this permission browsers tell the real addresses of this device instead of made-up .local names. Nothing is recorded or sent.',
    mediaRefused: {
      denied: 'The permission was not given, so addresses of this device stay hidden behind .local names.',
      none: 'No microphone or camera was found, so addresses of this device stay hidden behind .local names.',
    } satisfies Words<MediaRefusal>,
  },
  run: {
    start: 'Gather candidates',
    again: 'Gather again',
    stop: 'Stop',
    fix: 'Mend the list of servers first.',
    asking: 'Waiting for the permission…',
    gathering: (count: number) => `Gathering: ${many(count, 'candidate')} so far…`,
    checking: (position: number, total: number) =>
      `Sending bytes through the relay: URL ${position} of ${total}…`,
    ended: {
      complete: 'Gathering is complete.',
      'timed-out': 'Gathering was ended after its time limit: some server kept silent.',
      stopped: 'Gathering was stopped.',
      failed: 'The browser refused to gather with this list of servers.',
    } satisfies Words<GatheringEnd>,
    took: (milliseconds: number) => `It took ${number.format(milliseconds / 1000)} s.`,
  },
  verdict: {
    title: 'Verdict',
    sentences: {
      'all-pass': 'The relay works from here: bytes passed through every URL.',
      'some-pass': 'The relay works from here, though not by every URL.',
      'none-pass': 'No bytes came through the relay from here.',
      unchecked: 'It was not found out whether bytes pass through the relay.',
      'no-turn': 'There is no TURN server in the list, so no relay was tried.',
    } satisfies Words<Judgement>,
    explanations: {
      'all-pass': 'Calls from this network connect even where no direct way exists.',
      'some-pass':
        'One working URL is enough for a call. The others matter on networks that are closed more tightly.',
      'none-pass': 'A call from this network connects only where a direct way exists.',
      unchecked: 'Run it to the end to get a verdict.',
      'no-turn': 'Add a TURN server to find out whether its relay works.',
    } satisfies Words<Judgement>,
    forOperator: (cure: string) => `For whoever runs the server: ${cure}`,
    urls: 'By URL',
    judgements: {
      checking: 'Sending bytes…',
      passes: 'Works: bytes pass',
      silent: 'Promised, but no bytes come back',
      unchecked: 'Relay candidate, not tried with bytes',
      refused: 'Refused',
      'no-answer': 'No answer',
      'bad-certificate': 'Certificate not trusted',
      unfinished: 'Not waited for',
      'stun-answers': 'Answers',
      'stun-silent': 'No answer',
      'stun-unknown': 'Not told apart',
    } satisfies Words<UrlJudgement>,
    allocatedAfter: (milliseconds: number) => `relay candidate after ${number.format(milliseconds)} ms`,
    passed: (received: number, sent: number) => `${received} of ${many(sent, 'message')} came back`,
    roundTrip: (milliseconds: number) => `${number.format(milliseconds)} ms there and back`,
    noAnswer: 'A closed port, a blocked protocol, a name that is not found, or a server that is off.',
    noneBack:
      'The server lent an address, but what was sent from there to another of its relay addresses did not come back. A call between two relayed people takes that way. The relay addresses or a firewall may be set up wrongly; some servers of others forbid that way on purpose.',
    code: (code: number) => `Error ${code}`,
    stunUnknown: 'Another server told the same address first, so this one left no trace.',
  },
  picture: {
    title: 'The ways that were found',
    device: 'This browser',
    router: 'Router (NAT)',
    server: 'TURN server',
    other: 'The other end',
    types: {
      host: 'Within the same network (host)',
      srflx: 'Through the router, directly (srflx)',
      relay: 'Through the TURN server (relay)',
    },
    states: {
      'not-found': () => 'not found',
      found: (count: number) => `${many(count, 'candidate')} found`,
      proven: (count: number) => `${many(count, 'candidate')} found, and bytes passed`,
      silent: (count: number) => `${many(count, 'candidate')} found, but no bytes passed`,
    } satisfies Readonly<Record<PathState, (count: number) => string>>,
    hint: 'Whether the first two lead to somebody is seen in a call only: that depends on the other network too.',
  },
  candidates: {
    title: 'Candidates',
    caption: 'Candidates in the order in which they were found',
    none: 'No candidate was found.',
    noneYet: 'None yet.',
    end: 'End of gathering',
    columns: {
      time: 'Time',
      type: 'Type',
      component: 'Component',
      foundation: 'Foundation',
      protocol: 'Protocol',
      address: 'Address',
      port: 'Port',
      priority: 'Priority',
      mid: 'Mid',
      usernameFragment: 'Ufrag',
      related: 'Related address',
      relayProtocol: 'Relay protocol',
      url: 'URL',
    },
    componentNames: (component: number) =>
      component === 1 ? 'rtp (1)' : component === 2 ? 'rtcp (2)' : String(component),
    scroll: 'Candidates, can be scrolled sideways',
  },
  errors: {
    title: 'Errors while gathering',
    lead: 'An error is about one server and one network interface. It does not mean that nothing works.',
    caption: 'Errors in the order in which they came',
    scroll: 'Errors, can be scrolled sideways',
    columns: { time: 'Time', address: 'Own address', url: 'URL', code: 'Code', text: 'Text' },
    meaning: 'What it means',
    codes: {
      300: 'Try another server: this one asks to go elsewhere. Browsers follow by themselves where they can.',
      400: 'Bad request: the server did not understand it, or is no TURN server.',
      401: 'Unauthorized: user name or password is wrong, or the time of the credentials is over.',
      403: 'Forbidden: the server does not give relays to this client now, or is about to shut down.',
      420: 'Unknown attribute: the server is older than the browser, or set up in an unusual way.',
      437: 'Allocation mismatch: the server takes this connection for one that it knows already, or has forgotten.',
      438: 'Stale nonce: part of the ordinary course. The browser tries again with a fresh one.',
      440: 'The server has no relay address of the wanted family (IPv4 or IPv6).',
      441: 'Wrong credentials: the user name does not fit that with which the allocation was made.',
      442: 'The server does not relay the wanted transport; nearly all relay UDP only.',
      443: 'The relay and the peer have addresses of different families.',
      446: 'The server has a connection to that peer already.',
      447: 'The server could not connect to the peer, or not in time.',
      486: 'Allocation quota reached: this user name has as many relays as it may. Old ones end after ten minutes.',
      487: 'Role conflict: part of the ordinary course of ICE.',
      500: 'The server failed. Trying again may help.',
      508: 'The server has no port left, or no address to relay with.',
      600: 'The server reports a failure that no later attempt will mend.',
      701: 'No answer, by this network interface: a closed port, a blocked protocol, a name that is not found, or a server that is off. Not fatal by itself: other lines or interfaces may work.',
    } satisfies Words<KnownErrorCode>,
    other: 'A code that no standard of STUN or TURN names.',
  },
  offer: {
    title: 'The offer, line by line',
    session: 'Session: holds for everything below',
    media: { audio: 'Audio', video: 'Video', application: 'Data channels' } as Readonly<
      Record<string, string>
    >,
    section: (name: string, mid: string | null) => (mid === null ? name : `${name} (mid ${mid})`),
    lines: (count: number) => many(count, 'line'),
    none: 'No offer was made.',
    copy: 'Copy the offer',
  },
  copy: {
    copied: 'Copied',
    failed: 'The browser did not allow copying. Select the text and copy it yourself.',
  },
  report: {
    title: 'Take the result along',
    hint: 'Candidates, errors and verdict as JSON. Passwords and user names are never in it.',
    leaveOut: 'Leave out addresses and credentials',
    leaveOutHint: 'The URLs of the servers stay in it; nothing of this device or network does.',
    withAddresses:
      'The result holds the addresses of this device and network. Give it only to those whom you trust with them.',
    copy: 'Copy as JSON',
    download: 'Save as JSON',
  },
  publicPage: {
    title: 'Try the same on the public Trickle ICE page',
    lead: 'To test with a page that others wrote, open the Trickle ICE sample of the WebRTC project and paste one server at a time.',
    where: 'The page of the WebRTC samples',
    warning: (until: Date) =>
      `Whoever has these credentials may use the relay until ${time.format(until)}: the other page sees them, so paste them nowhere else.`,
    ownWarning: 'The other page sees what you paste there.',
    difference:
      'That page does not send bytes through the relay: a relay candidate there is a promise, not a proof.',
    copyWord: 'Copy',
    copyUrl: (position: number) => `Copy the URL of server ${position}`,
    copyUsername: (position: number) => `Copy the user name of server ${position}`,
    copyCredential: (position: number) => `Copy the password of server ${position}`,
  },
};

export type TrickleTexts = typeof trickleEn;
