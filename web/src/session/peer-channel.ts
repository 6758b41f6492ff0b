import { type ChannelContent, formatChannelContent, parseChannelContent } from './channel-content.ts';
import { createChat } from './chat.ts';
import type { Participant, Participants } from './participants.ts';
import { createPeerBudget } from './peer-budget.ts';
import type { Clock } from './ports.ts';
import { createReactions } from './reactions.ts';
import type { Profile } from './sealed-content.ts';
import type { Chat, Reactions } from './view.ts';

/** More than a page of ours sends when all of its waiting messages come at once; what is beyond is not even read. */
const RECEIVING = { burst: 200, perSecond: 20 };

export interface PeerChannelOptions {
  readonly participants: Participants;
  readonly clock: Clock;
  readonly profile: (of: Participant) => Profile;
  /** By the data channel of the peer; whether it is on its way. */
  readonly send: (peerId: string, text: string) => boolean;
}

export interface PeerChannel {
  readonly chat: Chat;
  readonly reactions: Reactions;
  /** The channel to a peer is open: for the first time or again. */
  handleOpen(peerId: string): void;
  handleMessage(peerId: string, text: string): void;
  tellProfile(to: Participant): void;
  handleReplaced(peer: Participant): void;
  handleParted(peer: Participant): void;
  close(): void;
}

/** What pages say to each other without the server: chat, reactions, and the state of their people. */
export function createPeerChannel({ participants, clock, profile, send }: PeerChannelOptions): PeerChannel {
  const isTooMuch = createPeerBudget({ clock, ...RECEIVING });
  const sendTo = (to: Participant, content: ChannelContent) => send(to.id, formatChannelContent(content));
  const { chat, ...chatWithPeers } = createChat({ participants, clock, send: sendTo });
  const { reactions, ...reactionsOfPeers } = createReactions({ participants, clock, send: sendTo });

  function tellProfile(to: Participant): void {
    sendTo(to, { type: 'profile', ...profile(to) });
  }

  function handle(from: Participant, content: ChannelContent): void {
    if (content.type === 'profile') from.handleProfile(content);
    else if (content.type === 'chat') chatWithPeers.handleMessage(from, content);
    else if (content.type === 'received') chatWithPeers.handleReceived(from, content.number);
    else reactionsOfPeers.handleReaction(from, content.reaction);
  }

  return {
    ...{ chat, reactions, tellProfile },
    handleOpen(peerId) {
      const peer = participants.get(peerId);
      if (peer === undefined) return;
      tellProfile(peer);
      chatWithPeers.handleOpen(peer);
    },
    handleMessage(peerId, text) {
      const from = participants.get(peerId);
      if (from === undefined || isTooMuch(from)) return;
      const content = parseChannelContent(text);
      if (content !== null) handle(from, content);
    },
    handleReplaced: chatWithPeers.handleReplaced,
    handleParted: chatWithPeers.handleParted,
    close() {
      chatWithPeers.close();
      reactionsOfPeers.close();
    },
  };
}
