import type { SignalingHandlers, SignalingPort } from '../session/ports.ts';

interface LaterSignalingOptions {
  /** Brings the script of the line; tried again at each `open` and `reconnect` until it comes, where the browser tries. */
  readonly load: () => Promise<SignalingPort>;
  readonly report: (error: unknown) => void;
}

/**
 * A line whose script is on its way while the person is still in the lobby. Until it has come nobody is connected, and
 * whoever waits for an answer finds that the server cannot be reached, as with any other failure of the network.
 */
export function createLaterSignaling({ load, report }: LaterSignalingOptions): SignalingPort {
  let line: SignalingPort | null = null;
  let isOnItsWay = false;
  let handlers: SignalingHandlers | null = null;
  let isClosed = false;

  async function fetchLine(): Promise<void> {
    if (isOnItsWay) return;
    isOnItsWay = true;
    try {
      line = await load();
      if (handlers !== null) line.open(handlers);
      else if (isClosed) line.close();
    } catch (error) {
      report(error);
    } finally {
      isOnItsWay = false;
    }
  }

  void fetchLine();
  return {
    open(given) {
      handlers = given;
      isClosed = false;
      if (line === null) void fetchLine();
      else line.open(given);
    },
    ask: async (name, data) => (line === null ? null : line.ask(name, data)),
    signal: (to, payload) => line?.signal(to, payload),
    isConnected: () => line?.isConnected() ?? false,
    heardAt: () => line?.heardAt() ?? null,
    slowestAnswerMs: () => line?.slowestAnswerMs() ?? null,
    reconnect() {
      if (line === null) void fetchLine();
      else line.reconnect();
    },
    close() {
      handlers = null;
      isClosed = true;
      line?.close();
    },
  };
}
