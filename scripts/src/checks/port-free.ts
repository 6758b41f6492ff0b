import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Problem } from '#keeper/result';
import type { RunProgram } from '../lib/run-program.ts';

export type Protocol = 'tcp' | 'udp';

export interface WantedPort {
  readonly protocol: Protocol;
  readonly address: string;
  readonly port: number;
  /** For the message: what it is wanted for. */
  readonly use: string;
  /** What to do when something else has it. */
  readonly cure: string;
}

/** Tries the port as the program that wants it would; null when it is free. */
export async function portProblem(wanted: WantedPort, run: RunProgram): Promise<Problem | null> {
  const { protocol, address, port, use, cure } = wanted;
  const code = await (protocol === 'tcp' ? tcpError(address, port) : udpError(address, port));
  if (code === null) return null;
  const what = `port ${port}/${protocol} for ${use}`;
  if (code === 'EADDRINUSE') {
    const { output } = await run(['ss', '-H', '-lntup']);
    const holder = holderOfPort(output, protocol, port);
    return {
      code: 'port-taken',
      cause: `expected ${what} to be free; found it taken${holder && ` by ${holder}`}`,
      cure,
    };
  }
  if (code === 'EACCES') {
    const cause = `expected to open ${what}; ports below 1024 are for root`;
    return { code: 'port-forbidden', cause, cure: 'Choose a port above 1023.' };
  }
  return { code: 'port-unusable', cause: `expected to open ${what} on ${address}; found ${code}`, cure };
}

/** Who listens, in the output of `ss -lntup`, such as "coturn (pid 12)"; empty when it does not say. */
export function holderOfPort(ssOutput: string, protocol: Protocol, port: number): string {
  const line = ssOutput
    .split('\n')
    .find((text) => text.startsWith(protocol) && text.split(/\s+/)[4]?.endsWith(`:${port}`));
  const [, name, pid] = /users:\(\("([^"]+)",pid=(\d+)/.exec(line ?? '') ?? [];
  return name === undefined ? '' : `${name} (pid ${pid})`;
}

function tcpError(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error)));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

function udpError(address: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      resolve(codeOf(error));
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(null)));
  });
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
