/** The policy of turnserver.conf, tried on real coturns on loopback addresses. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readStartupLine } from '../../scripts/src/turnserver/startup-log.ts';
import type { TurnClient } from '../../signaling/src/turn-probe/turn-client.ts';
import { referenceCoturn, systemCoturn } from '../lab/coturn-builds.ts';
import { ownHostFacts } from './coturn/own-host-facts.ts';
import { RunningCoturn } from './coturn/running-coturn.ts';

const OWN = '127.0.0.1';

const IPV4_OUTSIDE = [
  ...['8.8.8.8', '1.1.1.1', '203.0.113.7'],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1'],
  ...['127.0.0.2', '127.255.255.254'],
  ...['169.254.169.254', '169.254.0.1'],
  ...['224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '0.0.0.0', '0.0.0.1'],
];

const IPV6_OUTSIDE = [
  ...['::', '::2', '2606:4700:4700::1111', '2001:db8::100', '2001:db8:100::'],
  ...['::ffff:127.0.0.2', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.2', '::10.0.0.0'],
  ...['64:ff9b::a00:1', '64:ff9b:1::a00:1', '2002:a00:1::', '2002:7f00:2::1', '2001:0:102:304::'],
  ...['fd00::1', 'fc00::', 'fe80::1', 'fec0::1', 'ff02::1', 'ff00::'],
];

/** The one of this machine and, for root, who alone can make it, the reference. */
const builds = await Promise.all([systemCoturn(), ...(process.getuid?.() === 0 ? [referenceCoturn()] : [])]);

