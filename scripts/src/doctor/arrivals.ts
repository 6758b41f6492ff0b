import * as z from 'zod/mini';
import { PAGES_BACKEND } from '#keeper/frontend-sessions';
import type { Compose, PublishedPort } from '../compose/compose.ts';

/** How many have knocked at each published port, such as 443/udp, until now. Ports that cannot be counted are not in it. */
export type Arrivals = ReadonlyMap<string, number>;

/** Counts knocks from outside. Of who they come from nothing is kept or shown. */
export interface ArrivalCounters {
  read(): Promise<Arrivals>;
  /** Leaves nothing behind. */
  stop(): Promise<void>;
}

/** Frontends of deploy/edge/haproxy.cfg by the ports that they listen on in the container. */
export const FRONTENDS: Readonly<Record<number, string>> = {
  8080: 'http',
  8443: 'https',
  3478: 'turn_tcp',
  5349: 'turn_tls',
};

const TABLE = 'burrow_doctor';
const SESSIONS = z.record(z.string(), z.number());

/**
 * TCP is counted by HAProxy all the time, the bundle's own connections apart. For UDP, counters are put into the relay's own
 * network for as long as this looks: of requests for an allocation (RFC 8656 §7.1, STUN type 0x0003) that come in from the
 * world, so that neither calls nor the service's own probe are counted. They stand before the guard and drop nothing.
 */
export async function startArrivalCounters(
  compose: Pick<Compose, 'exec'>,
  published: readonly PublishedPort[],
): Promise<ArrivalCounters> {
  const udp = published.filter(({ part, protocol }) => part === 'turn' && protocol === 'udp');
  const tcp = published.filter(({ part, protocol }) => part === 'edge' && protocol === 'tcp');
  const targets = [...new Set(udp.map(targetOf))];
  const isCounting =
    targets.length > 0 && (await compose.exec('turn', ['sh', '-c', startScript(targets)])).ok;

  return {
    async read() {
      const [sessions, requests] = [
        await readSessions(compose),
        isCounting ? await readRequests(compose) : null,
      ];
      return new Map([
        ...counted(udp, (port) => (isShared(port, udp) ? undefined : requests?.get(targetOf(port)))),
        ...counted(tcp, (port) => sessions[countedAs(FRONTENDS[targetOf(port)])]),
      ]);
    },
    async stop() {
      if (isCounting) await compose.exec('turn', ['nft', 'delete', 'table', 'inet', TABLE]);
    },
  };
}

/** What has come since. Nothing is said of a port whose count has gone back: what counted was started anew. */
export function arrivedSince(before: Arrivals, after: Arrivals): Arrivals {
  return new Map(
    [...after].flatMap(([port, count]) => {
      const more = count - (before.get(port) ?? Number.NaN);
      return more >= 0 ? [[port, more] as const] : [];
    }),
  );
}

/** The device that leads to the world is the one that deploy/turn/start.sh takes. */
function startScript(targets: readonly number[]): string {
  const table = [
    `table inet ${TABLE}`,
    `delete table inet ${TABLE}`,
    `table inet ${TABLE} {`,
    ...targets.map((port) => `counter udp_${port} { }`),
    'chain arrivals {',
    'type filter hook input priority -200; policy accept;',
    ...targets.map(
      (port) => `iifname "'$world'" udp dport ${port} @th,64,16 0x0003 counter name udp_${port}`,
    ),
    '}',
    '}',
  ].join('\n');
  return `world=$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route) && nft '${table}'`;
}

async function readSessions(compose: Pick<Compose, 'exec'>): Promise<Readonly<Record<string, number>>> {
  const said = await compose.exec('keeper', ['node', 'keeper/dist/edge-connections.js']);
  const parsed = SESSIONS.safeParse(said.ok ? jsonOrNull(said.value) : null);
  return parsed.success ? parsed.data : {};
}

async function readRequests(compose: Pick<Compose, 'exec'>): Promise<ReadonlyMap<number, number>> {
  const said = await compose.exec('turn', ['nft', 'list', 'counters', 'table', 'inet', TABLE]);
  return requestsIn(said.ok ? said.value : '');
}

/** In what `nft list counters` prints. */
export function requestsIn(text: string): ReadonlyMap<number, number> {
  return new Map(
    [...text.matchAll(/counter udp_(\d+) \{\s*packets (\d+)/g)].map(([, port, packets]) => [
      Number(port),
      Number(packets),
    ]),
  );
}

function counted(
  ports: readonly PublishedPort[],
  countOf: (port: PublishedPort) => number | undefined,
): readonly (readonly [string, number])[] {
  return ports.flatMap((port) => {
    const count = countOf(port);
    return count === undefined ? [] : [[`${port.port}/${port.protocol}`, count] as const];
  });
}

/** The service's own probe comes by the listener of pages, too, but not as a page does. */
function countedAs(frontend = ''): string {
  return frontend === 'https' ? PAGES_BACKEND : frontend;
}

/** Two ports that lead to the same one inside cannot be told apart there. */
function isShared(port: PublishedPort, ports: readonly PublishedPort[]): boolean {
  return ports.some((other) => other.port !== port.port && targetOf(other) === targetOf(port));
}

function targetOf({ target, port }: PublishedPort): number {
  return target ?? port;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What cannot be read is not counted.
    return null;
  }
}
