import { createDecipheriv, hkdfSync } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deriveRoom } from './room-derivation.ts';
import type { RoomKey } from './room-key.ts';
import { createSealer, type Endpoint, type Sealer } from './sealing.ts';

const secret = Buffer.alloc(16, 5);
const roomKey: RoomKey = {
  kind: 'generated',
  secret: secret.toString('base64url'),
  ownerTag: 'T'.repeat(22),
};
const derived = await deriveRoom(roomKey, 'https://call.example.org');
const newSealer = () => createSealer(derived.sealingRoot, derived.room);

const ann: Endpoint = { id: 'ann', session: 'a1' };
const ben: Endpoint = { id: 'ben', session: 'b1' };

test('what one page seals the other opens, in the form that docs/protocol.md gives', async () => {
  const payload = await newSealer().seal(ann, ben, 'offer');
  expect(await newSealer().open(ann, ben, payload)).toBe('offer');
  const root = hkdfSync('sha256', secret, 'burrow/1', 'sealing root', 32);
  const info = `seal|${derived.room}|ann|a1|ben|b1`;
  const key = new Uint8Array(hkdfSync('sha256', new Uint8Array(root), 'burrow/1', info, 32));
  const bytes = Buffer.from(payload, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from('000000000000000000000001', 'hex'));
  decipher.setAAD(bytes.subarray(0, 9)).setAuthTag(bytes.subarray(-16));
  expect(decipher.update(bytes.subarray(9, -16)).toString()).toBe('offer');
  decipher.final();
});

test('a payload of which one bit was changed is not opened', async () => {
  const payload = Buffer.from(await newSealer().seal(ann, ben, 'x'), 'base64url');
  for (let bit = 0; bit < payload.length * 8; bit++) {
    const altered = Buffer.from(payload);
    altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(await newSealer().open(ann, ben, altered.toString('base64url'))).toBeNull();
  }
});

test('a payload is opened once, and none that it overtook after it', async () => {
  const [sender, receiver] = [newSealer(), newSealer()];
  const first = await sender.seal(ann, ben, '1');
  const second = await sender.seal(ann, ben, '2');
  expect(await receiver.open(ann, ben, second)).toBe('2');
  expect(await receiver.open(ann, ben, second)).toBeNull();
  expect(await receiver.open(ann, ben, first)).toBeNull();
});

test('a session that the server brings back replays nothing', async () => {
  const [sender, receiver] = [newSealer(), newSealer()];
  const payload = await sender.seal(ann, ben, 'old');
  await receiver.open(ann, ben, payload);
  const reloaded = await newSealer().seal({ ...ann, session: 'a2' }, ben, 'new');
  expect(await receiver.open({ ...ann, session: 'a2' }, ben, reloaded)).toBe('new');
  expect(await receiver.open(ann, ben, payload)).toBeNull();
});

test('a payload for another person, session, direction or room is not opened', async () => {
  const payload = await newSealer().seal(ann, ben, 'x');
  const foreign = createSealer(
    (await deriveRoom({ ...roomKey, secret: 'S'.repeat(22) } as RoomKey, '')).sealingRoot,
    derived.room,
  );
  expect(await foreign.open(ann, ben, payload)).toBeNull();
  expect(await newSealer().open(ben, ann, payload)).toBeNull();
  expect(await newSealer().open(ann, { id: 'eve', session: 'e1' }, payload)).toBeNull();
  expect(await newSealer().open(ann, { ...ben, session: 'b2' }, payload)).toBeNull();
  expect(await newSealer().open({ ...ann, session: 'a2' }, ben, payload)).toBeNull();
  expect(await newSealer().open({ id: 'eve', session: 'a1' }, ben, payload)).toBeNull();
});

test('text that was never sealed is not opened', async () => {
  const receiver = newSealer();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
      expect(await receiver.open(ann, ben, text)).toBeNull();
    }),
  );
});

test('garbage in the name of page loads that never were uses nothing up', async () => {
  const [sender, receiver] = [newSealer(), newSealer()];
  for (let n = 0; n < 1_000; n++) {
    await receiver.open(
      { id: 'eve', session: `e${n}` },
      ben,
      await sender.seal(ann, { id: 'x', session: 'x' }, ''),
    );
  }
  const payload = await sender.seal(ann, ben, 'offer');
  expect(await receiver.open(ann, ben, payload)).toBe('offer');
});

/**
 * The adversarial server: it names page loads as it likes, keeps every payload, and hands any of them to anybody as
 * from anybody. Whatever a page opens must have been sealed by the page load that it is said to come from, for the
 * page load that opens it, in growing order, and once.
 */
test('no server can make a page open what was not sealed for it by whom it names', async () => {
  const pages = fc.constantFrom(0, 1, 2);
  const act = fc.oneof(
    fc.record({ do: fc.constant('rename' as const), page: pages, id: fc.constantFrom('x', 'y', 'z') }),
    fc.record({ do: fc.constant('reload' as const), page: pages }),
    { weight: 3, arbitrary: fc.record({ do: fc.constant('seal' as const), page: pages, to: pages }) },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('deliver' as const),
        payload: fc.nat(20),
        to: pages,
        as: fc.constantFrom('x', 'y', 'z'),
        session: fc.nat(5),
      }),
    },
  );
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 50, size: 'max' }), async (acts) => {
      let sessions = 0;
      const load = (id: string) => ({
        sealer: newSealer() as Sealer,
        self: { id, session: `s${sessions++}` },
        heard: new Map<string, number>(),
      });
      const loads = ['x', 'y', 'z'].map(load);
      const bag: { payload: string; from: Endpoint; to: Endpoint }[] = [];
      for (const one of acts) {
        const page = 'page' in one ? loads[one.page] : undefined;
        const target = 'to' in one ? loads[one.to] : undefined;
        if (one.do === 'rename' && page) page.self = { ...page.self, id: one.id };
        else if (one.do === 'reload') loads[one.page] = load(page?.self.id ?? 'x');
        else if (one.do === 'seal' && page && target) {
          const [from, to] = [page.self, target.self];
          bag.push({ payload: await page.sealer.seal(from, to, String(bag.length)), from, to });
        } else if (one.do === 'deliver' && target) {
          const sent = bag[one.payload % Math.max(1, bag.length)];
          if (sent === undefined) continue;
          const from = { id: one.as, session: `s${one.session % sessions}` };
          const text = await target.sealer.open(from, target.self, sent.payload);
          if (text === null) continue;
          opened++;
          expect({ from, to: target.self }).toEqual({ from: sent.from, to: sent.to });
          const channel = JSON.stringify([from, target.self]);
          expect(Number(text)).toBeGreaterThan(target.heard.get(channel) ?? -1);
          target.heard.set(channel, Number(text));
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(opened).toBeGreaterThan(0);
});
