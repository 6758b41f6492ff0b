import type { Feature } from '../session/capture-wishes.ts';
import type { DeviceNotice, MediaKind } from '../session/device-view.ts';
import type { MediaProblemCause } from '../session/view.ts';
import type { WayOut } from '../ui/media-help/way-out.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const numberAsIs = new Intl.NumberFormat('en', { useGrouping: false });

const THINGS = { both: 'camera and microphone', camera: 'camera', microphone: 'microphone' };
const them = (kind: MediaKind) => (kind === 'both' ? 'them' : 'it');

/** Why camera or microphone cannot be had, and the way out. */
export const mediaEn = {
  tryAgain: 'Try again',
  problems: {
    denied: (kind) => `Your ${THINGS[kind]} ${kind === 'both' ? 'are' : 'is'} blocked for this page.`,
    'denied-by-system': (kind) => `Your system does not let the browser use your ${THINGS[kind]}.`,
    policy: (kind) => `This page is not allowed to ask for your ${THINGS[kind]}.`,
    dismissed: (kind) => `You closed the question about your ${THINGS[kind]} without an answer.`,
    'no-answer': (kind) => `Your browser is still waiting for an answer about your ${THINGS[kind]}.`,
    'not-found': (kind) =>
      kind === 'both' ? 'No camera and no microphone were found.' : `No ${THINGS[kind]} was found.`,
    'in-use': (kind) => `Your ${THINGS[kind]} did not start; another program may be using ${them(kind)}.`,
    unfit: (kind) => `Your ${THINGS[kind]} cannot do what was chosen.`,
    insecure: (kind) => `Browsers do not give a ${THINGS[kind]} to a page without a secure connection.`,
    failed: (kind) => `Your ${THINGS[kind]} stopped or did not start.`,
  } satisfies Record<MediaProblemCause, (kind: MediaKind) => string>,
  waysOut: {
    'allow-chrome': (kind) =>
      `Click the icon at the left of the address, switch ${THINGS[kind]} on, and you are back at once.`,
    'allow-firefox': () =>
      'Click the crossed-out symbol at the left of the address, remove the block with ×, then try again.',
    'allow-safari': (kind) =>
      `In the menu bar choose Safari, “Settings for this Website…”, allow ${THINGS[kind]}, then try again.`,
    'allow-ios-safari': (kind) =>
      `Tap the symbol beside the address, “Website Settings”, allow ${THINGS[kind]}, then try again.`,
    'allow-ios-app': (kind) =>
      `Open Settings, Apps, find this browser and switch ${THINGS[kind]} on. Then come back and try again.`,
    'allow-android': (kind) =>
      `Tap the symbol at the left of the address, “Permissions”, allow ${THINGS[kind]}, then try again.`,
    'allow-other': (kind) => `Allow ${THINGS[kind]} for this page in the browser’s settings, then try again.`,
    'system-mac': (kind) =>
      `Open System Settings, Privacy & Security, allow ${THINGS[kind]} for this browser, then restart it.`,
    'system-windows': (kind) =>
      `Open Settings, Privacy & security, switch ${THINGS[kind]} on for apps and for this browser, then try again.`,
    'system-android': (kind) =>
      `Open Settings, Apps, this browser, Permissions, allow ${THINGS[kind]}, then try again.`,
    'system-other': (kind) =>
      `Allow ${THINGS[kind]} for the browser in the settings of your system, then try again.`,
    answer: () => 'Try again, and choose “Allow” when the browser asks.',
    'find-question': () =>
      'Look for its question near the address, maybe behind another window, and choose “Allow”. If there is none, reload the page.',
    'open-alone': () =>
      'Open the link in a tab of its own. If it is in one already, tell whoever runs this server: Permissions-Policy forbids it.',
    connect: () => 'Connect one, then try again.',
    'connect-mac': (kind) =>
      `Connect one; or allow ${THINGS[kind]} for this browser in System Settings, Privacy & Security. Then try again.`,
    'close-others': () => 'Close other programs and tabs that make calls, then try again.',
    'close-others-windows': () =>
      'Close other programs and tabs that make calls, and look into Settings, Privacy & security. Then try again.',
    'close-others-phone': () => 'End other calls and close apps that use it, then try again.',
    'choose-other': () => 'Choose another device or an automatic quality, then try again.',
    'open-https': () => 'Open this page with https:// at the front of its address.',
    restart: () =>
      'Try again. If that does not help, unplug it and plug it in again, or restart the browser.',
  } satisfies Record<WayOut, (kind: MediaKind) => string>,
  without: {
    both: 'You can also join without: you will see and hear the others.',
    camera: 'You can also join with sound only.',
    microphone: 'You can also join without: you will see and hear the others, but they cannot hear you.',
  } satisfies Record<MediaKind, string>,
  withoutInCall: {
    both: 'You see and hear the others.',
    camera: 'Sound works without.',
    microphone: 'Until then the others cannot hear you.',
  } satisfies Record<MediaKind, string>,
  interrupted: {
    both: 'Your system holds camera and microphone back.',
    camera: 'Your system holds the camera back.',
    microphone: 'Your system holds the microphone back: the others cannot hear you.',
  } satisfies Record<MediaKind, string>,
  resume: 'Tap to resume',
  mutedSpeech: 'You are speaking, but your microphone is off.',
};