describe.each(builds)('coturn $version', ({ version: found, command }) => {
  const facts = () => ownHostFacts(found, OWN);

  describe('with the policy', () => {
    let coturn: RunningCoturn;
    beforeAll(async () => {
      coturn = await RunningCoturn.start({ command, facts: await facts() });
    });
    afterAll(() => coturn.stop());

    async function allocated(): Promise<TurnClient> {
      const client = coturn.client();
      expect(await client.allocate()).toMatchObject({ code: 0 });
      return client;
    }

    test('no line of its start says that something is wrong', () => {
      expect(coturn.lines.filter((line) => readStartupLine(line).kind === 'failed')).toEqual([]);
    });

    test('a credential that the service signs gives a relay address of the policy', async () => {
      const { code, relayed } = await coturn.client().allocate();
      expect({ code, address: relayed?.address }).toEqual({ code: 0, address: OWN });
      expect(relayed?.port).toBeGreaterThanOrEqual(49_160);
      expect(relayed?.port).toBeLessThanOrEqual(51_159);
    });

    test.each<[string, (coturn: RunningCoturn) => ReturnType<RunningCoturn['credential']> | null]>([
      ['no credential', () => null],
      [
        'one signed with another secret',
        () => coturn.credential('another-secret-0123456789abcdefghijklmnop'),
      ],
      ['one signed with the empty secret', () => coturn.credential('')],
      ['one that has ended', () => coturn.credential(undefined, -10)],
      ['the password of somebody else', () => ({ ...coturn.credential(), username: '9999999999:else' })],
      ['an empty password', () => ({ ...coturn.credential(), password: '' })],
      ['a user name without an end', () => ({ ...coturn.credential(), username: 'somebody' })],
    ])('%s is refused', async (_, credential) => {
      expect(await coturn.client(credential(coturn)).allocate()).toEqual({
        code: 401,
        relayed: null,
        mapped: null,
      });
    });

    test('a password derived for another realm is refused', async () => {
      expect(await coturn.client().allocate({ signedRealm: 'elsewhere' })).toEqual({
        code: 401,
        relayed: null,
        mapped: null,
      });
    });

    test('a request that names another realm is refused', async () => {
      // 437, because coturn takes it for a client that has changed its mind.
      const answer = await coturn.client().allocate({ shownRealm: 'elsewhere', signedRealm: 'elsewhere' });
      expect(answer).toEqual({ code: 437, relayed: null, mapped: null });
    });

    test('a user name that is SQL is refused as malformed', async () => {
      const client = coturn.client({ ...coturn.credential(), username: "9999999999:' or '1'='1" });
      expect(await client.allocate()).toEqual({ code: 400, relayed: null, mapped: null });
    });

    test.each(IPV4_OUTSIDE)('relaying to %s is refused', async (address) => {
      const client = await allocated();
      expect(await client.createPermission(address)).toMatchObject({ code: 403 });
    });

    test.each(IPV6_OUTSIDE)('relaying from IPv4 to %s is refused', async (address) => {
      const client = await allocated();
      const { code } = await client.createPermission(address);
      // 443: an IPv4 allocation has no way to an IPv6 address; whether the list denies it is tried below.
      expect([403, 443]).toContain(code);
    });

    test('relaying to the own relay address is allowed', async () => {
      const client = await allocated();
      expect(await client.createPermission(OWN)).toMatchObject({ code: 0 });
    });

    test('two participants reach each other inside the server', async () => {
      const [a, b] = [coturn.client(), coturn.client()];
      const [ofA, ofB] = [await a.allocate(), await b.allocate()];
      await Promise.all([a.createPermission(OWN), b.createPermission(OWN)]);
      if (!ofA.relayed || !ofB.relayed) throw new Error('no relay address');
      a.send(ofB.relayed, Buffer.from('from a to b'));
      expect(await b.receive()).toEqual({ from: ofA.relayed, data: Buffer.from('from a to b') });
      b.send(ofA.relayed, Buffer.from('from b to a'));
      expect(await a.receive()).toEqual({ from: ofB.relayed, data: Buffer.from('from b to a') });
    });

    test('what is sent without permission reaches nobody', async () => {
      const listener = createSocket('udp4').bind(0, '127.0.0.2');
      await once(listener, 'listening');
      const heard: Buffer[] = [];
      listener.on('message', (bytes) => heard.push(bytes));
      const [a, b] = [await allocated(), await allocated()];
      await a.createPermission('127.0.0.2');
      a.send({ address: '127.0.0.2', port: listener.address().port }, Buffer.from('let me in'));
      // One server handles them in turn: when this one is through, so would have been the one before.
      const { relayed } = await b.allocate();
      expect(relayed).toBeNull();
      expect(heard).toEqual([]);
      listener.close();
    });

    test('TCP relaying is off', async () => {
      expect(await coturn.client().allocate({ transport: 6 })).toEqual({
        code: 442,
        relayed: null,
        mapped: null,
      });
    });

    test('IPv6 relaying is off', async () => {
      expect(await coturn.client().allocate({ family: 'ipv6' })).toEqual({
        code: 440,
        relayed: null,
        mapped: null,
      });
    });
  });

  test('behind NAT participants are told the public address, and reach each other under it', async () => {
    const publicAddress = '203.0.113.10';
    const coturn = await RunningCoturn.start({ command, facts: { ...(await facts()), publicAddress } });
    onTestFinished(() => coturn.stop());
    const [a, b] = [coturn.client(), coturn.client()];
    const [ofA, ofB] = [await a.allocate(), await b.allocate()];
    expect([ofA.relayed?.address, ofB.relayed?.address]).toEqual([publicAddress, publicAddress]);
    if (!ofB.relayed) throw new Error('no relay address');
    await Promise.all([a.createPermission(publicAddress), b.createPermission(publicAddress)]);
    a.send(ofB.relayed, Buffer.from('from a to b'));
    expect(await b.receive()).toEqual({ from: ofA.relayed, data: Buffer.from('from a to b') });
    expect(await a.createPermission('203.0.113.11')).toMatchObject({ code: 403 });
  });

  test('one participant gets no more allocations than the quota', async () => {
    const coturn = await RunningCoturn.start({ command, facts: { ...(await facts()), userQuota: 2 } });
    onTestFinished(() => coturn.stop());
    const codes: (number | null)[] = [];
    for (let count = 0; count < 3; count++) codes.push((await coturn.client().allocate()).code);
    expect(codes).toEqual([0, 0, 486]);
  });

  test('a secret stored for another realm signs nothing', async () => {
    const coturn = await RunningCoturn.start({ command, facts: await facts(), secretRealm: 'elsewhere' });
    onTestFinished(() => coturn.stop());
    expect(await coturn.client().allocate()).toEqual({ code: 401, relayed: null, mapped: null });
  });

  // Burrow relays over IPv4 only, so this is the second lock of a door; it must hold by itself.
  describe('with an IPv6 relay address besides', () => {
    let coturn: RunningCoturn;
    beforeAll(async () => {
      const alter = (rendered: string) => rendered.replace('relay-ip=', 'relay-ip=::1\nrelay-ip=');
      coturn = await RunningCoturn.start({ command, facts: await facts(), alter });
    });
    afterAll(() => coturn.stop());

    test.each(['::1', ...IPV6_OUTSIDE])('the list denies %s', async (address) => {
      const client = coturn.client();
      expect(await client.allocate({ family: 'ipv6' })).toMatchObject({ code: 0 });
      expect(await client.createPermission(address)).toMatchObject({ code: 403 });
    });
  });
});
