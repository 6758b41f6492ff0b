/**
 * What the page draws and what a person can do: the whole of what `ui/` knows. Built by `app.ts` and `call.ts`,
 * which get the network, the peer connections and the devices as ports (`ports.ts`).
 */
import type { ReadonlySignal, Signal } from '@preact/signals-core';
import { type CallReport, MEDIA_PATHS, type MediaPath, type RefusalCode, type SidePath } from '#protocol';
import type { LinkDetails } from '../quality/link-details.ts';
import type { Quality } from '../quality/link-quality.ts';
import type { DeviceControls } from './device-view.ts';

export interface App {
  readonly screen: ReadonlySignal<Screen>;
  /** Makes a strong room secret and opens its lobby. */
  startNewCall(): void;
  /** Takes a room code or an invite link as a person typed or pasted it; says why it cannot. */
  openRoom(input: string): RoomInputProblem | null;
  /** From wherever one is. */
  openSidePage(path: SidePath): void;
  /** Back to where the side page was opened from. */
  closeSidePage(): void;
  goHome(): void;
  readonly recentRooms: RecentRooms;
}

/** Rooms that this browser remembers, if its person wants that. */
export interface RecentRooms {
  /** Null while nothing is to be remembered. Newest first. */
  readonly rooms: ReadonlySignal<readonly RecentRoom[] | null>;
  /** Switching it off forgets everything. */
  setRemembering(on: boolean): void;
  forget(path: string): void;
  open(path: string): void;
}

export interface RecentRoom {
  /** With the secret. */
  readonly path: string;
  /** The code of a room that has one. */
  readonly code: string | null;
  /** Whether this browser holds the owner's key. */
  readonly isOwn: boolean;
  /** Milliseconds since the Unix epoch. */
  readonly visitedAtMs: number;
}

export type Screen =
  /** `problem`: with the link that was opened. */
  | { readonly name: 'home'; readonly problem: RoomInputProblem | null }
  /** The script of calls is on its way. */
  | { readonly name: 'opening' }
  | { readonly name: 'room'; readonly call: Call }
  | { readonly name: 'side'; readonly path: SidePath }
  | { readonly name: 'unsupported'; readonly reason: UnsupportedReason };

/**
 * `insecure-context`: neither HTTPS nor localhost, so no camera and no cryptography. `in-app`: no WebRTC, and the browser is one inside of
 * another app, so the system's own will do. `load-failed`: the script of calls
 * could not be loaded: no network, or the server was upgraded since the page was opened.
 */
export type UnsupportedReason = 'insecure-context' | 'no-webrtc' | 'in-app' | 'load-failed';

/** `empty`: nothing typed. `too-short`: a code that anybody could guess. `too-long`: more than a code can be. `broken-link`: a link whose secret is damaged. `foreign-link`: a link to another site. */
export type RoomInputProblem = 'empty' | 'too-short' | 'too-long' | 'broken-link' | 'foreign-link';

export interface Call {
  readonly phase: ReadonlySignal<CallPhase>;
  /** Why the last attempt to join did not succeed; null while trying and after success. `version` may come in a call too. */
  readonly joinProblem: ReadonlySignal<JoinProblem | null>;
  /** Set once `phase` is `over`. */
  readonly endReason: ReadonlySignal<CallEndReason | null>;
  /** Whether the signaling server can be reached. Media does not depend on it. */
  readonly signalingConnected: ReadonlySignal<boolean>;
  /** The absolute URL that lets somebody else in. */
  readonly inviteLink: string;
  /** The code that was typed, where the room has one. */
  readonly typedCode: string | null;
  readonly isOwner: ReadonlySignal<boolean>;
  readonly locked: ReadonlySignal<boolean>;
  readonly capacity: ReadonlySignal<number | null>;
  /** The person's own name, at most `MAX_NAME_CHARACTERS`, kept for the next call. */
  readonly name: Signal<string>;
  /** Whether this server asks for a password before it opens the room. */
  readonly passwordAsked: ReadonlySignal<boolean>;
  /** What the person types as that password. */
  readonly password: Signal<string>;
  readonly media: LocalMedia;
  readonly people: ReadonlySignal<readonly Person[]>;
  /** Id of the person who speaks, or who spoke last; null before anybody has. */
  readonly activeSpeaker: ReadonlySignal<string | null>;
  readonly screen: ScreenShare;
  readonly chat: Chat;
  readonly reactions: Reactions;
  /** As `Person.hand`. */
  readonly hand: ReadonlySignal<number | null>;
  setHandRaised(raised: boolean): void;
  join(): Promise<void>;
  leave(): void;
  setLocked(locked: boolean): Promise<RefusalCode | null>;
  removePerson(id: string): Promise<RefusalCode | null>;
  /** Makes somebody else the owner; this page gives the ownership up once they have taken it. */
  handOver(id: string): Promise<RefusalCode | null>;
  endForEveryone(): Promise<RefusalCode | null>;
  /** How the ownership changed in this call; null when it did not. */
  readonly ownershipNews: ReadonlySignal<OwnershipNews | null>;
  /** Asking to be let into a locked room. */
  readonly entry: EntryRequest;
  /** For owners: who asks to be let in. */
  readonly visitors: ReadonlySignal<readonly Visitor[]>;
  answerVisitor(id: string, admit: boolean): Promise<RefusalCode | null>;
  /** The server gives out another build of the page than this one. */
  readonly updateReady: ReadonlySignal<boolean>;
  /** Telling the operator how the call fared; null before it was joined, and where the server wants no reports. */
  readonly reporting: ReadonlySignal<CallReporting | null>;
}

