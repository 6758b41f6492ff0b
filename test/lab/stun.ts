import { fileURLToPath } from 'node:url';
import type { Host } from './host.ts';
import type { LabProcess } from './lab-process.ts';

/**
 * Sends a STUN Binding request (RFC 8489) to each `address:port` from one UDP socket of a host, again and again until
 * the answer or the end of the time. The result holds, in the same order, the `address:port` that each server saw;
 * null for no answer.
 */
export async function queryStun(
  host: Host,
  servers: readonly string[],
  { timeoutMs = 2_000 }: { timeoutMs?: number } = {},
): Promise<readonly (string | null)[]> {
  const { stdout } = await host.exec(
    process.execPath,
    [program('stun-query'), String(timeoutMs), ...servers],
    {
      timeoutMs: timeoutMs + processStartMs,
    },
  );
  return JSON.parse(stdout) as readonly (string | null)[];
}

/** A server that answers STUN Binding requests and does nothing else. */
export async function startStunResponder(host: Host, port: number): Promise<LabProcess> {
  const responder = host.spawn(process.execPath, [program('stun-responder'), host.address, String(port)]);
  await responder.waitForOutput(/listening/);
  return responder;
}

const processStartMs = 10_000;

function program(name: string): string {
  return fileURLToPath(new URL(`./programs/${name}.ts`, import.meta.url));
}
