import { io, type Manager } from 'socket.io-client';
import {
  type AnsweredEventName,
  type ClientEventAnswer,
  clientEventAnswers,
  parseServerEvent,
  type ServerEventName,
  serverEvents,
} from '#protocol';
import type { SignalingHandlers, SignalingPort } from '../session/ports.ts';
import { AnswerTimes } from './answer-times.ts';

/**
 * The line to the signaling server of this page's origin. What the server says is parsed like anything hostile. It is taken
 * at once, for somebody in a lobby: who then opens it waits for none of the trips that a line takes. That is tried once,
 * and the line is let go when nobody opens it.
 */
export function createSignaling(): SignalingPort {
  const socket = io({
    transports: ['websocket'],
    autoConnect: false,
    // Why so short: media is healthy while the server is away, but nobody new gets in.
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    timeout: FIRST_ATTEMPT_MS,
  });
  giveSlowAttemptsTime(socket.io);
  let heardAt: number | null = null;
  socket.io.on('open', () => {
    const hear = () => {
      heardAt = Date.now();
    };
    hear();
    socket.io.engine.on('packet', hear);
  });
  const answerTimes = new AnswerTimes();
  socket.io.on('close', () => answerTimes.forget());
  socket.io.reconnection(false);
  socket.connect();
  const unused = setTimeout(() => socket.disconnect(), UNUSED_LIMIT_MS);

  return {
    open(handlers) {
      clearTimeout(unused);
      socket.io.reconnection(true);
      socket.off();
      socket.on('connect', () => handlers.onConnected());
      socket.on('disconnect', (reason) => {
        handlers.onDisconnected();
        // socket.io comes back by itself except when the server closed the line: it may be going down for an upgrade.
        if (reason === 'io server disconnect') socket.connect();
      });
      for (const name of Object.keys(serverEvents) as ServerEventName[]) listen(name, handlers);
      if (!socket.connected) socket.connect();
      else if (Date.now() - (heardAt ?? 0) < SILENT_LIMIT_MS) handlers.onConnected();
      else socket.disconnect().connect();
    },

    async ask(name, data) {
      if (!socket.connected) return null;
      const askedAt = performance.now();
      try {
        const answer = await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(name, data);
        answerTimes.add(performance.now(), performance.now() - askedAt);
        return parseAnswer(name, answer);
      } catch (error) {
        // No answer within the limit, or the line was lost while waiting: both are "no answer" to the caller.
        if (error instanceof Error) return null;
        throw error;
      }
    },

    signal(to, payload) {
      if (socket.connected) socket.emit('signal', { to, payload });
    },

    isConnected: () => socket.connected,

    heardAt: () => heardAt,

    slowestAnswerMs: () => answerTimes.slowest(performance.now()),

    reconnect() {
      socket.disconnect().connect();
    },

    close() {
      clearTimeout(unused);
      socket.off();
      socket.disconnect();
    },
  };

  function listen<Name extends ServerEventName>(name: Name, handlers: SignalingHandlers): void {
    socket.on(name as string, (data: unknown) => {
      const event = parseServerEvent(name, data);
      if (event !== null) handlers.onEvent(name, event);
    });
  }
}

const ANSWER_LIMIT_MS = 8_000;

/** Why twelve seconds: the server's heartbeat comes every nine. A line on which it is missed did not outlive a sleep. */
const SILENT_LIMIT_MS = 12_000;

/** Why five minutes: who has not joined by then has put the page aside, and a phone would be woken every few seconds. */
const UNUSED_LIMIT_MS = 300_000;

/** Why not longer at once: an attempt that began while the network was away seldom ends well. */
const FIRST_ATTEMPT_MS = 8_000;
const LONGEST_ATTEMPT_MS = 20_000;

/** Where machine or network are slow: attempts that are all given up too soon never make a line. */
function giveSlowAttemptsTime(manager: Manager): void {
  let attemptMs = FIRST_ATTEMPT_MS;
  const giveTime = (ms: number) => {
    attemptMs = ms;
    manager.timeout(ms);
  };
  manager.on('error', ({ message }) => {
    if (message === 'timeout') giveTime(Math.min(attemptMs * 1.5, LONGEST_ATTEMPT_MS));
  });
  manager.on('open', () => giveTime(FIRST_ATTEMPT_MS));
}

/** Null for an answer that is none of those that the event has. */
function parseAnswer<Name extends AnsweredEventName>(
  name: Name,
  answer: unknown,
): ClientEventAnswer<Name> | null {
  const parsed = clientEventAnswers[name].safeParse(answer);
  return parsed.success ? (parsed.data as ClientEventAnswer<Name>) : null;
}
