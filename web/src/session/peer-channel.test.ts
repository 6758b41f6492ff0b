import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_MESSAGES_KEPT, MAX_WAITING } from './chat.ts';
import { Participants } from './participants.ts';
import { createPeerChannel } from './peer-channel.ts';
import { createRaisedHand } from './raised-hand.ts';
import { MAX_REACTIONS_SHOWN, REACTION_SHOWN_MS } from './reactions.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { MAX_CHAT_CHARACTERS, MAX_HAND } from './view.ts';

let clock: ManualClock;

beforeEach(() => {
  clock = new ManualClock();
});

/** A page and the people it knows; `open` are those whose channel is open. */
function setUp(name: string, ...others: string[]) {
  const participants = new Participants({ clock });
  for (const id of others) participants.add(id, `session of ${id}`);
  const sent: { to: string; text: string }[] = [];
  const open = new Set(others);
  const channel = createPeerChannel({
    ...{ participants, clock },
    profile: () => ({
      ...{ revision: 1, name, microphone: true, camera: true, screen: false, hand: null },
    }),
    send(to, text) {
      if (open.has(to)) sent.push({ to, text });
      return open.has(to);
    },
  });
  const person = (id: string) => {
    const found = participants.get(id);
    if (found === undefined) throw new Error(`${id} is not there`);
    return found;
  };
  const texts = () => channel.chat.messages.peek().map(({ from, text }) => `${from?.id ?? 'own'}: ${text}`);
  return { participants, channel, sent, open, person, texts };
}

/** Hands over what was sent; the channel was lost with the last `lost` of them. */
function carry(from: ReturnType<typeof setUp>, fromId: string, to: ReturnType<typeof setUp>, lost = 0): void {
  const sent = from.sent.splice(0);
  for (const { text } of sent.slice(0, sent.length - lost)) to.channel.handleMessage(fromId, text);
}

describe('chat', () => {
  it('reaches everybody and is acknowledged', () => {
    const ann = setUp('Ann', 'ben', 'cleo');
    const ben = setUp('Ben', 'ann');
    expect(ann.channel.chat.send('  hello\nyou  ')).toBeNull();
    expect(ann.sent.map(({ to }) => to)).toEqual(['ben', 'cleo']);
    const [message] = ann.channel.chat.messages.peek();
    expect(message?.waiting.peek().map(({ id }) => id)).toEqual(['ben', 'cleo']);
    carry(ann, 'ann', ben);
    expect(ben.texts()).toEqual(['ann: hello\nyou']);
    expect(ben.channel.chat.unread.peek()).toBe(1);
    carry(ben, 'ben', ann);
    expect(message?.waiting.peek().map(({ id }) => id)).toEqual(['cleo']);
    expect(message?.missed.peek()).toEqual([]);
  });

  it('comes once and in order, however often a channel is lost on the way', () => {
    const step = fc.oneof(fc.constant('say'), fc.constant('carry'), fc.record({ lost: fc.nat(5) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        clock = new ManualClock();
        const ann = setUp('Ann', 'ben');
        const ben = setUp('Ben', 'ann');
        const said: string[] = [];
        const exchange = (lost: number) => {
          carry(ann, 'ann', ben, lost);
          carry(ben, 'ben', ann, lost);
        };
        const reopen = () => {
          ann.open.add('ben');
          ann.channel.handleOpen('ben');
          ben.channel.handleOpen('ann');
        };
        for (const one of steps) {
          clock.advance(1_000);
          if (one === 'say') {
            said.push(`ann: ${said.length}`);
            expect(ann.channel.chat.send(`${said.length - 1}`)).toBeNull();
          } else if (one === 'carry') exchange(0);
          else if (typeof one === 'object') {
            exchange(one.lost);
            if (one.lost % 2 === 0) ann.open.delete('ben');
            else reopen();
          }
        }
        reopen();
        exchange(0);
        exchange(0);
        expect(ben.texts()).toEqual(said);
        for (const { waiting } of ann.channel.chat.messages.peek()) expect(waiting.peek()).toEqual([]);
      }),
    );
  });

  it('says who left before they had got it', () => {
    const ann = setUp('Ann', 'ben');
    ann.open.clear();
    ann.channel.chat.send('hello');
    const ben = ann.person('ben');
    ann.channel.handleParted(ben);
    const [message] = ann.channel.chat.messages.peek();
    expect([message?.waiting.peek(), message?.missed.peek()]).toEqual([[], [ben]]);
  });

  it('tells nothing of what was said before to who comes later', () => {
    const ann = setUp('Ann', 'ben');
    ann.channel.chat.send('between us');
    ann.participants.add('cleo', 'session of cleo');
    ann.open.add('cleo');
    ann.channel.handleOpen('cleo');
    expect(ann.sent.filter(({ to }) => to === 'cleo').map(({ text }) => JSON.parse(text).type)).toEqual([
      'profile',
    ]);
  });

  it('hears a person who has reloaded their page from the first message on', () => {
    const ben = setUp('Ben', 'ann');
    ben.channel.handleMessage('ann', JSON.stringify({ type: 'chat', number: 5, text: 'before' }));
    ben.person('ann').handleReplaced('another session');
    ben.channel.handleReplaced(ben.person('ann'));
    ben.channel.handleMessage('ann', JSON.stringify({ type: 'chat', number: 1, text: 'after' }));
    expect(ben.texts()).toEqual(['ann: before', 'ann: after']);
  });

  it('refuses what nobody should send', () => {
    const ann = setUp('Ann', 'ben');
    expect(ann.channel.chat.send(' \n ')).toBe('empty');
    expect(ann.channel.chat.send('x'.repeat(MAX_CHAT_CHARACTERS + 1))).toBe('too-long');
    expect(setUp('Ann').channel.chat.send('anybody?')).toBe('alone');
    const answers = Array.from({ length: 11 }, () => ann.channel.chat.send('x'.repeat(MAX_CHAT_CHARACTERS)));
    expect(answers).toEqual([...Array(10).fill(null), 'too-fast']);
    clock.advance(1_000);
    expect(ann.channel.chat.send('again')).toBeNull();
  });

  it('gives up the oldest for a peer who cannot be reached for very long', () => {
    const ann = setUp('Ann', 'ben');
    ann.open.clear();
    for (let count = 0; count <= MAX_WAITING; count++) {
      clock.advance(1_000);
      ann.channel.chat.send(`${count}`);
    }
    const states = ann.channel.chat.messages
      .peek()
      .map(({ waiting, missed }) => [waiting.peek().length, missed.peek().length]);
    expect(states).toEqual([[0, 1], ...Array(MAX_WAITING).fill([1, 0])]);
  });

  it('is read while it is shown, and holds no more than the newest', () => {
    const ben = setUp('Ben', 'ann');
    ben.channel.chat.isShown.value = true;
    for (let number = 1; number <= MAX_MESSAGES_KEPT + 1; number++) {
      clock.advance(1_000);
      ben.channel.handleMessage('ann', JSON.stringify({ type: 'chat', number, text: `${number}` }));
    }
    expect(ben.channel.chat.unread.peek()).toBe(0);
    expect(ben.texts()).toHaveLength(MAX_MESSAGES_KEPT);
    expect(ben.texts()[0]).toBe('ann: 2');
    ben.channel.chat.isShown.value = false;
    ben.channel.handleMessage('ann', JSON.stringify({ type: 'chat', number: 9_999, text: 'new' }));
    expect(ben.channel.chat.unread.peek()).toBe(1);
    ben.channel.chat.isShown.value = true;
    expect(ben.channel.chat.unread.peek()).toBe(0);
  });
});

