import type { CallReport, ClientEventName, LinkReport, RefusalCode } from '#protocol';

/** Whom credentials are for: people in calls, whoever tests, or a program with the API key. */
export type CredentialPurpose = 'call' | 'test' | 'program';

/** `origin`: of a foreign page; `unavailable`: a fault of ours; `bad-request`: it is none as pages make them. */
export type HandshakeResult = 'ok' | 'origin' | 'rate-limited' | 'unavailable' | 'bad-request';

/** What is counted of what happens. Every label is one of a few words; none is made up by a client. */
export interface ServiceMetrics {
  /** An event of a page and what came of it. `other`: an event that there is not. */
  countAnswer(event: ClientEventName | 'other', result: 'ok' | RefusalCode): void;
  /** What came of the handshake of a WebSocket. */
  countHandshake(result: HandshakeResult): void;
  /** An answer of the API with an error. `route`: as it is declared; `other`: a path that there is not. */
  countHttpRefusal(route: string, status: number): void;
  countCredentials(purpose: CredentialPurpose): void;
  countGuestTest(step: 'created' | 'reported'): void;
  countCallReport(reason: CallReport['reason']): void;
  countLink(report: LinkReport): void;
}
