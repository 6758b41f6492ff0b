import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failure, success } from '#keeper/result';
import type { PublishedPort } from '../compose/compose.ts';
import { arrivedSince, FRONTENDS, requestsIn, startArrivalCounters } from './arrivals.ts';

const NFT = `table inet burrow_doctor {
	counter udp_3478 {
		packets 5 bytes 400
	}
	counter udp_3479 {
		packets 0 bytes 0
	}
}`;
const published = (part: string, protocol: 'tcp' | 'udp', port: number, target: number): PublishedPort => ({
  ...{ part, protocol, address: '0.0.0.0', port, target },
});
const EDGE = [published('edge', 'tcp', 443, 8443), published('edge', 'tcp', 3478, 3478)];
const TURN = [published('turn', 'udp', 3478, 3478), published('turn', 'udp', 443, 3479)];

function containers(answers: Readonly<Record<string, string>>) {
  const ran: string[] = [];
  const exec = async (part: string, command: readonly string[]) => {
    ran.push([part, ...command].join(' '));
    const answer = Object.entries(answers).find(([start]) => [part, ...command].join(' ').startsWith(start));
    return answer === undefined ? failure('none', 'not permitted', 'None.') : success(answer[1]);
  };
  return { exec, ran };
}

test('what nft prints is read by port', () => {
  expect([...requestsIn(NFT)]).toEqual([
    [3478, 5],
    [3479, 0],
  ]);
});

test('each published port has its own count, and nothing is left behind', async () => {
  const { exec, ran } = containers({
    ...{ 'turn sh -c world=': '', 'turn nft list': NFT, 'turn nft delete': '' },
    'keeper node keeper/dist/edge-connections.js': '{"https":70,"caddy_https":7,"turn_tcp":1,"health":90}',
  });
  const counters = await startArrivalCounters({ exec }, [...EDGE, ...TURN]);
  expect([...(await counters.read())]).toEqual([
    ['3478/udp', 5],
    ['443/udp', 0],
    ['443/tcp', 7],
    ['3478/tcp', 1],
  ]);
  await counters.stop();
  expect(ran.at(-1)).toBe('turn nft delete table inet burrow_doctor');
});

test('two ports that lead to the same one inside are not counted', async () => {
  const { exec } = containers({ 'turn sh -c world=': '', 'turn nft list': NFT });
  const shared = [published('turn', 'udp', 3478, 3478), published('turn', 'udp', 443, 3478)];
  expect([...(await (await startArrivalCounters({ exec }, shared)).read())]).toEqual([]);
});

test('without the right to count there is no count, and nothing to remove', async () => {
  const { exec, ran } = containers({});
  const counters = await startArrivalCounters({ exec }, [...EDGE, ...TURN]);
  expect([...(await counters.read())]).toEqual([]);
  await counters.stop();
  expect(
    ran.filter(
      (command) => command.includes('delete table inet burrow_doctor') && !command.includes('sh -c'),
    ),
  ).toEqual([]);
});

test('only what has come meanwhile counts, and nothing is said of a count that began anew', () => {
  const before = new Map([
    ['443/tcp', 5],
    ['3478/udp', 9],
    ['3478/tcp', 4],
  ]);
  const after = new Map([
    ['443/tcp', 7],
    ['3478/udp', 1],
    ['443/udp', 3],
    ['3478/tcp', 4],
  ]);
  expect([...arrivedSince(before, after)]).toEqual([
    ['443/tcp', 2],
    ['3478/tcp', 0],
  ]);
});

test('the frontends are those of HAProxy’s configuration that listen to the world', () => {
  const config = readFileSync(new URL('../../../deploy/edge/haproxy.cfg', import.meta.url), 'utf8');
  const listening = [...config.matchAll(/^frontend (\w+)\n {2}bind :(\d+)/gm)].map(([, name, port]) => [
    port,
    name,
  ]);
  expect(FRONTENDS).toEqual(Object.fromEntries(listening));
});
