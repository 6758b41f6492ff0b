import * as z from 'zod/mini';
import { RELAY_FAULTS } from '#diagnosis';
import type { Result } from '#keeper/result';
import { success } from '#keeper/result';
import { turnGrant } from '#protocol';
import { type OperatorService, unreadableAnswer } from '../lib/operator-service.ts';
import { type Deployment, portText, waysOf } from './deployment.ts';
import { type Finding, failedBy, pass, skipped } from './finding.ts';
import { judgeRelay, type RelaySight, type WaySight } from './judge-relay.ts';
import { relayBytes, tryForeignPeers, tryWrongCredential } from './look-at-relay.ts';

const CREDENTIALS = z.extend(turnGrant, {
  server: z.object({ relay: z.enum(['ok', 'unknown', ...RELAY_FAULTS]) }),
});

type Credentials = z.infer<typeof CREDENTIALS>;

export interface RelayExamination {
  readonly findings: readonly Finding[];
  /** How many TURN URLs are handed out. */
  readonly urls: number;
}

/** With credentials as everybody gets them, over every way there is. */
export async function examineRelay(
  service: OperatorService,
  deployment: Deployment,
  guard: RelaySight['guard'],
): Promise<RelayExamination> {
  const credentials = await fetchCredentials(service);
  const [iceServer] = credentials.ok ? credentials.value.iceServers : [];
  if (!credentials.ok || iceServer === undefined) {
    const problems = credentials.ok ? unreadable() : credentials.problems;
    const rest = RELAY_CODES.map((code) => skipped(code, 'the service gave no credential; see service'));
    return { findings: [failedBy('service', problems), ...rest], urls: USUAL_URLS };
  }
  const { address, relayPort } = deployment;
  const ways: WaySight[] = [];
  // One after the other: together they would want more allocations than one person has in a call.
  for (const { code, transport, protocol, port } of waysOf(deployment)) {
    const outcome = port === null ? null : await relayBytes({ address, port, transport }, iceServer);
    ways.push({ code, port: portText({ port, protocol }), outcome });
  }
  const plain = { address, port: relayPort, transport: 'udp' } as const;
  const wrongCredential = await tryWrongCredential(plain, iceServer);
  const { privatePeer, publicPeer } = await tryForeignPeers(plain, iceServer);
  const findings = judgeRelay({
    ...{ ownCheck: credentials.value.server.relay, ways, wrongCredential, privatePeer, guard },
    publicPeer: deployment.isOpenRelay ? undefined : publicPeer,
  });
  return { findings: [pass('service', 'it answers'), ...findings], urls: iceServer.urls.length };
}

/** Of a host with a name. */
const USUAL_URLS = 3;

const RELAY_CODES = [
  ...['relay-own-check', 'relay-udp', 'relay-https-udp', 'relay-tcp', 'relay-tls'],
  ...['wrong-credential', 'private-peer', 'public-peer', 'guard'],
] as const satisfies readonly string[] as readonly Finding['code'][];

async function fetchCredentials(service: OperatorService): Promise<Result<Credentials>> {
  const answer = await service.ask(['credentials']);
  if (!answer.ok) return answer;
  const parsed = CREDENTIALS.safeParse(answer.value);
  return parsed.success ? success(parsed.data) : unreadableAnswer();
}

function unreadable() {
  const answer = unreadableAnswer();
  return answer.ok ? [] : answer.problems;
}
