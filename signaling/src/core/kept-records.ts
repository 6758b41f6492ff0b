import type * as z from 'zod/mini';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import type { RecordFiles } from './record-files.ts';

/** A bounded number of records, each for a bounded time; over a restart where there are files for them. */
export interface KeptRecords<Value> {
  /** Null: there is none, or its time is over. */
  get(name: string): Value | null;
  /** The oldest first. */
  all(): readonly Value[];
  /** In the place of the record of the same name; when there are too many, of the oldest. */
  put(name: string, value: Value): void;
}

export interface KeptRecordsOptions<Value> {
  /** What is kept here, for the log. */
  readonly kind: string;
  /** What a file is to hold. */
  readonly schema: z.ZodMiniType<Value>;
  readonly most: number;
  /** When a record is as old as it may become, in milliseconds since the Unix epoch. */
  readonly keptUntil: (value: Value) => number;
  /** Null: in memory alone. */
  readonly files: RecordFiles | null;
  readonly clock: Clock;
  readonly log: Logger;
}

const PRUNE_EVERY_MS = 3_600_000;

export function createKeptRecords<Value>(options: KeptRecordsOptions<Value>): KeptRecords<Value> {
  const { kind, schema, most, keptUntil, files, clock, log } = options;
  const records = new Map<string, Value>(load());
  pruneAgain();

  return {
    get(name) {
      prune();
      return records.get(name) ?? null;
    },
    all() {
      prune();
      return [...records.values()];
    },
    put(name, value) {
      records.set(name, value);
      onFiles(name, () => files?.write(name, JSON.stringify(value)));
      prune();
    },
  };

  /** What nobody asks for any more ends in its time as well. */
  function pruneAgain(): void {
    prune();
    clock.schedule(pruneAgain, PRUNE_EVERY_MS);
  }

  function prune(): void {
    let excess = records.size - most;
    for (const [name, value] of records) {
      if (excess <= 0 && keptUntil(value) > clock.now()) continue;
      excess -= 1;
      records.delete(name);
      onFiles(name, () => files?.remove(name));
    }
  }

  function load(): [string, Value][] {
    const found: [string, Value][] = [];
    for (const name of files?.names() ?? []) {
      onFiles(name, () => {
        const parsed = schema.safeParse(JSON.parse(files?.read(name) ?? ''));
        if (!parsed.success) throw new Error('the content does not have the expected form');
        found.push([name, parsed.data]);
      });
    }
    return found.sort(([, a], [, b]) => keptUntil(a) - keptUntil(b));
  }

  /** What goes wrong with one file is told and stops nothing: these records are a help, and the calls go on. */
  function onFiles(name: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      const text = error instanceof SyntaxError ? 'no JSON' : String(error);
      log.error({ kind, file: `${name}.json`, problem: text }, 'file of a record is passed over');
    }
  }
}
