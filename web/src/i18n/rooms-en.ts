import type { CodeStrength } from '../session/code-strength.ts';
import type { EntryState, OwnershipNews } from '../session/view.ts';

/** Doors, owners, invitations and rooms that are remembered. */
export const roomsEn = {
  entry: {
    ask: 'Ask to be let in',
    askAgain: 'Ask again',
    cancel: 'Stop waiting',
    nameHint: 'The owner of the room sees your name, sealed so that the server cannot read it.',
    title: 'Waiting to be let in',
    state: {
      idle: 'The room is locked. You can ask its owner to let you in.',
      asking: 'Knocking at the door…',
      waiting: 'The owner of the room has been told. You will join as soon as you are let in.',
      unheard:
        'Nobody who could let you in is in the call at the moment. You can wait: they are told when they come back.',
      declined: 'The owner of the room did not let you in.',
      expired: 'Nobody answered. You can ask again.',
      failed: 'Asking did not work. Wait a moment, then ask again.',
    } satisfies Record<EntryState, string>,
  },
  visitors: {
    asks: (name: string) => `${name} asks to be let in.`,
    more: (count: number) => (count === 1 ? '1 more person waits.' : `${count} more people wait.`),
    admit: 'Admit',
    admitPerson: (name: string) => `Admit ${name}`,
    decline: 'Decline',
    declinePerson: (name: string) => `Decline ${name}`,
    refused: 'That could not be answered.',
  },
  owner: {
    tools: 'Host',
    toolsName: 'Host tools',
    title: 'Host tools',
    handOver: 'Hand the room over',
    handOverLead:
      'The person you choose becomes host: they lock, admit, remove and end. You give that up, and this browser forgets the key of the room.',
    handOverTo: 'New host',
    nobody: 'Nobody else is here to take it over.',
    end: 'End the call',
    endLead: 'Everybody leaves the call at once, also you. The link stays good for a new call.',
    endForEveryone: 'End for everyone',
    endConfirm: 'Really end it for everyone',
    refused: { handOver: 'The room could not be handed over.', end: 'The call could not be ended.' },
    news: {
      given: 'You have handed the room over and are no longer its host.',
      received: 'You are the host of this room now.',
    } satisfies Record<OwnershipNews, string>,
  },
  qr: {
    show: 'QR code',
    label: 'QR code of the invite link',
    hint: 'Point the camera of a phone at it.',
    failed: 'The QR code could not be loaded. Copy the link instead.',
  },
  codeStrength: {
    weak: 'Weak code: somebody who tries can guess it. Add words that do not belong together.',
    fair: 'Fair code: keeps strangers out, but not somebody who really wants in. “New call” makes a link that nobody can guess.',
    strong: 'Strong code: very hard to guess, as long as you tell it only to those you want to meet.',
  } satisfies Record<CodeStrength, string>,
  recent: {
    title: 'Recent rooms',
    remember: 'Remember rooms in this browser',
    privacy:
      'Links and codes are then kept in this browser alone, and nowhere else. Whoever uses this browser sees them.',
    none: 'Rooms that you join from now on are listed here.',
    own: 'Your room',
    guest: 'Room you were invited to',
    forget: 'Forget',
    forgetRoom: (room: string) => `Forget: ${room}`,
    forgetAll: 'Forget all',
  },
  update: {
    ready: 'A new version of this page is ready. Reload when it suits you: you will be back in the call.',
    reload: 'Reload',
  },
};
