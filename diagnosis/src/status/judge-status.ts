import type { FindingState } from '../findings.ts';
import { judgeServer } from '../judge-surroundings.ts';
import { RELAY_FAULTS, type RelayFault } from '../observation.ts';
import { causeOfRelayFault, type RelayCause } from '../relay-faults.ts';

export type StatusPart = 'service' | 'relay' | 'certificate' | 'edge' | 'proxy' | 'keeper';

/** Every verdict on a part of a running deployment, but for those on the relay, which are causes of a diagnosis. */
export const STATUS_CODES = {
  'service-ready': ['service', 'good'],
  'service-starting': ['service', 'limited'],
  'service-draining': ['service', 'bad'],

  'relay-ok': ['relay', 'good'],
  'relay-unknown': ['relay', 'unknown'],
  'relay-not-probed': ['relay', 'unknown'],

  'certificate-good': ['certificate', 'good'],
  'certificate-internal': ['certificate', 'good'],
  'certificate-elsewhere': ['certificate', 'unknown'],
  'certificate-unknown': ['certificate', 'unknown'],
  'certificate-pending': ['certificate', 'limited'],
  'certificate-expiring': ['certificate', 'limited'],
  'certificate-fallback': ['certificate', 'bad'],
  'certificate-expired': ['certificate', 'bad'],

  'edge-answers': ['edge', 'good'],
  'edge-silent': ['edge', 'bad'],

  'proxy-passes': ['proxy', 'good'],
  'proxy-silent': ['proxy', 'bad'],

  'keeper-well': ['keeper', 'good'],
  'keeper-problem': ['keeper', 'limited'],
  'keeper-silent': ['keeper', 'limited'],
  'keeper-unreadable': ['keeper', 'limited'],
} as const satisfies Record<string, readonly [StatusPart, FindingState]>;

export type StatusCode = keyof typeof STATUS_CODES | RelayCause;

/** What of `GET /api/status` a judgement rests on (`#protocol`, ServiceStatus). Times are ISO 8601. */
export interface StatusFacts {
  readonly at: string;
  readonly startedAt: string;
  readonly readiness: 'starting' | 'ready' | 'draining';
  readonly relays: readonly {
    readonly url: string;
    readonly status: string;
    readonly probedAt: string | null;
    readonly isHandedOut: boolean;
  }[];
  readonly proxiedAt: string | null;
  readonly certificateExpiresAt: string | null;
  readonly keeper:
    | { readonly state: 'none' | 'silent' | 'unreadable' }
    | { readonly state: 'told'; readonly report: KeeperFacts };
}

interface KeeperFacts {
  readonly aliveAt: string;
  readonly problems: readonly StatedProblem[];
  readonly host: {
    readonly certificate: {
      readonly kind: 'trusted' | 'own' | 'fallback' | 'internal' | 'none' | 'proxy';
    };
  } | null;
  readonly edge: { readonly answers: boolean } | null;
}

/** In the keeper's own words. */
export interface StatedProblem {
  readonly code: string;
  readonly cause: string;
  readonly cure: string;
}

export interface StatusFinding {
  readonly part: StatusPart;
  readonly state: FindingState;
  readonly code: StatusCode;
  /** Of the TURN server. */
  readonly url?: string;
  /** Of the keeper, which knows why. */
  readonly problem?: StatedProblem;
}

/** Of the keeper's codes: the certificate is being ordered. */
const PENDING = 'acme-pending';

/** One verdict a line, the parts in a fixed order. Parts that this deployment does not have get none. */
export function judgeStatus(facts: StatusFacts): readonly StatusFinding[] {
  const certificate = judgeCertificate(facts);
  const isToldElsewhere = (problem: StatedProblem) =>
    problem.code === PENDING || certificate.some((finding) => finding.problem === problem);
  return [
    statusFinding(`service-${facts.readiness}`),
    ...judgeRelays(facts),
    ...certificate,
    ...judgeEdge(facts),
    ...judgeProxy(facts),
    ...judgeKeeper(facts, isToldElsewhere),
  ];
}

/**
 * The finding that the one sentence at the top is about: the worst one, of several the first. Null: all is well, which is
 * not said while nobody knows whether the relay relays.
 */
export function worstOf(findings: readonly StatusFinding[]): StatusFinding | null {
  return (
    findings.find(({ state }) => state === 'bad') ??
    findings.find(({ state }) => state === 'limited') ??
    findings.find(({ part, state }) => part === 'relay' && state === 'unknown') ??
    null
  );
}