export interface CallReporting {
  /** What would be sent now. */
  prepare(comment: string): CallReport;
  send(report: CallReport): Promise<ReportOutcome>;
  /** Resolves when a connection was given up and the page has sent a report of it. */
  readonly toldByItself: Promise<void>;
}

export type ReportOutcome = 'sent' | 'too-many' | 'failed';

/** `given`: somebody else has taken it. `received`: this page has become owner. */
export type OwnershipNews = 'given' | 'received';

export interface EntryRequest {
  readonly state: ReadonlySignal<EntryState>;
  /** Whether rooms of this kind have owners who could open. */
  readonly isPossible: boolean;
  ask(): void;
  cancel(): void;
}

/**
 * `waiting`: an owner sees the request. `unheard`: it waits, but no owner is there. `declined`, `expired` (nobody
 * answered), `failed` (too many ask, or the server does not answer): over, and may be begun again.
 */
export type EntryState = 'idle' | 'asking' | 'waiting' | 'unheard' | 'declined' | 'expired' | 'failed';

export interface Visitor {
  readonly id: string;
  readonly name: string;
}

export type CallPhase = 'lobby' | 'joining' | 'in-call' | 'over';
/** `replaced`: the seat was taken up in another window. `expired`: the seat ended while this page was cut off, and the room is locked or full. */
export type CallEndReason = 'left' | 'ended' | 'removed' | 'replaced' | 'expired';
/** A refusal of the server's, or `unreachable` when there was no answer. */
export type JoinProblem = RefusalCode | 'unreachable';

export const MAX_NAME_CHARACTERS = 64;

/** Somebody else in the call. The object stays the same for as long as the seat: use `id` as the key of the tile. */
export interface Person {
  readonly id: string;
  readonly name: ReadonlySignal<string>;
  readonly stream: ReadonlySignal<MediaStream | null>;
  readonly link: ReadonlySignal<LinkStatus>;
  /** What is being tried to connect or reconnect; null while nothing is, or nothing yet. */
  readonly linkStep: ReadonlySignal<LinkStep | null>;
  /** The route that media takes, the worse of both ends; null until it is known. */
  readonly path: ReadonlySignal<MediaPath | null>;
  /** Their connection to the server is lost; media may be fine. */
  readonly away: ReadonlySignal<boolean>;
  readonly microphoneOn: ReadonlySignal<boolean>;
  readonly cameraOn: ReadonlySignal<boolean>;
  /** Is heard to speak, or was a moment ago. */
  readonly speaking: ReadonlySignal<boolean>;
  /** Their place in the order of raised hands, the lowest first; null while it is down. Of equals the lower id is first. */
  readonly hand: ReadonlySignal<number | null>;
  /** The screen that they share; null while they share none. */
  readonly screen: ReadonlySignal<MediaStream | null>;
  readonly connection: PersonQuality;
  /** Their picture is shown so high, in pixels of the screen: more need not be sent. */
  showAt(lines: number): void;
}

export const MAX_SHOWN_LINES = 4_320;

/** How the connection to a person fares. */
export interface PersonQuality {
  readonly quality: ReadonlySignal<Quality>;
  /** The newest last, one every two seconds, those of two minutes at most. */
  readonly history: ReadonlySignal<readonly LinkDetails[]>;
  /** Their page sends no picture of a camera that is on, or a screen that is shared: their network is too slow for it. */
  readonly videoPaused: ReadonlySignal<boolean>;
  /** The same of this page to them. */
  readonly ownVideoPaused: ReadonlySignal<boolean>;
}

/** Bounds what a hostile peer can make the next hand's number. */
export const MAX_HAND = 1_000_000;

export type LinkStatus = 'connecting' | 'connected' | 'recovering' | 'failed';
/**
 * `check`: what has no answer is said again. `ice-restart`: other ways are looked for. `relay-only`: of these only such
 * as go through TURN servers. `rebuild`: another peer connection.
 */
export type LinkStep = 'check' | 'ice-restart' | 'relay-only' | 'rebuild';
export { MEDIA_PATHS, type MediaPath };

