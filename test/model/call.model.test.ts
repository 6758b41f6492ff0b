import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRoomKey } from '../../web/src/session/room-key.ts';
import { watchWebCrypto } from './settle.ts';
import { type Page, World } from './world.ts';

const settle = watchWebCrypto();
const { roomKey, ownerKey } = await createRoomKey((bytes) => new Uint8Array(bytes).fill(42));

const who = fc.nat(5);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), owner: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('lose line' as const), who, noticed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('lose answer' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('duplicate tab' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lock' as const), who, locked: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), who, whom: who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), who, signal: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forge' as const), who, from: who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 5, 50) }),
  },
);

test('whatever the network and the server do, once they are well again everybody sees everybody', async () => {
  let meetings = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25, size: 'max' }), async (actions) => {
      const world = new World(roomKey);
      let pages: Page[] = [];
      let opened = 0;
      const owners = new Set<Page>();
      // Who was removed may be back after a restart, and is met by those alone who did not hear of the removal:
      // SECURITY.md, "A restart of the server at the wrong moment". Nothing is asked of what they see, or who sees them.
      const removed = new Set<string>();
      const enter = async (page: Page) => {
        pages.push(page);
        const joining = page.call.join();
        await settle(world.inTransit);
        await joining;
      };
      const present = () => pages.filter((page) => page.call.phase.peek() === 'in-call');
      const pick = (index: number) => present()[index % Math.max(1, present().length)];
      const wait = async (seconds: number) => {
        for (let passed = 0; passed < seconds; passed++) {
          world.clock.advance(1_000);
          await settle(world.inTransit);
        }
      };

      for (const act of actions) {
        const page = 'who' in act ? pick(act.who) : undefined;
        if (act.do === 'open') {
          const fresh = world.openPage(`page ${++opened}`, act.owner ? { ownerKey } : {});
          if (act.owner) owners.add(fresh);
          await enter(fresh);
        } else if (act.do === 'restart') world.restartServer();
        else if (act.do === 'wait') await wait(act.seconds);
        else if (page === undefined) continue;
        else if (act.do === 'lose line') page.loseLine(act.noticed);
        else if (act.do === 'lose answer') {
          page.loseNextAnswer();
          page.loseLine(true);
        } else if (act.do === 'reload') {
          page.unload();
          pages = pages.filter((one) => one !== page);
          const again = world.openPage(page.name, {
            tabStorage: page.tabStorage.copy(),
            ...(owners.has(page) ? { ownerKey } : {}),
          });
          if (owners.has(page)) owners.add(again);
          await enter(again);
        } else if (act.do === 'duplicate tab') {
          await enter(world.openPage(`page ${++opened}`, { tabStorage: page.tabStorage.copy() }));
        } else if (act.do === 'leave') page.call.leave();
        else if (act.do === 'lock') void page.call.setLocked(act.locked);
        else if (act.do === 'remove') {
          const whom = pick(act.whom);
          const seen = page.call.people.peek().find((one) => one.name.peek() === whom?.name);
          if (seen === undefined || whom === undefined) continue;
          if (owners.has(page)) removed.add(whom.name);
          void page.call.removePerson(seen.id);
        } else if (act.do === 'replay') {
          const signal = world.signals[act.signal % Math.max(1, world.signals.length)];
          if (signal !== undefined) page.inject('signal', signal);
        } else if (act.do === 'forge') {
          const from = page.call.people.peek()[act.from % Math.max(1, page.call.people.peek().length)];
          if (from !== undefined) page.inject('signal', { from: from.id, payload: 'AQ'.repeat(40) });
        }
        await settle(world.inTransit);
      }

      // Everything is well again; seats that are held for nobody run out.
      await wait(120);
      const there = present().filter((page) => !removed.has(page.name));
      for (const page of there) {
        const others = there.filter((one) => one !== page).map((one) => one.name);
        const people = page.call.people.peek().filter((one) => !removed.has(one.name.peek()));
        // The name came sealed: that it is right shows that both ends agree on ids and sessions.
        expect(people.map((one) => one.name.peek()).sort()).toEqual(others.sort());
        expect(people.map((one) => one.away.peek())).not.toContain(true);
        for (const { id } of people) expect(page.links.get(id)).toBe(world.pageLoads.get(id));
        expect(page.links.size).toBe(page.call.people.peek().length);
        expect(page.call.signalingConnected.peek()).toBe(true);
        expect(page.call.isOwner.peek()).toBe(owners.has(page));
        meetings += others.length;
      }
      expect(world.reported).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(meetings).toBeGreaterThan(0);
});
