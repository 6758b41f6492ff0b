import type { RefusalCode } from '#protocol';
import type {
  CallEndReason,
  LinkStatus,
  LinkStep,
  MediaPath,
  RoomInputProblem,
  UnsupportedReason,
} from '../session/view.ts';
import { inAppEn } from './en-in-app.ts';
import { devicesEn, mediaEn } from './en-media.ts';
import { roomsEn } from './rooms-en.ts';

const LOCALE = 'en';
const number = new Intl.NumberFormat(LOCALE);
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });

/** English, and the source of the keys: a string that another language lacks does not compile. */
export const en = {
  common: {
    product: 'Burrow',
    language: 'Language',
    close: 'Close',
    cancel: 'Cancel',
    newCall: 'New call',
    backHome: 'Back to the start page',
    guest: 'Guest',
    you: 'You',
  },

  home: {
    title: 'Calls that get through',
    lead: 'Talk face to face in the browser. No account and nothing to install: make a link, send it, talk.',
    or: 'or',
    roomInput: 'Room code or link',
    roomHint: 'Paste a link you were sent, or agree on a code with the others.',
    join: 'Join',
    problems: {
      empty: 'Type a room code or paste a link first.',
      'too-long': 'That is longer than a code can be. Is it a link with something missing?',
      'too-short': 'This code is too easy to guess. Use a longer one, for example three or four words.',
      'broken-link': 'Part of this link is missing. Copy the whole link and paste it again.',
      'foreign-link':
        'This link leads to another site. Open it in a new tab, or paste a link from this site.',
    } satisfies Record<RoomInputProblem, string>,
    test: 'Test the connection',
    picture: 'Two burrows joined by a tunnel that passes under a wall',
    promises: {
      private: 'Names and addresses are sealed between the callers. This server cannot read them.',
      through: 'Behind a strict firewall? The call finds another way.',
    },
  },

  rooms: roomsEn,

  lobby: {
    title: 'Ready to join?',
    documentTitle: 'Join call',
    preview: 'How the others see you',
    name: 'Your name',
    nameHint: 'Shown to the others in the call. You can leave it empty.',
    password: 'Password for opening rooms',
    passwordHint: 'This server asks for a password to open a room; people who come by link need none.',
    microphone: 'Microphone',
    camera: 'Camera',
    numberedMicrophone: (position: number) => `Microphone ${number.format(position)}`,
    numberedCamera: (position: number) => `Camera ${number.format(position)}`,
    noMicrophone: 'No microphone',
    noCamera: 'No camera',
    notListedYet: 'Not known yet',
    asking: 'Your browser asks for your camera and microphone. Choose “Allow”.',
    starting: 'The camera is starting…',
    cameraIsOff: 'The camera is off',
    join: 'Join call',
    joining: 'Joining…',
    withoutBoth: 'You will join without camera and microphone: you see and hear the others.',
    withoutCamera: 'You will join with sound only.',
    typedCode: 'Room code:',
    typedCodeHint: 'Whoever knows this code, or guesses it, can join.',
    reload: 'Reload the page',
  },

  invite: {
    title: 'Invite',
    label: 'Invite link',
    hint: 'Anyone with this link can join.',
    lockedHint: 'The room is locked: whoever comes by this link has to ask, and the owner lets them in.',
    copy: 'Copy link',
    copied: 'Copied',
    copyFailed: 'Copying was refused. The link is selected: copy it by hand.',
    share: 'Share…',
    shareText: 'Join my call',
  },

  call: {
    title: 'Call',
    documentTitle: (people: number, muted: boolean, unread: number) =>
      `${unread > 0 ? `${number.format(unread)} unread · ` : ''}${muted ? 'Muted · ' : ''}Call${people > 1 ? ` (${number.format(people)})` : ''}`,
    people: (people: number) => (people === 1 ? '1 person' : `${number.format(people)} people`),
    everyone: 'People in the call',
    controls: 'Call controls',
    mute: 'Mute',
    unmute: 'Unmute',
    muteMicrophone: 'Mute microphone',
    unmuteMicrophone: 'Unmute microphone',
    camera: 'Camera',
    turnCameraOff: 'Turn camera off',
    turnCameraOn: 'Turn camera on',
    invite: 'Invite',
    lock: 'Lock',
    lockRoom: 'Lock room',
    locked: 'Locked',
    settings: 'Settings',
    leave: 'Leave',
    leaveCall: 'Leave call',
    aloneTitle: 'Nobody else is here yet',
    aloneLead:
      'Send this link to the people you want to talk to. The call starts as soon as one of them joins.',
    signalingAway: 'The call goes on; reconnecting to the server…',
    soundBlocked: 'Your browser holds the sound back.',
    tapToHear: 'Tap to hear',
    microphoneOff: 'Microphone off',
    cameraOff: 'Camera off',
    waitingForVideo: 'Waiting for the picture…',
    away: 'Away: no connection to the server',
    link: {
      connecting: 'Connecting…',
      connected: 'Connected',
      recovering: 'Reconnecting…',
      failed: 'No connection. Still trying…',
    } satisfies Record<LinkStatus, string>,
    linkStep: {
      check: 'Checking the connection…',
      'ice-restart': 'Looking for another way…',
      'relay-only': 'Trying the relay only…',
      rebuild: 'Starting the connection anew…',
    } satisfies Record<LinkStep, string>,
    path: {
      direct: 'Direct',
      'relay-udp': 'Relayed over UDP',
      'relay-tcp': 'Relayed over TCP',
      'relay-tls': 'Relayed over port 443',
    } satisfies Record<MediaPath, string>,
    pathExplained: {
      direct: 'Sound and picture travel directly between your devices.',
      'relay-udp': 'Sound and picture travel through the relay of this server, encrypted from end to end.',
      'relay-tcp':
        'Sound and picture travel through the relay of this server over TCP, because a network lets no UDP through. They may lag a little.',
      'relay-tls':
        'Sound and picture travel through the relay of this server over port 443, because a network lets nothing else through. They may lag a little.',
    } satisfies Record<MediaPath, string>,
    remove: 'Remove',
    removePerson: (name: string) => `Remove ${name}`,
    removeTitle: (name: string) => `Remove ${name} from the call?`,
    removeLead: 'The room is locked afterwards, so that the same link does not let them in again.',
    refused: {
      lock: 'The room could not be locked or unlocked.',
      remove: 'That person could not be removed.',
    },
    announce: {
      joined: (names: readonly string[]) => `${list.format(names)} joined the call.`,
      left: (names: readonly string[]) => `${list.format(names)} left the call.`,
      recovering: (names: readonly string[]) => `The connection to ${list.format(names)} is being mended.`,
      recovered: (names: readonly string[]) => `The connection to ${list.format(names)} is back.`,
      locked: 'The room is locked.',
      unlocked: 'The room is open again.',
    },
  },

  manners: {
    theme: 'Appearance',
    themeIs: (theme: string) => `Appearance: ${theme}`,
    themes: { system: 'System', light: 'Light', dark: 'Dark' },
  },

  over: {
    documentTitle: 'Call ended',
    title: {
      left: 'You left the call',
      ended: 'The call was ended for everyone',
      removed: 'You were removed from the call',
      replaced: 'This call goes on elsewhere',
      expired: 'You are no longer in the call',
    } satisfies Record<CallEndReason, string>,
    lead: {
      left: 'Your camera and microphone are off.',
      ended: 'The host of the room ended it. Your camera and microphone are off.',
      removed: 'An owner of the room removed you. Your camera and microphone are off.',
      replaced:
        'The same seat was taken in another window or on another page. Your camera and microphone are off here.',
      expired:
        'You were cut off from the server for too long, and the room is now locked or full. You can try to come back.',
    } satisfies Record<CallEndReason, string>,
    rejoin: {
      left: 'Rejoin',
      ended: 'Start again',
      replaced: 'Continue here',
      expired: 'Rejoin',
    } satisfies Record<Exclude<CallEndReason, 'removed'>, string>,
  },

  unsupported: {
    documentTitle: 'Calls are not possible here',
    title: {
      'insecure-context': 'This page needs HTTPS',
      'no-webrtc': 'This browser cannot make calls',
      'in-app': 'Open this link in your browser',
      'load-failed': 'The call could not be loaded',
    } satisfies Record<UnsupportedReason, string>,
    lead: {
      'insecure-context':
        'Browsers give camera, microphone and encryption only to pages that came over a secure connection.',
      'no-webrtc':
        'It lacks WebRTC, the part of a browser that carries calls. Browsers inside of other apps often do.',
      'in-app': 'The browser inside of this app cannot make calls. The one of your phone can.',
      'load-failed':
        'A part of this page did not arrive: the network is down, or the server was just upgraded.',
    } satisfies Record<UnsupportedReason, string>,
    wayOut: {
      'insecure-context': 'Open this page with https:// at the front of its address:',
      'no-webrtc':
        'Open this link in Chrome, Edge, Firefox or Safari. In a chat app, look for “Open in browser” in its menu.',
      'in-app': 'Or copy the link, and paste it into the address bar of the browser:',
      'load-failed': 'Load the page again. If it does not come up, check your connection.',
    } satisfies Record<UnsupportedReason, string>,
    inApp: inAppEn,
    operator:
      'Do you run this server? Start it with ./scripts/up --https. On the server itself, http://localhost works too.',
    openSecure: 'Open with HTTPS',
    reload: 'Load again',
    address: 'Address of this page',
  },

  media: mediaEn,
  devices: devicesEn,

  refusals: {
    'bad-request': 'The server did not understand this page. Reload it and try again.',
    version: 'The server was updated. Reload the page, then join again.',
    full: 'The room is full. Try again when somebody has left, or make a new call.',
    locked: 'The room is locked. Ask the person who invited you to let you in, then try again.',
    expired: 'Your place in the room is no longer held. Join again.',
    'not-locked': 'The room is not locked. You can join it.',
    'not-in-room': 'You are not in this room at the moment.',
    'not-owner': 'Only an owner of the room can do this.',
    'password-needed':
      'This room is not open yet. Wait for the person who invited you, then join again; or open it with the password.',
    'wrong-password': 'That is not the password. Check it, then try again.',
    'unknown-peer': 'This person has already left.',
    away: 'This person is not connected to the server at the moment.',
    'too-large': 'This was too large to send.',
    'rate-limited': 'That was too often in a short time. Wait a moment, then try again.',
    unavailable: 'The server cannot take more calls at the moment. Try again in a minute.',
  } satisfies Record<RefusalCode, string>,

  unreachable: 'The server does not answer. Check your internet connection, then try again.',
};

export type Texts = typeof en;
