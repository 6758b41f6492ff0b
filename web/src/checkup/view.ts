/** What the screen of the connection test draws, and what it calls. */
import type { ReadonlySignal, Signal } from '@preact/signals-core';
import type { Observation } from '#diagnosis';
import type { RefusalCode } from '#protocol';
import type { MediaProblem } from '../session/view.ts';
import type { WayOut } from '../ui/media-help/way-out.ts';

/** One thing that is looked at. `url`: of which TURN server, else null. */
export interface Step {
  readonly name: 'page' | 'webSocket' | 'credentials' | 'network' | 'turn';
  readonly url: string | null;
  readonly isDone: boolean;
}

export type BrowserName = 'chromium' | 'firefox' | 'safari' | 'other';

/** Why the server did not take something; `unreachable`: it did not answer, or not in its own words. */
export type CheckupRefusal = RefusalCode | 'unreachable';

export type PasswordProblem = 'password-needed' | 'wrong-password';

/** What becomes of the result of a guest; null: it is not sent to anybody. */
export type Delivery = 'sending' | 'delivered' | CheckupRefusal | null;

export interface Checkup {
  /** Whether the address names who waits for the result; `broken`: it should, and does not. */
  readonly guest: 'none' | 'invited' | 'broken';
  /** `ready`: nothing is looked at until `start`. `password`: the server gives credentials to those who know it. */
  readonly phase: ReadonlySignal<'ready' | 'running' | 'password' | 'done'>;
  readonly steps: ReadonlySignal<readonly Step[]>;
  /** Of the newest look that came to its end. */
  readonly observation: ReadonlySignal<Observation | null>;
  readonly passwordProblem: ReadonlySignal<PasswordProblem | null>;
  readonly password: Signal<string>;
  readonly delivery: ReadonlySignal<Delivery>;
  /** From the beginning, again, too. */
  start(): void;
  submitPassword(): void;
  /** The rest is told without it. */
  goWithoutPassword(): void;
  /** Once more, after a failure. */
  deliver(): void;
  close(): void;
}

export interface DeviceProblem extends MediaProblem {
  readonly wayOut: WayOut;
}

/** Camera and microphone, asked for when the person wants it, and let go at once. */
export interface DeviceCheck {
  readonly state: ReadonlySignal<'idle' | 'asking' | 'done'>;
  /** Null: both work. */
  readonly problem: ReadonlySignal<DeviceProblem | null>;
  start(): void;
  close(): void;
}