/** The keeper writes every minute, and health checks go through edge and proxy every few seconds. */
const SILENT_AFTER_MS = 3 * 60_000;

/** A first probe is done within seconds. */
const PROBED_WITHIN_MS = 60_000;

function judgeRelays({ relays, at, startedAt }: StatusFacts): readonly StatusFinding[] {
  const isStarting = Date.parse(at) - Date.parse(startedAt) < PROBED_WITHIN_MS;
  if (relays.length === 0) return [statusFinding('relay-not-probed')];
  const doesAnyWork = relays.some(({ status }) => status === 'ok');
  return relays.map(({ url, status, probedAt }) => {
    if (status === 'ok') return statusFinding('relay-ok', { url });
    if (status === 'unknown' && probedAt === null && !isStarting)
      return statusFinding('relay-not-probed', { url });
    if (status === 'unknown') return statusFinding('relay-unknown', { url });
    const code = causeOfRelayFault(isFault(status) ? status : 'other');
    return { part: 'relay', state: doesAnyWork ? 'limited' : 'bad', code, url };
  });
}

function judgeCertificate({ at, certificateExpiresAt, keeper }: StatusFacts): readonly StatusFinding[] {
  const kind = keeper.state === 'told' ? (keeper.report.host?.certificate.kind ?? null) : null;
  if (kind === 'proxy') return [statusFinding('certificate-elsewhere')];
  if (kind === 'fallback') return [fallbackFinding(keeper)];
  if (certificateExpiresAt === null) return [statusFinding('certificate-unknown')];
  const server = { relay: 'unknown', certificateExpiresAt } as const;
  const codes = judgeServer({ server }, Date.parse(at)).map(({ code }) => code);
  if (codes.includes('certificate-expired')) return [statusFinding('certificate-expired')];
  if (codes.includes('certificate-expiring')) return [statusFinding('certificate-expiring')];
  return [statusFinding(kind === 'internal' ? 'certificate-internal' : 'certificate-good')];
}

/** Its reason is among the keeper's problems, with a code of its own (docs/troubleshooting.md). */
function fallbackFinding(keeper: StatusFacts['keeper']): StatusFinding {
  const problems = keeper.state === 'told' ? keeper.report.problems : [];
  const problem = problems.find(({ code }) => /^(?:acme|own)-/.test(code));
  if (problem?.code === PENDING) return statusFinding('certificate-pending');
  return statusFinding('certificate-fallback', problem === undefined ? {} : { problem });
}

function judgeEdge({ keeper }: StatusFacts): readonly StatusFinding[] {
  if (keeper.state !== 'told' || keeper.report.edge === null) return [];
  return [statusFinding(keeper.report.edge.answers ? 'edge-answers' : 'edge-silent')];
}

function judgeProxy({ at, proxiedAt, keeper }: StatusFacts): readonly StatusFinding[] {
  const passes = proxiedAt !== null && !isOld(proxiedAt, at);
  if (passes) return [statusFinding('proxy-passes')];
  // Where no keeper has put one there, none may be wanted; and a proxy of somebody else's need not come by.
  const isOurs = keeper.state === 'told' && keeper.report.host?.certificate.kind !== 'proxy';
  return isOurs ? [statusFinding('proxy-silent')] : [];
}

function judgeKeeper(
  { at, keeper }: StatusFacts,
  isToldElsewhere: (problem: StatedProblem) => boolean,
): readonly StatusFinding[] {
  if (keeper.state === 'none') return [];
  if (keeper.state !== 'told') return [statusFinding(`keeper-${keeper.state}`)];
  const { aliveAt, problems } = keeper.report;
  if (isOld(aliveAt, at)) return [statusFinding('keeper-silent')];
  const others = problems.filter((problem) => !isToldElsewhere(problem));
  if (others.length === 0) return [statusFinding('keeper-well')];
  return others.map((problem) => statusFinding('keeper-problem', { problem }));
}

function isOld(time: string, at: string): boolean {
  return Date.parse(at) - Date.parse(time) > SILENT_AFTER_MS;
}

function isFault(status: string): status is RelayFault {
  return (RELAY_FAULTS as readonly string[]).includes(status);
}

function statusFinding(
  code: keyof typeof STATUS_CODES,
  details: Pick<StatusFinding, 'url' | 'problem'> = {},
): StatusFinding {
  const [part, state] = STATUS_CODES[code];
  return { part, state, code, ...details };
}
