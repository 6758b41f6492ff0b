import type { ChatProblem, ReactionKind, ScreenContent, ScreenProblem } from '../session/view.ts';
import { qualityEn } from './en-quality.ts';
import { stageEn } from './en-stage.ts';

const number = new Intl.NumberFormat('en');
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What is said in a call alone: it comes with the script that draws one. */
export const callEn = {
  stage: stageEn,
  quality: qualityEn,

  company: {
    share: 'Share',
    stop: 'Stop',
    shareScreen: 'Share screen',
    stopSharing: 'Stop sharing',
    /** In the picture of the own screen: another name than in the bar, so that either can be meant. */
    endScreen: 'End screen share',
    yourScreen: 'Your screen, as the others see it',
    screenOf: (name: string) => `Screen of ${name}`,
    fullscreen: (name: string) => `${name}: full screen`,
    content: {
      label: 'What matters in the shared picture',
      detail: 'Sharp text',
      motion: 'Smooth video',
      explained: {
        detail: 'Every letter stays sharp; movements may be less smooth.',
        motion: 'Films and games run smoothly; small text may be less sharp.',
      } satisfies Record<ScreenContent, string>,
    },
    screenProblems: {
      system:
        'Your system does not let this browser record the screen. Allow it in the system settings under Privacy, Screen Recording, then restart the browser.',
      failed: 'The screen could not be shared. Try again, or choose another window.',
    } satisfies Record<ScreenProblem, string>,
    panel: 'Chat and people',
    panelFailed: 'This part of the page did not arrive. Check your connection, then open it again.',
    chat: 'Chat',
    unread: (count: number) => `${number.format(count)} unread`,
    messages: 'Messages',
    message: 'Message to everyone',
    send: 'Send',
    noMessages:
      'Messages go straight from browser to browser. They are kept by nobody and end with the call; who joins later does not see them.',
    chatProblems: {
      empty: 'Type a message first.',
      'too-long': 'This message is too long. Send it in parts.',
      'too-fast': 'That is a lot at once. Wait a moment, then send it again.',
      alone: 'Nobody else is here to read it yet.',
    } satisfies Record<ChatProblem, string>,
    waitingFor: (names: readonly string[]) => `On its way to ${list.format(names)}`,
    missedBy: (names: readonly string[]) => `${list.format(names)} did not get it`,
    people: 'People',
    whoIsHere: (people: string) => `People: ${people}`,
    microphoneOn: 'Microphone on',
    cameraOn: 'Camera on',
    sharing: 'Shares the screen',
    handRaised: 'Hand raised',
    handAt: (place: number) => `Hand raised, number ${number.format(place)}`,
    hand: 'Hand',
    raiseHand: 'Raise hand',
    lowerHand: 'Lower hand',
    react: 'React',
    reactions: {
      '👍': 'Thumbs up',
      '👏': 'Applause',
      '❤️': 'Heart',
      '😂': 'Laughing',
      '😮': 'Surprised',
      '🎉': 'Celebrating',
    } satisfies Record<ReactionKind, string>,
    announce: {
      hand: (name: string) => `${name} raised a hand.`,
      shares: (name: string) => `${name} shares a screen.`,
      sharesNoMore: (name: string) => `${name} stopped sharing.`,
      reaction: (name: string, reaction: string) => `${name}: ${reaction}.`,
      message: (name: string, text: string) => `Message from ${name}: ${text}`,
    },
  },
};

export type CallTexts = typeof callEn;
