import { expect, it } from 'vitest';
import type { LinkDetails } from '../quality/link-details.ts';
import { Participants, type ParticipantsOptions } from './participants.ts';
import { MAX_HISTORY } from './person-quality.ts';
import type { LinkState } from './ports.ts';
import type { Profile } from './sealed-content.ts';
import { ManualClock } from './testing/manual-clock.ts';

const participants = (options: Partial<ParticipantsOptions> = {}) =>
  new Participants({ clock: new ManualClock(), ...options });
const flow = { bitrate: 1, loss: 0, streams: [] };
const details = (roundTripMs: number): LinkDetails => ({
  ...{ route: null, availableBitrate: null, sending: flow, receiving: flow, roundTripMs },
});
const profile: Profile = {
  ...{ revision: 1, name: 'Ben', microphone: false, camera: true, screen: false, hand: null },
};
const link: LinkState = {
  ...{ status: 'connected', step: null, path: null, stream: null, screenStream: null },
};

it('keeps two minutes of what was measured', () => {
  const { connection } = participants().add('ben', 'page');
  for (let look = 0; look < MAX_HISTORY + 5; look += 1) connection.handleDetails(details(look));
  const trips = connection.history.value.map(({ roundTripMs }) => roundTripMs);
  expect([trips.length, trips[0], trips.at(-1)]).toEqual([MAX_HISTORY, 5, MAX_HISTORY + 4]);
});

it('calls a connection weak until it is lost: of a new one nothing is known', () => {
  const ben = participants().add('ben', 'page');
  ben.connection.handleDetails(details(900));
  ben.connection.handleDetails(details(900));
  ben.handleLink(link);
  expect(ben.connection.quality.value).toBe('poor');
  ben.handleLink({ ...link, status: 'recovering' });
  expect(ben.connection.quality.value).toBe('good');
});

it('knows from their profile that their picture is paused, and not of another page load', () => {
  const heard: (boolean | undefined)[] = [];
  const ben = participants({ onProfile: (_, { videoPaused }) => heard.push(videoPaused) }).add('ben', 'page');
  ben.ownVideoPaused.value = true;
  ben.handleProfile({ ...profile, videoPaused: true });
  expect(ben.connection.videoPaused.value).toBe(true);
  ben.handleProfile({ ...profile, revision: 2 });
  expect(ben.connection.videoPaused.value).toBe(false);
  ben.handleProfile({ ...profile, revision: 3, videoPaused: true });
  ben.handleReplaced('another page');
  expect([ben.connection.videoPaused.value, ben.connection.ownVideoPaused.value]).toEqual([false, false]);
  expect(heard).toEqual([true, undefined, true]);
});
