import { io } from 'socket.io-client';
import {
  type AnsweredEventName,
  type ClientEventAnswer,
  clientEventAnswers,
  parseServerEvent,
  type ServerEventName,
  serverEvents,
} from '#protocol';
import type { SignalingHandlers, SignalingPort } from '../session/ports.ts';

/** The line to the signaling server of this page's origin. What the server says is parsed like anything hostile. */
export function createSignaling(): SignalingPort {
  const socket = io({
    transports: ['websocket'],
    autoConnect: false,
    // Why so short: media is healthy while the server is away, but nobody new gets in.
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    timeout: 8_000,
  });

  return {
    open(handlers) {
      socket.off();
      socket.on('connect', () => handlers.onConnected());
      socket.on('disconnect', (reason) => {
        handlers.onDisconnected();
        // socket.io comes back by itself except when the server closed the line: it may be going down for an upgrade.
        if (reason === 'io server disconnect') socket.connect();
      });
      for (const name of Object.keys(serverEvents) as ServerEventName[]) listen(name, handlers);
      if (socket.connected) handlers.onConnected();
      else socket.connect();
    },

    async ask(name, data) {
      if (!socket.connected) return null;
      try {
        return parseAnswer(name, await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(name, data));
      } catch (error) {
        // No answer within the limit, or the line was lost while waiting: both are "no answer" to the caller.
        if (error instanceof Error) return null;
        throw error;
      }
    },

    signal(to, payload) {
      if (socket.connected) socket.emit('signal', { to, payload });
    },

    reconnect() {
      socket.disconnect().connect();
    },

    close() {
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

/** Null for an answer that is none of those that the event has. */
function parseAnswer<Name extends AnsweredEventName>(
  name: Name,
  answer: unknown,
): ClientEventAnswer<Name> | null {
  const parsed = clientEventAnswers[name].safeParse(answer);
  return parsed.success ? (parsed.data as ClientEventAnswer<Name>) : null;
}
