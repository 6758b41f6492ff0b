import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

export interface OneTimeCode {
  readonly code: string;
  readonly expiresAtMs: number;
}

export interface BearerSession {
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Pages that are signed in as the operator: they hold a token of their own, which ends by itself. */
export interface OperatorSessions {
  /** For a link; good once. */
  createCode(): OneTimeCode;
  /** Null when the code is none, is used up or too old. */
  exchange(code: string): BearerSession | null;
  open(): BearerSession;
  accepts(token: string): boolean;
  end(token: string): void;
}

/** Why ten minutes: to carry a link to a phone, and not to be found in a history tomorrow. */
const CODE_LIFE_MS = 10 * 60_000;
/** Why twelve hours: a working day. */
const SESSION_LIFE_MS = 12 * 3_600_000;
const CODE_BYTES = 16;
const TOKEN_BYTES = 32;
/** Of each; the oldest goes. One person has a few devices. */
const MOST_OPEN = 16;

export interface OperatorSessionsOptions {
  /** The operator's token as of now: with another one everything that was given out before ends. Null: there is none. */
  readonly operatorToken: () => string | null;
  readonly clock: Pick<Clock, 'now'>;
}

/** In memory alone, and as digests: the time that a look-up takes tells nothing of a token. */
export function createOperatorSessions(options: OperatorSessionsOptions): OperatorSessions {
  const codes = createTickets(options, CODE_BYTES, CODE_LIFE_MS);
  const sessions = createTickets(options, TOKEN_BYTES, SESSION_LIFE_MS);
  const open = (): BearerSession => {
    const { text, expiresAtMs } = sessions.issue();
    return { token: text, expiresAtMs };
  };
  return {
    createCode() {
      const { text, expiresAtMs } = codes.issue();
      return { code: text, expiresAtMs };
    },
    exchange(code) {
      const isGood = codes.isGood(code);
      codes.end(code);
      return isGood ? open() : null;
    },
    open,
    accepts: (token) => sessions.isGood(token),
    end: (token) => sessions.end(token),
  };
}

function createTickets({ operatorToken, clock }: OperatorSessionsOptions, bytes: number, lifeMs: number) {
  const expiries = new Map<string, number>();
  const digest = (text: string) =>
    createHmac('sha256', operatorToken() ?? '')
      .update(text)
      .digest('base64url');
  return {
    issue() {
      const text = randomBytes(bytes).toString('base64url');
      const expiresAtMs = clock.now() + lifeMs;
      expiries.set(digest(text), expiresAtMs);
      const [oldest] = expiries.keys();
      if (expiries.size > MOST_OPEN && oldest !== undefined) expiries.delete(oldest);
      return { text, expiresAtMs };
    },
    isGood: (text: string) => (expiries.get(digest(text)) ?? 0) > clock.now(),
    end: (text: string) => void expiries.delete(digest(text)),
  };
}
