import { type Observation, textsEn } from '#diagnosis';
import { type Diagnosis, diagnose } from '#diagnosis/diagnose';
import { type RelayWay, relayWays } from '#diagnosis/relay-ways';
import type { OpenPort } from '#keeper/site/open-ports';
import type { Arrivals } from './arrivals.ts';
import { type DoctorCode, type Finding, failed, pass, skipped, warning } from './finding.ts';
import { firewallRules } from './firewall-rules.ts';
import { judgeClock } from './judge-clock.ts';

export interface RemoteResult {
  readonly observation: Observation;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly browser: string;
  /** How far the clock of the device is ahead of the server's. */
  readonly clockAheadSeconds?: number | undefined;
}

export interface RemoteSight {
  /** What the browser outside found; null: nothing has come back. */
  readonly result: RemoteResult | null;
  /** Why nothing came back. */
  readonly ended: 'result' | 'time' | 'stopped';
  /** During the test, by published port. */
  readonly arrived: Arrivals;
  readonly ways: readonly RemoteWay[];
  /** Null: another web server has it. */
  readonly httpsPort: number | null;
}

/** A port that people come by. */
export interface RemoteWay {
  readonly code: Extract<DoctorCode, `remote-${string}`>;
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly port: number;
}

/** What was found outside next to what came in here, port by port. */
export function judgeRemote(sight: RemoteSight): readonly Finding[] {
  const { result, ways, arrived, httpsPort } = sight;
  const diagnosis = result && diagnose(result.observation, Date.parse(result.receivedAt));
  const seen = relayWays((diagnosis?.findings ?? []).filter(({ about }) => about === 'turn'));
  return [
    judgeLink(sight),
    ...(httpsPort === null ? [] : [judgePage(sight, httpsPort)]),
    ...ways.map((way) =>
      judgeWay(
        way,
        seen.find(({ transport, port }) => transport === way.transport && port === way.port),
        arrived.get(portOf(way)),
        way.port === httpsPort,
      ),
    ),
    ...(diagnosis === null ? [] : [judgeDiagnosis(diagnosis)]),
    ...(result?.clockAheadSeconds === undefined ? [] : [judgeRemoteClock(result.clockAheadSeconds)]),
  ];
}

/** The ports to be opened, as the findings say: where something has arrived the port is open, and the fault another one. */
export function portsToOpen(
  findings: readonly Finding[],
  { ways, httpsPort, arrived }: Pick<RemoteSight, 'ways' | 'httpsPort' | 'arrived'>,
) {
  const all = [
    ...ways.map(({ code, port, transport }) => ({ code, port, protocol: protocolOf(transport) })),
    ...(httpsPort === null ? [] : [{ code: 'remote-https', port: httpsPort, protocol: 'tcp' } as const]),
  ];
  const closed = all.filter(
    ({ code, port, protocol }) =>
      !arrived.get(`${port}/${protocol}`) &&
      findings.some((finding) => finding.code === code && finding.status === 'failure'),
  );
  const unique = new Map(
    closed.map(({ port, protocol }) => [`${port}/${protocol}`, { port, protocols: [protocol] }]),
  );
  return [...unique.values()] satisfies readonly Pick<OpenPort, 'port' | 'protocols'>[];
}

function judgeLink({ result, ended }: RemoteSight): Finding {
  if (result !== null)
    return pass('remote-link', `a result came from ${result.browser} at ${result.receivedAt}`);
  const found = ended === 'stopped' ? 'stopped before a result came' : 'no result has come in time';
  return failed(
    'remote-link',
    found,
    'Run it again, and open the link on a device that is not in the network of this host.',
  );
}

function judgePage({ result, arrived }: RemoteSight, port: number): Finding {
  const [code, name] = ['remote-https', `${port}/tcp`] as const;
  if (result !== null) return pass(code, `the page was opened from there, over ${name}`);
  const count = arrived.get(name);
  if (count === 0)
    return failed(code, `nothing arrived at ${name}, and nobody opened the link`, ruleFor(port, 'tcp'));
  if (count === undefined) return skipped(code, `whether anything arrived at ${name} is not known`);
  return warning(
    code,
    `something arrived at ${name}, but no result came`,
    'If the page did not open: ./scripts/burrow doctor looks at its listener and certificate. If it did: start the test on it.',
  );
}

