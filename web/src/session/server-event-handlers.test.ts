import { expect, it, vi } from 'vitest';
import { createServerEventHandlers, type ServerEventEffects } from './server-event-handlers.ts';
import { ManualClock } from './testing/manual-clock.ts';

it('checks a link at once whose signal was lost, and a little later, once, where there were too many', async () => {
  const clock = new ManualClock();
  const check = vi.fn();
  const peer = { id: 'peer', away: { value: false } };
  const handlers = createServerEventHandlers({
    participants: { get: (id: string) => (id === 'peer' ? peer : undefined) },
    ...{ clock, check },
  } as unknown as ServerEventEffects);
  handlers['signal:refused']({ to: 'peer', code: 'unavailable' });
  expect(check).toHaveBeenCalledTimes(1);
  for (let count = 0; count < 40; count += 1)
    handlers['signal:refused']({ to: 'peer', code: 'rate-limited' });
  expect(check).toHaveBeenCalledTimes(1);
  await clock.advance(5_000);
  expect(check).toHaveBeenCalledTimes(2);
});
