/** At build time: the lobby as a visitor first sees it, drawn by what draws it in the browser. */
import { signal } from '@preact/signals';
import type { VNode } from 'preact';
import renderToString from 'preact-render-to-string';
import { createI18n } from './i18n/create-i18n.ts';
import type { Language } from './i18n/detect-language.ts';
import type { LobbyTrait } from './lobby-shell/lobby-traits.ts';
import { type CapturingDevices, createLocalMedia } from './media/create-local-media.ts';
import { createScreenShare } from './media/screen-share.ts';
import { type AppPorts, createApp } from './session/app.ts';
import { createCall } from './session/call.ts';
import type { CallPorts } from './session/ports.ts';
import { type RoomKey, roomPath } from './session/room-key.ts';
import type { LocalMedia } from './session/view.ts';
import { SpeakerChoice } from './ui/devices/speaker-choice.tsx';
import { InviteLink } from './ui/elements/invite-link.tsx';
import { I18nContext } from './ui/i18n-context.ts';
import { Room } from './ui/room.tsx';
import { Root } from './ui/root.tsx';

export interface PrerenderedLobby {
  /** In a browser that lets choose a speaker and has nothing else that others have not. */
  readonly html: string;
  /** What the button says once it was clicked. */
  readonly joining: string;
  readonly variants: readonly LobbyVariant[];
}

/** A part of the lobby as it is in browsers with a trait. */
export interface LobbyVariant {
  readonly trait: LobbyTrait;
  /** Selects what it replaces. */
  readonly instead: string;
  readonly html: string;
}

export async function prerenderLobby(language: Language): Promise<PrerenderedLobby> {
  const app = createApp(APP_PORTS);
  while (app.screen.peek().name === 'opening') await Promise.resolve();
  const i18n = createI18n({ preferred: [language], storage });
  const views = { roomView: signal(Room), sideView: signal(null) };
  const html = renderToString(<Root app={app} i18n={i18n} theme={signal('system')} {...views} />);
  const { invite, lobby } = i18n.texts.peek();
  const vary = (trait: LobbyTrait, instead: string, part: VNode): LobbyVariant => {
    const drawn = renderToString(<I18nContext.Provider value={i18n}>{part}</I18nContext.Provider>);
    // Drawn alone, it would have the ids of others.
    return { trait, instead, html: drawn.replaceAll('P0-', `${trait}-`) };
  };
  return {
    // Without the video that shows nothing yet: for the first one a browser reads the style of all its controls.
    html: html.replaceAll(roomPath(SOME_ROOM), '').replace(/<video.*?<\/video>/, ''),
    joining: lobby.joining,
    variants: [
      vary('share', '.invite-link', <InviteLink hasShare link="" hint={invite.hint} />),
      vary('no-speakers', '.speaker-choice', <SpeakerChoice controls={createMedia(false).controls} />),
      vary('ask-speaker', '.speaker-choice', <SpeakerChoice controls={createMedia(true, ASKING).controls} />),
    ],
  };
}

const SOME_ROOM: RoomKey = { kind: 'generated', secret: 'A'.repeat(22), ownerTag: 'A'.repeat(22) };

const nothing = () => undefined;
const storage = { get: () => null, set: nothing, remove: nothing };
const never = new Promise<never>(nothing);
const clock = { now: () => 0, schedule: () => nothing };

const ASKING = { selectAudioOutput: () => never };

function createMedia(canChooseSpeaker: boolean, more: Partial<CapturingDevices> = {}): LocalMedia {
  const { media } = createLocalMedia({
    devices: {
      getUserMedia: () => never,
      enumerateDevices: () => never,
      getSupportedConstraints: () => ({}),
      addEventListener: nothing,
      removeEventListener: nothing,
      ...more,
    },
    ...{ storage, clock },
    page: {
      visible: signal(true),
      isAllowed: () => true,
      ...{ createStream: refuse, createAudioContext: refuse, createAudio: refuse },
      canChooseSpeaker,
      onGesture: () => nothing,
    },
  });
  return media;
}

const CALL_PORTS: CallPorts = {
  ...{ clock, storage, origin: '', build: null },
  media: createMedia(true),
  random: (bytes) => new Uint8Array(bytes),
  tabStorage: storage,
  screen: createScreenShare({ devices: {} }).screen,
  signaling: {
    ...{ open: nothing, signal: nothing, reconnect: nothing, close: nothing },
    ask: () => never,
    isConnected: () => false,
    heardAt: () => null,
    slowestAnswerMs: () => null,
  },
  createMesh: refuse,
  holdLock: () => never,
  report: raise,
};

const [pathname = '', hash = ''] = roomPath(SOME_ROOM).split(/(?=#)/);
const APP_PORTS: AppPorts = {
  ...{ storage, random: CALL_PORTS.random, now: clock.now, report: raise, unsupported: null },
  location: { path: signal({ pathname, hash }), origin: '', go: nothing },
  createCall: async (roomKey) => createCall(roomKey, CALL_PORTS),
  openSidePage: () => never,
};

function refuse(): never {
  throw new Error('the lobby is drawn without what only a browser has');
}

function raise(error: unknown): never {
  throw error;
}
