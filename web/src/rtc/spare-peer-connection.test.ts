import { expect, it } from 'vitest';
import { NEXT_AFTER_MS, SparePeerConnection } from './spare-peer-connection.ts';
import { VirtualClock } from './testing/virtual-clock.ts';

const CONFIGURATION: RTCConfiguration = { iceServers: [{ urls: 'stun:203.0.113.10' }] };

function setUp() {
  const clock = new VirtualClock();
  const made: { configurations: RTCConfiguration[]; isClosed: boolean }[] = [];
  const spare = new SparePeerConnection({
    clock,
    create(configuration) {
      const connection = { configurations: [configuration], isClosed: false };
      made.push(connection);
      return Object.assign(connection, {
        setConfiguration(next: RTCConfiguration) {
          if (next.iceServers?.length === 0) throw new TypeError('no servers');
          connection.configurations.push(next);
        },
        close() {
          connection.isClosed = true;
        },
      });
    },
  });
  return { clock, made, spare };
}

it('the one that was made in advance is taken, and the next is made when there is time', async () => {
  const { clock, made, spare } = setUp();
  spare.prepare();
  spare.prepare();
  expect(made).toHaveLength(1);
  expect(made[0]?.configurations[0]?.iceServers).toBeUndefined();
  expect(spare.take(CONFIGURATION)).toBe(made[0]);
  expect(made[0]?.configurations.at(-1)).toBe(CONFIGURATION);
  await clock.advance(NEXT_AFTER_MS - 1);
  expect(made).toHaveLength(1);
  await clock.advance(1);
  expect(spare.take(CONFIGURATION)).toBe(made[1]);
});

it('without one a new one is made, and none in advance where none was before', async () => {
  const { clock, made, spare } = setUp();
  expect(spare.take(CONFIGURATION)).toBe(made[0]);
  expect(made[0]?.configurations).toEqual([CONFIGURATION]);
  await clock.advance(NEXT_AFTER_MS);
  expect(made).toHaveLength(1);
});

it('one that refuses its configuration is closed, and says why', () => {
  const { made, spare } = setUp();
  spare.prepare();
  expect(() => spare.take({ iceServers: [] })).toThrow('no servers');
  expect(made[0]?.isClosed).toBe(true);
  expect(spare.take(CONFIGURATION)).toBe(made[1]);
});

it('what is in advance ends with the call', async () => {
  const { clock, made, spare } = setUp();
  spare.prepare();
  spare.close();
  expect(made[0]?.isClosed).toBe(true);
  spare.prepare();
  spare.take(CONFIGURATION);
  spare.close();
  await clock.advance(NEXT_AFTER_MS);
  expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});
