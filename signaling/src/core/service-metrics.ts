import type { CallReport, ClientEventName, LinkReport, RefusalCode } from '#protocol';

/** Whom credentials are for: people in calls, whoever tests, or a program with the API key. */
export type CredentialPurpose = 'call' | 'test' | 'program';

/** What is counted of what happens. Every label is one of a few words; none is made up by a client. */
export interface ServiceMetrics {
  /** An event of a page and what came of it. `other`: an event that there is not. */
  countAnswer(event: ClientEventName | 'other', result: 'ok' | RefusalCode): void;
  countCredentials(purpose: CredentialPurpose): void;
  countGuestTest(step: 'created' | 'reported'): void;
  countCallReport(reason: CallReport['reason']): void;
  countLink(report: LinkReport): void;
}