function judgeWay(
  { code, ...way }: RemoteWay,
  seen: RelayWay | undefined,
  arrived: number | undefined,
  isPortOfPage: boolean,
): Finding {
  const name = portOf(way);
  if (seen === undefined) return skipped(code, `nobody has tried ${name} from there`);
  const words = seen.findings.map(
    (found) => `${familyText(found.family)}${textsEn.findings[found.code](found)}`,
  );
  const text = `${name}: ${words.join(' ').replace(/\.$/, '')}`;
  if (seen.state === 'carries') return pass(code, text);
  if (seen.state === 'open')
    return warning(code, text, 'Look again, and leave the page open until it says that it is done.');
  const isSilent = seen.findings.every((found) => found.code === 'turn-no-answer');
  // On the port of the page something arrives whenever somebody opens it; else what arrives by TLS may stop at the certificate.
  const hasArrived = isPortOfPage || (arrived ?? 0) > 0;
  if (!isSilent || (way.transport === 'tls' && hasArrived)) return failed(code, text, causeCure(seen, name));
  if (arrived === undefined)
    return failed(
      code,
      `${text}; whether anything arrived is not known`,
      ruleFor(way.port, protocolOf(way.transport)),
    );
  if (arrived === 0)
    return failed(code, `nothing arrived at ${name}`, ruleFor(way.port, protocolOf(way.transport)));
  return failed(
    code,
    `requests arrived at ${name}, and no answer came back`,
    'The way in is open. Look at what keeps answers: ./scripts/burrow doctor, and the rules of this host for what goes out.',
  );
}

function causeCure(seen: RelayWay, name: string): string {
  const refusal = seen.findings.find(({ code }) => code !== 'turn-no-answer');
  return refusal === undefined
    ? `If other networks say the same: see whether the certificate is trusted (./scripts/burrow doctor). If not, it is that network which lets no TURN through ${name}.`
    : `See ./scripts/burrow doctor: what is refused from outside is refused here, too.`;
}

function judgeDiagnosis({ outcome, cause }: Diagnosis): Finding {
  const { sentence, operator } = textsEn.causes[cause];
  const found = `${textsEn.outcomes[outcome]} ${sentence}`.replace(/\.$/, '');
  if (outcome === 'works') return pass('remote-diagnosis', found);
  const judged = outcome === 'fails' ? failed : warning;
  return judged('remote-diagnosis', `${cause}: ${found}`, operator);
}

/** Which of the two is wrong cannot be told from here. */
function judgeRemoteClock(aheadSeconds: number): Finding {
  const host = 0;
  const { status, found } = judgeClock({ host, service: null, engine: null, browser: aheadSeconds * 1_000 });
  if (status === 'pass') return pass('remote-clock', found);
  const cure = 'Compare both with a third clock. If it is this host that is wrong: timedatectl set-ntp true.';
  return warning('remote-clock', found, cure);
}

/** For the most common one; all others are printed below it. */
function ruleFor(port: number, protocol: 'tcp' | 'udp'): string {
  const [rules] = firewallRules([{ port, protocols: [protocol] }], ['ufw']);
  return `Open ${port}/${protocol} in the firewall of the provider and of this host, such as: ${rules?.commands.join('; ')}. If another network gets through, it was that one.`;
}

function familyText(family: 'ipv4' | 'ipv6' | undefined): string {
  return family === undefined ? '' : family === 'ipv4' ? 'IPv4: ' : 'IPv6: ';
}

function portOf({ port, transport }: Pick<RemoteWay, 'port' | 'transport'>): string {
  return `${port}/${protocolOf(transport)}`;
}

function protocolOf(transport: RemoteWay['transport']): 'tcp' | 'udp' {
  return transport === 'udp' ? 'udp' : 'tcp';
}
