import type { ReadonlySignal, Signal } from '@preact/signals-core';
import type * as z from 'zod/mini';
import type { Observation } from '#diagnosis';
import type { CallReport, guestTestList, ServiceStatus } from '#protocol';

/** Of the answer to a request as the operator, or of no answer. */
export type StatusRefusal = 'unauthorized' | 'expired' | 'no-operator-token' | 'rate-limited' | 'unreachable';

/** What `ui/` knows of the page for whoever runs the server. */
export interface StatusPage {
  readonly phase: ReadonlySignal<'signing-in' | 'signed-out' | 'signed-in'>;
  /** Why one is not signed in, or not any more. */
  readonly problem: ReadonlySignal<StatusRefusal | 'session-over' | null>;
  /** As it is typed. */
  readonly token: Signal<string>;
  /** Whether a reload of this tab is signed in still. */
  readonly isKept: ReadonlySignal<boolean>;
  readonly status: ReadonlySignal<ServiceStatus | null>;
  /** The oldest first; null: not here yet. */
  readonly guestTests: ReadonlySignal<readonly GuestTestView[] | null>;
  readonly reports: ReadonlySignal<readonly ReportView[] | null>;
  /** Whether what is shown is old: the last request had no good answer. */
  readonly isStale: ReadonlySignal<boolean>;
  readonly newLink: ReadonlySignal<NewLink>;
  /** With what was typed. */
  signIn(): void;
  signOut(): void;
  keep(on: boolean): void;
  refresh(): void;
  makeLink(label: string): void;
  close(): void;
}

export type GuestTestView = z.infer<
  ReturnType<typeof guestTestList<z.ZodMiniType<Observation>>>
>['tests'][number];

export interface ReportView {
  readonly receivedAt: string;
  readonly report: CallReport;
}

export type NewLink =
  | { readonly state: 'none' | 'making' | 'failed' }
  /** `url`: whole, for somebody else. */
  | { readonly state: 'made'; readonly url: string; readonly expiresAt: string };
