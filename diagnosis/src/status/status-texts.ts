import type { TurnUrl } from '../turn-url.ts';
import type { STATUS_CODES, StatusPart } from './judge-status.ts';

export interface StatusText {
  readonly sentence: string;
  /** For whoever runs the server; null: nothing has to be done. */
  readonly cure: string | null;
}

/** Every word about a running deployment in one language: what is missing does not compile. */
export interface StatusTexts {
  readonly allWell: string;
  readonly parts: Readonly<Record<StatusPart, string>>;
  /** What one way to the relay is called; the URL itself may hold an address. */
  readonly relayBy: (way: TurnUrl) => string;
  readonly codes: Readonly<Record<keyof typeof STATUS_CODES, StatusText>>;
  /** The keeper speaks English alone, as do the parts that it quotes. */
  readonly keeperSays: (cause: string) => string;
}
