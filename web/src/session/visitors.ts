import { computed, signal } from '@preact/signals-core';
import { type Knock, MAX_KNOCKS_PER_ROOM } from '#protocol';
import type { Visitor } from './view.ts';

export interface VisitorsOptions {
  /** Their name; null when they do not know the room's secret. */
  readonly open: (knock: Knock) => Promise<string | null>;
  readonly turnAway: (id: string) => void;
  readonly report: (error: unknown) => void;
}

/** Who asks to be let in, as an owner's page is told. Whoever does not know the room's secret is turned away unseen. */
export function createVisitors({ open, turnAway, report }: VisitorsOptions) {
  const known = signal<ReadonlyMap<string, Visitor | null>>(new Map());

  function set(id: string, visitor: Visitor | null): void {
    known.value = new Map(known.peek()).set(id, visitor);
  }

  function remove(id: string): void {
    const left = new Map(known.peek());
    left.delete(id);
    known.value = left;
  }

  async function read(knock: Knock): Promise<void> {
    const name = await open(knock);
    if (!known.peek().has(knock.id)) return;
    if (name !== null) set(knock.id, { id: knock.id, name });
    else {
      remove(knock.id);
      turnAway(knock.id);
    }
  }

  function add(knock: Knock): void {
    if (known.peek().has(knock.id) || known.peek().size >= MAX_KNOCKS_PER_ROOM) return;
    // Its place in the order is that of its coming, whenever it can be read.
    set(knock.id, null);
    read(knock).catch(report);
  }

  return {
    list: computed(() => [...known.value.values()].filter((visitor) => visitor !== null)),
    add,
    remove,
    /** What the server says is the whole of it: of who is not listed nobody waits any more. */
    replace(knocks: readonly Knock[]) {
      const ids = new Set(knocks.map(({ id }) => id));
      known.value = new Map([...known.peek()].filter(([id]) => ids.has(id)));
      for (const knock of knocks) add(knock);
    },
  };
}