/** This browser's camera and microphone. */
export interface LocalMedia {
  readonly status: ReadonlySignal<'idle' | 'asking' | 'ready'>;
  /** Why the camera or the microphone cannot be had; the call works without. */
  readonly problem: ReadonlySignal<MediaProblem | null>;
  /** Muted self view: what is sent. */
  readonly stream: ReadonlySignal<MediaStream | null>;
  readonly microphoneOn: ReadonlySignal<boolean>;
  readonly cameraOn: ReadonlySignal<boolean>;
  /** Wanted and not had yet: before the browser is asked, and until it answers. */
  readonly microphoneAwaited: ReadonlySignal<boolean>;
  readonly cameraAwaited: ReadonlySignal<boolean>;
  /** What the person has switched off. */
  readonly switchedOff: ReadonlySignal<readonly ('microphone' | 'camera')[]>;
  readonly microphones: ReadonlySignal<readonly Device[]>;
  readonly cameras: ReadonlySignal<readonly Device[]>;
  readonly microphoneId: ReadonlySignal<string | null>;
  readonly cameraId: ReadonlySignal<string | null>;
  /** Asks the browser for camera and microphone; falls back to one of them, or none. */
  open(): Promise<void>;
  setMicrophoneOn(on: boolean): Promise<void>;
  setCameraOn(on: boolean): Promise<void>;
  chooseMicrophone(id: string): Promise<void>;
  chooseCamera(id: string): Promise<void>;
  /** Speakers, qualities, level, and what happens to devices. */
  readonly controls: DeviceControls;
  close(): void;
}

export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface MediaProblem {
  readonly kind: 'microphone' | 'camera' | 'both';
  readonly cause: MediaProblemCause;
}

/**
 * `denied`: by the person. `denied-by-system`: the browser itself may not. `policy`: this server or an embedding page
 * forbids it. `dismissed`: the question was closed without an answer. `no-answer`: it still stands. `unfit`: the device
 * cannot do what was asked of it. `insecure`: the browser gives no devices to this page.
 */
export type MediaProblemCause =
  | 'denied'
  | 'denied-by-system'
  | 'policy'
  | 'dismissed'
  | 'no-answer'
  | 'not-found'
  | 'in-use'
  | 'unfit'
  | 'insecure'
  | 'failed';

/** The screen, window or tab that this person shows to the others, beside their camera. */
export interface ScreenShare {
  readonly isSupported: boolean;
  /** What is shown; null while nothing is. */
  readonly stream: ReadonlySignal<MediaStream | null>;
  readonly problem: ReadonlySignal<ScreenProblem | null>;
  readonly content: ReadonlySignal<ScreenContent>;
  /** Lets the person choose what to show; nothing happens if they think better of it. */
  start(): Promise<void>;
  stop(): void;
  setContent(content: ScreenContent): Promise<void>;
}

/** `detail`: text stays sharp, if need be at fewer frames. `motion`: the reverse, for films. As `contentHint` of mst-content-hint. */
export type ScreenContent = 'detail' | 'motion';
/** `system`: the operating system does not let the browser record the screen. */
export type ScreenProblem = 'system' | 'failed';

export interface Chat {
  /** In the order in which they came here; those of this call, the newest few hundred. */
  readonly messages: ReadonlySignal<readonly ChatMessage[]>;
  /** Of others, since the chat was last shown. */
  readonly unread: ReadonlySignal<number>;
  /** The page tells here whether the messages can be seen: what comes then is read. */
  readonly isShown: Signal<boolean>;
  /** To everybody who is in the call now. Says why it cannot. */
  send(text: string): ChatProblem | null;
}

export interface ChatMessage {
  readonly id: string;
  /** Null: this person's own. */
  readonly from: Person | null;
  readonly text: string;
  /** When it was sent, or came, by the clock of this browser. */
  readonly at: number;
  /** Of an own message: who has not got it. It is sent again as soon as they can be reached. */
  readonly waiting: ReadonlySignal<readonly Person[]>;
  /** Of an own message: who left before they had got it. */
  readonly missed: ReadonlySignal<readonly Person[]>;
}

/** `alone`: nobody is there to read it. `too-fast`: too many in a short time. */
export type ChatProblem = 'empty' | 'too-long' | 'too-fast' | 'alone';

/** UTF-16 units, as `maxlength` of a field counts. */
export const MAX_CHAT_CHARACTERS = 2_000;

export const REACTIONS = ['👍', '👏', '❤️', '😂', '😮', '🎉'] as const;
export type ReactionKind = (typeof REACTIONS)[number];

export interface Reactions {
  /** Of the last few seconds. */
  readonly recent: ReadonlySignal<readonly Reaction[]>;
  send(kind: ReactionKind): void;
}

export interface Reaction {
  readonly id: string;
  readonly kind: ReactionKind;
  /** Null: this person's own. */
  readonly from: Person | null;
}
