import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import type { LinkStatus } from '../../session/view.ts';
import { type Attendance, announceChanges } from './announcements.ts';

const person = (id: string, link: LinkStatus = 'connected'): Attendance => ({ id, name: id, link });

/** Plays a story of attendance and collects what was said at each step. */
function tell(...steps: (readonly Attendance[])[]): (readonly string[])[] {
  let before: readonly Attendance[] = [];
  let greeted: ReadonlySet<string> = new Set();
  return steps.map((after) => {
    const told = announceChanges(before, after, greeted, en.call.announce);
    before = after;
    greeted = told.greeted;
    return told.messages;
  });
}

describe('announceChanges', () => {
  it('tells joins together, once each, when the connection stands', () => {
    expect(
      tell(
        [person('Ada', 'connecting'), person('Mei', 'connecting')],
        [person('Ada'), person('Mei')],
        [person('Ada'), person('Mei')],
      ),
    ).toEqual([[], ['Ada and Mei joined the call.'], []]);
  });

  it('tells who left', () => {
    expect(tell([person('Ada'), person('Mei')], [person('Mei')]).at(-1)).toEqual(['Ada left the call.']);
  });

  it('says nothing of somebody who left before they were connected', () => {
    expect(tell([person('Ada', 'connecting')], [])).toEqual([[], []]);
  });

  it('tells a connection that breaks and comes back, each once', () => {
    expect(
      tell([person('Ada')], [person('Ada', 'recovering')], [person('Ada', 'failed')], [person('Ada')]).slice(
        1,
      ),
    ).toEqual([['The connection to Ada is being mended.'], [], ['The connection to Ada is back.']]);
  });

  it('greets somebody again who left and came back', () => {
    expect(tell([person('Ada')], [], [person('Ada')]).at(-1)).toEqual(['Ada joined the call.']);
  });
});
