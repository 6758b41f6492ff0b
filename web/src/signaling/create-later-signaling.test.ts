import { expect, test, vi } from 'vitest';
import type { SignalingHandlers, SignalingPort } from '../session/ports.ts';
import { createLaterSignaling } from './create-later-signaling.ts';

const HANDLERS: SignalingHandlers = {
  onConnected: () => undefined,
  onDisconnected: () => undefined,
  onEvent: () => undefined,
};

function setUp(loads: readonly ('comes' | 'fails')[] = ['comes']) {
  const line = {
    open: vi.fn(),
    ask: vi.fn(async () => null),
    signal: vi.fn(),
    isConnected: vi.fn(() => false),
    heardAt: vi.fn(() => null),
    slowestAnswerMs: vi.fn(() => null),
    reconnect: vi.fn(),
    close: vi.fn(),
  };
  const outcomes = [...loads];
  const load = vi.fn(async (): Promise<SignalingPort> => {
    if (outcomes.shift() === 'fails') throw new TypeError('no network');
    return line;
  });
  const report = vi.fn();
  return { line, load, report, signaling: createLaterSignaling({ load, report }) };
}

test('the script is fetched before anybody asks for it, and once', async () => {
  const { line, load, signaling } = setUp();
  expect(load).toHaveBeenCalledTimes(1);
  signaling.open(HANDLERS);
  await vi.waitFor(() => expect(line.open).toHaveBeenCalledExactlyOnceWith(HANDLERS));
  signaling.signal('peer', 'payload');
  expect(line.signal).toHaveBeenCalledExactlyOnceWith('peer', 'payload');
  expect(load).toHaveBeenCalledTimes(1);
});

test('before it has come there is no answer, and nothing is opened that was closed meanwhile', async () => {
  const { line, load, signaling } = setUp();
  signaling.open(HANDLERS);
  expect(await signaling.ask('room:leave', {})).toBeNull();
  const { signaling: closed, line: closedLine, load: closedLoad } = setUp();
  closed.open(HANDLERS);
  closed.close();
  await vi.waitFor(() => expect(closedLoad).toHaveResolved());
  await vi.waitFor(() => expect(closedLine.close).toHaveBeenCalled());
  await vi.waitFor(() => expect(line.open).toHaveBeenCalled());
  expect(closedLine.open).not.toHaveBeenCalled();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a script that does not come is fetched again with the next attempt', async () => {
  const { line, report, signaling } = setUp(['fails', 'fails', 'comes']);
  await vi.waitFor(() => expect(report).toHaveBeenCalledTimes(1));
  signaling.open(HANDLERS);
  await vi.waitFor(() => expect(report).toHaveBeenCalledTimes(2));
  expect(line.open).not.toHaveBeenCalled();
  signaling.reconnect();
  await vi.waitFor(() => expect(line.open).toHaveBeenCalledExactlyOnceWith(HANDLERS));
});
