import { beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../browser/system-clock.ts';
import { createEntryRequest } from './entry-request.ts';
import type { SignalingHandlers, SignalingPort } from './ports.ts';

type Entry = ReturnType<typeof createEntryRequest>;

let handlers: SignalingHandlers | null;
/** Of the knocks, oldest first: null is no answer. */
let answers: ((answer: object | null) => void)[];
let happened: string[];
let entry: Entry;

beforeEach(() => {
  vi.useFakeTimers();
  handlers = null;
  answers = [];
  happened = [];
  const signaling = {
    open: (given: SignalingHandlers) => {
      handlers = given;
    },
    ask: (name: string, data: { payload: string }) => {
      happened.push(`${name} ${data.payload}`);
      return new Promise((resolve) => answers.push(resolve));
    },
    close: () => happened.push('closed'),
  } as unknown as SignalingPort;
  entry = createEntryRequest({
    ports: { signaling, clock: systemClock, report: (error) => happened.push(String(error)) },
    ...{ isPossible: true, session: 's'.repeat(22), room: Promise.resolve('room') },
    sealName: async () => 'Ann, sealed',
    onAdmitted: () => happened.push('admitted'),
    onEnded: () => happened.push('ended'),
    onRefused: (code) => happened.push(`refused ${code}`),
  });
  return () => vi.useRealTimers();
});

/** Asks, and is connected; resolves when the knock has been answered. */
async function knock(answer: object | null): Promise<void> {
  entry.ask();
  handlers?.onConnected();
  await vi.advanceTimersByTimeAsync(0);
  answers.at(-1)?.(answer);
  await vi.advanceTimersByTimeAsync(0);
}

const answered = (answer: string) => handlers?.onEvent('knock:answered', { answer } as never);

it('waits while an owner hears it, and says so while none does', async () => {
  await knock({ ok: true, heard: true });
  expect([entry.state.value, happened]).toEqual(['waiting', ['room:knock Ann, sealed']]);
  handlers?.onEvent('knock:heard', { heard: false } as never);
  expect(entry.state.value).toBe('unheard');
  entry.ask();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([entry.state.value, happened.length]).toEqual(['unheard', 1]);
});

it.each(['admitted', 'opened'])('goes in when the answer is %s, by the line that it has', async (answer) => {
  await knock({ ok: true, heard: true });
  answered(answer);
  expect([entry.state.value, happened.slice(1)]).toEqual(['idle', ['admitted']]);
});

it('goes in at once where the door is open by now', async () => {
  await knock({ ok: false, code: 'not-locked' });
  expect([entry.state.value, happened.slice(1)]).toEqual(['idle', ['admitted']]);
});

it.each(['declined', 'no-answer'])('is told that it was %s, and may ask again', async (answer) => {
  await knock({ ok: true, heard: true });
  answered(answer);
  expect([entry.state.value, happened.slice(1)]).toEqual([answer, ['closed']]);
  await knock({ ok: true, heard: true });
  expect(entry.state.value).toBe('waiting');
});

it('ends with the call', async () => {
  await knock({ ok: true, heard: true });
  answered('ended');
  expect([entry.state.value, happened.slice(1)]).toEqual(['idle', ['closed', 'ended']]);
});

it('says why it was refused, and that nobody answered', async () => {
  await knock({ ok: false, code: 'rate-limited' });
  expect([entry.state.value, happened.slice(1)]).toEqual(['failed', ['closed', 'refused rate-limited']]);
  await knock(null);
  expect([entry.state.value, happened.at(-1)]).toEqual(['failed', 'closed']);
});

it('gives up a server that cannot be reached', async () => {
  entry.ask();
  await vi.advanceTimersByTimeAsync(14_999);
  expect(entry.state.value).toBe('asking');
  await vi.advanceTimersByTimeAsync(1);
  expect([entry.state.value, happened]).toEqual(['failed', ['closed']]);
});

it('knocks again when the line is back, and takes no answer to the knock before', async () => {
  entry.ask();
  handlers?.onConnected();
  await vi.advanceTimersByTimeAsync(0);
  handlers?.onDisconnected();
  answers[0]?.({ ok: true, heard: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(entry.state.value).toBe('asking');
  handlers?.onConnected();
  await vi.advanceTimersByTimeAsync(0);
  answers[1]?.({ ok: true, heard: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(entry.state.value).toBe('unheard');
});

it('hears nothing more of a line that was let go', async () => {
  await knock({ ok: true, heard: true });
  answered('admitted');
  handlers?.onDisconnected();
  handlers?.onConnected();
  answered('ended');
  await vi.advanceTimersByTimeAsync(0);
  expect([entry.state.value, happened.slice(1)]).toEqual(['idle', ['admitted']]);
});

it('stops waiting when the person does, once', async () => {
  await knock({ ok: true, heard: true });
  entry.cancel();
  entry.cancel();
  expect([entry.state.value, happened.slice(1)]).toEqual(['idle', ['closed']]);
});
