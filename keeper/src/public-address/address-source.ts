import type { Clock } from '#signaling/core/clock';

/** Whom Burrow asks for the address of this host. `domain6` is the AAAA record, all others give IPv4 or both. */
export type SourceName = 'interface' | 'metadata' | 'domain' | 'domain6';

export interface FoundAddress {
  readonly address: string;
  /** For people; follows "from". */
  readonly where: string;
}

export type Outcome =
  | { readonly kind: 'addresses'; readonly addresses: readonly [FoundAddress, ...FoundAddress[]] }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly why: string };

export interface Finding {
  readonly source: SourceName;
  /** For people: who was asked. */
  readonly asked: string;
  readonly outcome: Outcome;
}

export interface AddressSource {
  readonly name: SourceName;
  readonly asked: string;
  readonly timeoutMs: number;
  /** Is through, one way or the other, when the signal says so. May reject: the text of the error is why it failed. */
  ask(signal: AbortSignal): Promise<Outcome>;
}

/** Asks within the time that the source has; a failure comes back as a value. */
export async function askSource(source: AddressSource, clock: Clock): Promise<Finding> {
  const { name, asked, timeoutMs } = source;
  const deadline = new AbortController();
  const callOff = clock.schedule(() => deadline.abort(), timeoutMs);
  try {
    return { source: name, asked, outcome: await source.ask(deadline.signal) };
  } catch (error) {
    const why = deadline.signal.aborted ? `no answer within ${timeoutMs} ms` : failureText(error);
    return { source: name, asked, outcome: { kind: 'failed', why } };
  } finally {
    callOff();
    // A source that has its answer may still have other questions out.
    deadline.abort();
  }
}

/** `none` when there are none. */
export function outcomeOf(addresses: readonly FoundAddress[]): Outcome {
  const [first, ...rest] = addresses;
  return first === undefined ? { kind: 'none' } : { kind: 'addresses', addresses: [first, ...rest] };
}

/** The code of a system error, which stays the same where its message names ports. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/** What the source has found; nothing when it was not asked, has none, or failed. */
export function addressesOf(findings: readonly Finding[], source: SourceName): readonly FoundAddress[] {
  return findings.flatMap(({ source: name, outcome }) =>
    name === source && outcome.kind === 'addresses' ? outcome.addresses : [],
  );
}

export function hasAddress(found: readonly FoundAddress[], wanted: string): boolean {
  return found.some(({ address }) => address === wanted);
}
