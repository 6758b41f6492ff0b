/**
 * Development only, at `/preview.html` of the dev server: any screen in any state, without a network or a camera.
 * Parameters: `screen` home | lobby | call | over | devices | status | test | trickle | unsupported; `people` 0–15; `lang`; `theme` light | dark;
 * `state` (see fake-call.ts): ready, asking, denied, in-use, no-camera, joining, full, version, away, trouble, guest,
 * locked, hostile, chat, unread, hands, reactions, screen, sharing, screen-failed, removed,
 * replaced, expired, insecure-context, no-webrtc, in-app, visitors, waiting, unheard, declined, ended, given, received,
 * update, recent, load-failed, quality, slow, code, password-needed, wrong-password, dismissed, no-answer, no-microphone; and those of
 * fake-device-controls.ts, fake-status.ts and fake-trickle.ts.
 */
import { signal } from '@preact/signals-core';
import { render } from 'preact';
import { createTheme } from '../../browser/theme.ts';
import { describeObservation } from '../../diagnosis/describe-observation.ts';
import { describeServiceStatus } from '../../diagnosis/describe-service-status.ts';
import { createI18n } from '../../i18n/create-i18n.ts';
import type { App, RecentRoom, Screen, UnsupportedReason } from '../../session/view.ts';
import { CheckupScreen } from '../checkup/checkup-screen.tsx';
import { DevicesScreen } from '../devices/devices-screen.tsx';
import { Room } from '../room.tsx';
import { Root } from '../root.tsx';
import { StatusScreen } from '../status/status-screen.tsx';
import { TrickleScreen } from '../trickle/trickle-screen.tsx';
import { createFakeCall } from './fake-call.ts';
import { createFakeCheckup, createFakeDeviceCheck } from './fake-checkup.ts';
import { createFakeMedia } from './fake-media.ts';
import { createFakeStatus } from './fake-status.ts';
import { createFakeTrickle } from './fake-trickle.ts';

const parameters = new URLSearchParams(location.search);
const state = parameters.get('state') ?? 'ready';
const people = Number(parameters.get('people') ?? 2);

function screenOf(name: string): Screen {
  if (name === 'home') return { name: 'home', problem: null };
  if (name === 'devices') return { name: 'side', path: '/devices' };
  if (name === 'status') return { name: 'side', path: '/status' };
  if (name === 'test') return { name: 'side', path: '/test' };
  if (name === 'trickle') return { name: 'side', path: '/trickle' };
  if (name === 'unsupported')
    return {
      name: 'unsupported',
      reason: (state === 'ready' ? 'insecure-context' : state) as UnsupportedReason,
    };
  const phase = name === 'call' ? 'in-call' : name === 'over' ? 'over' : 'lobby';
  return { name: 'room', call: createFakeCall({ phase, people, state }) };
}

const screen = signal<Screen>(screenOf(parameters.get('screen') ?? 'home'));
const show = (name: string) => {
  screen.value = screenOf(name);
};
const remembered: readonly RecentRoom[] = [
  { path: '/r#1', code: null, isOwn: true, visitedAtMs: 1_795_000_000_000 },
  { path: '/r#2', code: 'wednesday badger tea', isOwn: false, visitedAtMs: 1_794_900_000_000 },
  { path: '/r#3', code: null, isOwn: false, visitedAtMs: 1_794_800_000_000 },
];
const rooms = signal<readonly RecentRoom[] | null>(state === 'recent' ? remembered : null);
const app: App = {
  screen,
  startNewCall: () => show('lobby'),
  openRoom(input) {
    if (input.trim() === '') return 'empty';
    if (input.length < 8) return 'too-short';
    show('lobby');
    return null;
  },
  openSidePage: () => show('devices'),
  closeSidePage: () => show('lobby'),
  recentRooms: {
    rooms,
    setRemembering(on) {
      rooms.value = on ? [] : null;
    },
    forget(path) {
      rooms.value = rooms.value?.filter((room) => room.path !== path) ?? null;
    },
    open: () => show('lobby'),
  },
  goHome: () => show('home'),
};

const root = document.getElementById('root');
const preferred = [parameters.get('lang') ?? 'en'];
const i18n = createI18n({ preferred, storage: { get: () => null, set: () => undefined } });
const memory = { get: () => parameters.get('theme'), set: () => undefined };
const { theme } = createTheme(document, memory);
const media = createFakeMedia(state);
const trickle = createFakeTrickle(state);
const statusPage = createFakeStatus(state);
const checkup = createFakeCheckup(state);
const deviceCheck = createFakeDeviceCheck();
function SideScreen() {
  const describe = describeObservation;
  const side = parameters.get('screen');
  if (side === 'trickle') return <TrickleScreen {...{ app, trickle, describe }} />;
  if (side === 'status')
    return (
      <StatusScreen
        {...{ app, page: statusPage }}
        describe={describeServiceStatus}
        describeObservation={describeObservation}
      />
    );
  if (side === 'test') return <CheckupScreen {...{ app, checkup, describe }} devices={deviceCheck} />;
  return <DevicesScreen app={app} media={media} />;
}
const views = {
  roomView: signal(Room),
  sideView: signal(() => <SideScreen />),
};
if (root) render(<Root app={app} i18n={i18n} theme={theme} {...views} />, root);
