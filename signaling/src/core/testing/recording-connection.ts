import type { ServerEventName } from '#protocol';
import type { Connection } from '../rooms.ts';

export type Sent = readonly [name: ServerEventName, data: unknown];

/** A connection that keeps what it was sent; `take` hands it out once, so that a test sees that nothing more came. */
export function recordingConnection(): Connection & { take(): Sent[] } {
  let sent: Sent[] = [];
  return {
    send: (name, data) => void sent.push([name, data]),
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
  };
}