it('does not even read a flood', () => {
  const ben = setUp('Ben', 'ann');
  for (let number = 1; number <= 400; number++)
    ben.channel.handleMessage('ann', JSON.stringify({ type: 'chat', number, text: 'x' }));
  expect(ben.texts()).toHaveLength(200);
  ben.channel.handleMessage('nobody', JSON.stringify({ type: 'chat', number: 1, text: 'x' }));
  expect(ben.texts()).toHaveLength(200);
});

describe('reactions', () => {
  it('show for some seconds, here and at the others', () => {
    const ann = setUp('Ann', 'ben');
    const ben = setUp('Ben', 'ann');
    ann.channel.reactions.send('👏');
    carry(ann, 'ann', ben);
    expect(ann.channel.reactions.recent.peek()).toMatchObject([{ kind: '👏', from: null }]);
    expect(ben.channel.reactions.recent.peek()).toMatchObject([{ kind: '👏', from: { id: 'ann' } }]);
    clock.advance(REACTION_SHOWN_MS);
    expect(ben.channel.reactions.recent.peek()).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('are bounded, coming and going, and end with the call', () => {
    const ann = setUp('Ann', 'ben');
    for (let count = 0; count < 20; count++) {
      ann.channel.reactions.send('🎉');
      ann.channel.handleMessage('ben', JSON.stringify({ type: 'reaction', reaction: '❤️' }));
    }
    expect(ann.sent).toHaveLength(5);
    expect(ann.channel.reactions.recent.peek()).toHaveLength(MAX_REACTIONS_SHOWN);
    ann.channel.close();
    expect(clock.pending).toBe(0);
  });
});

describe('the state of a person', () => {
  const told = (revision: number, hand: number | null, screen: boolean) =>
    JSON.stringify({ type: 'profile', revision, name: 'Ann', microphone: true, camera: true, screen, hand });

  it('is the newest that they told, by whatever way it came', () => {
    const ben = setUp('Ben', 'ann');
    const ann = ben.person('ann');
    const screenStream = {} as MediaStream;
    ann.handleLink({ status: 'connected', step: null, path: null, stream: null, screenStream });
    expect(ann.screen.peek()).toBeNull();
    ben.channel.handleMessage('ann', told(2, 4, true));
    ben.channel.handleMessage('ann', told(1, null, false));
    expect([ann.hand.peek(), ann.screen.peek()]).toEqual([4, screenStream]);
    ann.handleReplaced('another session');
    expect([ann.hand.peek(), ann.screen.peek()]).toEqual([null, null]);
    ben.channel.handleMessage('ann', told(1, 1, false));
    expect(ann.hand.peek()).toBe(1);
  });

  it('is told whenever a channel opens', () => {
    const ann = setUp('Ann', 'ben');
    ann.channel.handleOpen('ben');
    ann.channel.handleOpen('nobody');
    expect(ann.sent.map(({ to, text }) => [to, JSON.parse(text).name])).toEqual([['ben', 'Ann']]);
  });

  it('has hands in the order in which they went up', () => {
    const ben = setUp('Ben', 'ann');
    const own = createRaisedHand(ben.participants);
    own.setHandRaised(true);
    own.setHandRaised(true);
    expect(own.hand.peek()).toBe(1);
    own.setHandRaised(false);
    ben.channel.handleMessage('ann', told(1, 3, false));
    own.setHandRaised(true);
    expect(own.hand.peek()).toBe(4);
    own.setHandRaised(false);
    ben.channel.handleMessage('ann', told(2, MAX_HAND, false));
    own.setHandRaised(true);
    expect(own.hand.peek()).toBe(MAX_HAND);
  });
});
