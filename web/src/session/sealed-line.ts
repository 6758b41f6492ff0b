import { formatSealedContent, parseSealedContent, type SealedContent } from './sealed-content.ts';
import type { Endpoint, Sealer } from './sealing.ts';

export interface SealedLine {
  send(from: Endpoint, to: Endpoint, content: SealedContent): void;
  /** Hands on what could be opened and read; everything else is dropped without a word to its sender. */
  receive(from: Endpoint, to: Endpoint, payload: string, handle: (content: SealedContent) => void): void;
}

export interface SealedLineOptions {
  readonly sealer: Sealer;
  readonly signal: (to: string, payload: string) => void;
  /** For failures that no network can cause. */
  readonly report: (error: unknown) => void;
}

/**
 * Sealing takes its time, and counters must leave and arrive in order: one thing after the other,
 * per peer and direction.
 */
export function createSealedLine({ sealer, signal, report }: SealedLineOptions): SealedLine {
  const queues = new Map<string, Promise<void>>();

  function enqueue(name: string, task: () => Promise<void>): void {
    const queue = (queues.get(name) ?? Promise.resolve()).then(task).catch(report);
    queues.set(name, queue);
    void queue.then(() => {
      if (queues.get(name) === queue) queues.delete(name);
    });
  }

  return {
    send(from, to, content) {
      enqueue(`to ${to.id}`, async () =>
        signal(to.id, await sealer.seal(from, to, formatSealedContent(content))),
      );
    },
    receive(from, to, payload, handle) {
      enqueue(`from ${from.id}`, async () => {
        const text = await sealer.open(from, to, payload);
        const content = text === null ? null : parseSealedContent(text);
        if (content !== null) handle(content);
      });
    },
  };
}
