import { expect, it, test } from 'vitest';
import { DEFAULT_WISHES } from '../session/capture-wishes.ts';
import { createRememberedDevices, findRemembered } from './remembered-devices.ts';

function storageWith(stored: string | null) {
  const values = new Map<string, string>();
  if (stored !== null) values.set('burrow.devices', stored);
  return {
    get: (key: string) => values.get(key) ?? null,
    set: (key: string, value: string) => void values.set(key, value),
  };
}

it('remembers over visits', () => {
  const storage = storageWith(null);
  const first = createRememberedDevices(storage);
  first.set('camera', { id: 'c', label: 'Camera' });
  first.setWishes({ ...DEFAULT_WISHES, lines: 360 });
  const second = createRememberedDevices(storage);
  expect(second.get('camera')).toEqual({ id: 'c', label: 'Camera' });
  expect(second.get('microphone')).toBeNull();
  expect(second.wishes.value.lines).toBe(360);
});

test.each([
  '{',
  'null',
  '[]',
  '7',
  '{"camera":7,"wishes":[]}',
  `{"camera":{"id":"${'x'.repeat(513)}","label":""}}`,
  '{"camera":{"id":{},"label":[]},"wishes":{"lines":99999,"frameRate":"1e9","aspect":null,"echoCancellation":"no"}}',
  '{"__proto__":{"camera":{"id":"a","label":"b"}}}',
])('takes nothing out of %s', (stored) => {
  const remembered = createRememberedDevices(storageWith(stored));
  expect(remembered.get('camera')).toBeNull();
  expect(remembered.wishes.value).toEqual(DEFAULT_WISHES);
});

it('keeps what fits beside what does not', () => {
  const stored = '{"camera":7,"microphone":{"id":"m","label":"M"},"wishes":{"lines":1080,"aspect":"9:1"}}';
  const remembered = createRememberedDevices(storageWith(stored));
  expect(remembered.get('microphone')).toEqual({ id: 'm', label: 'M' });
  expect(remembered.wishes.value).toEqual({ ...DEFAULT_WISHES, lines: 1080 });
});

test('the same label is the same device when the id has changed', () => {
  const list = [
    { id: '1', label: 'Headset' },
    { id: '2', label: '' },
  ];
  expect(findRemembered(list, { id: '1', label: 'Other' })?.id).toBe('1');
  expect(findRemembered(list, { id: 'old', label: 'Headset' })?.id).toBe('1');
  expect(findRemembered(list, { id: 'old', label: '' })).toBeNull();
  expect(findRemembered(list, null)).toBeNull();
});