/** Choosing devices: in the lobby, in the settings and on the page of its own. */
export const devicesEn = {
  title: 'Camera, microphone, speaker',
  documentTitle: 'Devices',
  lead: 'See and hear how you will come across. Nothing is sent to anybody.',
  link: 'Test camera and sound',
  more: 'All device settings',
  back: 'Done',
  preview: 'Your camera',
  speaker: 'Speaker',
  defaultSpeaker: 'System default',
  numberedSpeaker: (position: number) => `Speaker ${number.format(position)}`,
  noSpeakerChoice: 'This browser plays sound where the system does.',
  chooseSpeaker: 'Choose a speaker…',
  testSound: 'Test sound',
  playing: 'Playing…',
  soundRefused: 'The browser did not play it. Try once more.',
  level: 'Microphone level',
  levelHint: 'Say something: the bar should move.',
  levelAwaited: 'The level shows once you allow it.',
  levelOff: 'The microphone is off.',
  levelUnavailable: 'This browser cannot measure the level. The others hear you all the same.',
  levelWaiting: 'Tap anywhere to see the level.',
  flip: 'Flip',
  flipCamera: 'Flip to the camera on the other side',
  picture: 'Picture',
  sound: 'Sound',
  lines: 'Resolution',
  frameRate: 'Frame rate',
  aspect: 'Shape',
  automatic: 'Automatic',
  linesOf: (lines: number) => `${numberAsIs.format(lines)}p`,
  framesOf: (frames: number) => `${number.format(frames)} per second`,
  features: {
    echoCancellation: 'Echo cancellation',
    noiseSuppression: 'Noise suppression',
    autoGainControl: 'Automatic volume',
    voiceIsolation: 'Voice only',
    backgroundBlur: 'Blur the background',
  } satisfies Record<Feature, string>,
  featureHints: {
    echoCancellation: 'Keep it on, unless everybody wears headphones.',
    noiseSuppression: 'Switch it off for music.',
    autoGainControl: 'Raises a quiet voice, lowers a loud one.',
    voiceIsolation: 'Leaves out everything but your voice.',
    backgroundBlur: 'Your browser or system does it.',
  } satisfies Record<Feature, string>,
  effective: 'What the browser reports now',
  effectiveCamera: 'Camera',
  effectiveMicrophone: 'Microphone',
  effectiveNone: 'off',
  size: (width: number, height: number) =>
    `${numberAsIs.format(width)} × ${numberAsIs.format(height)} pixels`,
  sampleRate: (hertz: number) => `${number.format(hertz / 1000)} kHz`,
  channels: (count: number) =>
    count === 1 ? 'mono' : count === 2 ? 'stereo' : `${number.format(count)} channels`,
  facing: { user: 'front camera', environment: 'back camera' },
  reported: (name: string, isOn: boolean) => `${name}: ${isOn ? 'on' : 'off'}`,
  notices: {
    gone: (label, kind) => `${label || `The ${kind}`} is gone; another ${kind} took its place.`,
    back: (label) => `${label} is back and in use.`,
    new: (label) => `${label} was connected.`,
  } satisfies Record<DeviceNotice['what'], (label: string, kind: DeviceNotice['kind']) => string>,
  use: 'Use it',
};
