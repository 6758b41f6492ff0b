import type { Clock } from '#signaling/core/clock';
import type { SpawnChild } from '../lib/child.ts';
import type { RunProgram } from '../lib/run-program.ts';

/** All that a command has of the world outside. */
export interface CommandContext {
  /** The top directory of Burrow. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly write: (text: string) => void;
  /** Beside the answer of a command, which is `write`'s: stderr. */
  readonly writeAside: (text: string) => void;
  /** What is being done now, for a person at a terminal when it takes longer than a second; nothing for programs. */
  readonly progress: (text: string) => void;
  readonly clock: Clock;
  /** In the top directory, with `env`, and ended by `stop`, unless told otherwise. */
  readonly run: RunProgram;
  readonly spawn: SpawnChild;
  readonly isRoot: boolean;
  /** Whether a person could answer a question. */
  readonly hasTerminal: boolean;
  /** Aborts when the command is to end: Ctrl-C, SIGTERM, a closed terminal. */
  readonly stop: AbortSignal;
}
