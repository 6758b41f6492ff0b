import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import {
  type AnsweredEventName,
  type ClientEvent,
  type ClientEventAnswer,
  PROTOCOL_VERSION,
  type ServerEvent,
  type ServerEventName,
  serverEvents,
} from '#protocol';
import { type Config, parseConfig } from '../src/config/parse-config.ts';
import { systemClock } from '../src/core/clock.ts';
import type { Logger } from '../src/core/logger.ts';
import { createService } from '../src/create-service.ts';

export const API_KEY = 'api-key-of-the-tests-24-plus';

/** A real service on a free port of the loopback, closed when the test ends. */
export async function startService(more: Record<string, string> = {}) {
  const webRoot = mkdtempSync(join(tmpdir(), 'burrow-web-'));
  mkdirSync(join(webRoot, 'assets'));
  writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Burrow</title>');
  writeFileSync(join(webRoot, 'assets', 'main-abc.js'), 'plain');
  writeFileSync(join(webRoot, 'assets', 'main-abc.js.br'), 'brotli');
  writeFileSync(join(webRoot, 'assets', 'main-abc.js.gz'), 'gzip');
  const logged: { level: string; data: object; message: string }[] = [];
  const service = createService({
    config: configFrom({ WEB_ROOT: webRoot, ...more }),
    tls: null,
    ownNetworks: ['127.0.0.1/8'],
    nodeVersion: process.versions.node,
    clock: systemClock,
    log: recordingLogger(logged),
  });
  const port = await service.listen();
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= service.close();
    return closing;
  };
  onTestFinished(async () => {
    await close();
    rmSync(webRoot, { recursive: true });
  });
  /** Undefined where there is no such listener. */
  const metricsPort = () => {
    const said = logged.find(({ message }) => message === 'metrics')?.data;
    return (said as { port: number } | undefined)?.port;
  };
  return { port, url: `http://127.0.0.1:${port}`, close, logged, metricsPort };
}

/** What Prometheus would read. */
export async function metricsOf({ metricsPort }: { metricsPort: () => number | undefined }): Promise<string> {
  return (await fetch(`http://127.0.0.1:${metricsPort()}/metrics`)).text();
}

export interface Page {
  readonly socket: Socket;
  /** Everything the server said so far, oldest first. */
  readonly heard: [name: string, data: unknown][];
  ask<Name extends AnsweredEventName>(name: Name, data: ClientEvent<Name>): Promise<ClientEventAnswer<Name>>;
  /** Says anything at all, well formed or not. */
  askRaw(name: string, ...args: unknown[]): Promise<unknown>;
  next<Name extends ServerEventName>(name: Name): Promise<ServerEvent<Name>>;
}

/** A page's connection to the service; rejects when the handshake is refused. */
export async function connectPage(url: string, headers: Record<string, string> = {}): Promise<Page> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  onTestFinished(() => void socket.disconnect());
  const heard: [string, unknown][] = [];
  const unread: [string, unknown][] = [];
  const waiting: { name: string; resolve: (data: unknown) => void }[] = [];
  for (const name of Object.keys(serverEvents)) {
    socket.on(name, (data: unknown) => {
      heard.push([name, data]);
      const waiter = waiting.findIndex((one) => one.name === name);
      if (waiter < 0) unread.push([name, data]);
      else waiting.splice(waiter, 1)[0]?.resolve(data);
    });
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const askRaw = (name: string, ...args: unknown[]) => socket.timeout(5_000).emitWithAck(name, ...args);
  return {
    socket,
    heard,
    ask: (name, data) => askRaw(name, data),
    askRaw,
    next: (name) => {
      const index = unread.findIndex(([one]) => one === name);
      if (index >= 0) return Promise.resolve(unread.splice(index, 1)[0]?.[1] as ServerEvent<typeof name>);
      return new Promise((resolve) => {
        waiting.push({ name, resolve: (data) => resolve(data as ServerEvent<typeof name>) });
      });
    },
  };
}

export function joinRequest(more: Partial<ClientEvent<'room:join'>> = {}): ClientEvent<'room:join'> {
  return { version: PROTOCOL_VERSION, room: 'R'.repeat(43), session: 's'.repeat(22), ...more };
}

/** Joins, and fails the test when there is no seat. */
export async function joinRoom(page: Page, more: Partial<ClientEvent<'room:join'>> = {}) {
  const answer = await page.ask('room:join', joinRequest(more));
  if (!answer.ok) throw new Error(`expected a seat, found ${answer.code}`);
  return answer;
}

function configFrom(env: Record<string, string>): Config {
  const parsed = parseConfig(
    {
      LISTEN_HOST: '127.0.0.1',
      PORT: '0',
      TURN_URLS: 'turn:127.0.0.1:3478?transport=udp',
      TURN_SECRET: 's'.repeat(43),
      RESUME_KEY: 'r'.repeat(43),
      API_KEY,
      ...env,
    },
    (path) => readFileSync(path, 'utf8'),
  );
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => problem.text).join('\n'));
  return parsed.config;
}

function recordingLogger(into: { level: string; data: object; message: string }[]): Logger {
  const at = (level: string) => (data: object, message: string) => void into.push({ level, data, message });
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}
