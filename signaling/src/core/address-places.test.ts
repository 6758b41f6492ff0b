import { expect, test } from 'vitest';
import { createAddressPlaces } from './address-places.ts';

test('an address has so many places and no more, each of them once', () => {
  const places = createAddressPlaces(2);
  const first = places.take('a');
  expect(places.take('a')).not.toBeNull();
  expect(places.take('a')).toBeNull();
  expect(places.take('b')).not.toBeNull();
  first?.();
  first?.();
  expect(places.take('a')).not.toBeNull();
  expect(places.take('a')).toBeNull();
});
