import { expect, test } from 'vitest';
import { logLinesAsJson } from './log-lines.ts';

test('each line is one JSON value with its part, however it is cut', () => {
  const written: string[] = [];
  const take = logLinesAsJson((text) => written.push(text));
  for (const chunk of ['signaling-1  | {"level":"in', 'fo"}\r\nturn-1 | a | b\nno bar\n', 'edge-1 | half'])
    take(chunk);
  expect(written.map((text) => JSON.parse(text))).toEqual([
    { part: 'signaling', text: '{"level":"info"}' },
    { part: 'turn', text: 'a | b' },
    { part: null, text: 'no bar' },
  ]);
});
