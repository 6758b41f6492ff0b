import type { Compose } from '../compose/compose.ts';
import type { Deployment } from './deployment.ts';
import { type Finding, skipped } from './finding.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeClock } from './judge-clock.ts';
import { judgeListener, type ListenerSight } from './judge-listeners.ts';
import { readCertificateState } from './look-at-containers.ts';
import { askHttp, askHttps, askTurns } from './look-at-page.ts';
import { tryWithoutCredential } from './look-at-relay.ts';

export interface SiteClocks {
  /** Of this host. Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Of the engine; null: it could not be asked. */
  readonly engineClock: number | null;
}

const UNAUTHORIZED = 401;

/** Certificate, clocks and listeners, as whoever comes by a published port finds them. */
export async function examineSite(
  compose: Pick<Compose, 'exec'>,
  deployment: Deployment,
  { now, engineClock }: SiteClocks,
): Promise<readonly Finding[]> {
  const { address, name, ports, relayPort, relayTlsPort } = deployment;
  const hostClock = now();
  const http = ports.http === null ? null : await askHttp({ address, port: ports.http, name });
  const https = ports.https === null ? null : await askHttps({ address, port: ports.https, name });
  const turns = ports.https === null ? null : await askTurns({ address, port: ports.https, name });
  const ofRelay = async (port: number | null, transport: 'udp' | 'tcp' | 'tls') => {
    if (port === null) return null;
    const over = transport === 'tls' ? { tls: { serverName: null } } : transport;
    const code = await tryWithoutCredential({ address, port, transport: over });
    return code === UNAUTHORIZED ? 'answers' : code === null ? 'silent' : 'other';
  };
  const listeners: readonly ListenerSight[] = [
    {
      ...{ code: 'listen-http', port: `${ports.http ?? 80}/tcp`, part: 'edge' },
      answer: ports.http === null ? null : http === null ? 'silent' : http === 'other' ? 'other' : 'answers',
    },
    {
      ...{ code: 'listen-https', port: `${ports.https ?? 443}/tcp`, part: 'edge' },
      answer: ports.https === null ? null : https === null ? 'silent' : 'answers',
    },
    {
      ...{ code: 'listen-turn-tcp', port: `${relayPort}/tcp`, part: 'edge' },
      answer: await ofRelay(relayPort, 'tcp'),
    },
    {
      ...{ code: 'listen-turn-udp', port: `${relayPort}/udp`, part: 'turn' },
      answer: await ofRelay(relayPort, 'udp'),
    },
    {
      ...{ code: 'listen-https-udp', port: `${ports.https ?? 443}/udp`, part: 'turn' },
      answer: await ofRelay(deployment.hasHttpsUdp ? ports.https : null, 'udp'),
    },
    {
      ...{ code: 'listen-turn-tls', port: `${relayTlsPort ?? 5349}/tcp`, part: 'edge' },
      answer: await ofRelay(relayTlsPort, 'tls'),
    },
  ];
  const clocks = { host: hostClock, service: https?.date ?? null, engine: engineClock };
  return [
    ...listeners.map(judgeListener),
    judgeClock(clocks),
    ...(ports.https === null
      ? PROXIED.map((code) => skipped(code, 'another web server of this host has the page'))
      : judgeCertificate({
          ...{ name, https: https?.certificate ?? null, turns },
          ...{ state: await readCertificateState(compose), now: now() },
        })),
  ];
}

const PROXIED = [
  'certificate-trusted',
  'certificate-name',
  'certificate-days',
  'certificate-served',
] as const;
