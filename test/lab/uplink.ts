import type { LinkEnd } from './namespace.ts';
import { run } from './run.ts';

/** What a home router lets through at once, and how long it keeps what has to wait (tc-tbf). */
const BURST_BYTES = 8_000;
const QUEUE_MS = 200;

/** Lets no more out of this end of a cable than so many bits per second: the uplink of a home line. */
export async function limitUplink({ namespace, device }: LinkEnd, bitrate: number): Promise<void> {
  const limits = ['rate', `${bitrate}bit`, 'burst', `${BURST_BYTES}`, 'latency', `${QUEUE_MS}ms`];
  await run(['tc', 'qdisc', 'replace', 'dev', device, 'root', 'tbf', ...limits], {}, namespace);
}
