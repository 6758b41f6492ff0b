import { describe, expect, it } from 'vitest';
import type { LinkStatus } from '../../session/view.ts';
import { showsPicture, tileState, tileStatus } from './tile-status.ts';

const healthy = {
  link: 'connected',
  linkStep: null,
  away: false,
  cameraOn: true,
  hasPicture: true,
  videoPaused: false,
} as const;

describe('a tile', () => {
  it('says nothing when all is well', () => {
    expect(tileStatus(healthy)).toBeNull();
    expect(tileStatus({ ...healthy, cameraOn: false, hasPicture: false })).toBeNull();
  });

  it.each(['connecting', 'recovering', 'failed'] as const)('names the link first: %s', (link) => {
    expect(tileStatus({ ...healthy, link, away: true, hasPicture: false })).toBe(link);
  });

  it('says what is being tried, where something is', () => {
    const broken = { ...healthy, link: 'recovering', away: true } as const;
    expect(tileStatus({ ...broken, linkStep: 'relay-only' })).toBe('relay-only');
    expect(tileStatus({ ...broken, link: 'connecting', linkStep: 'check' })).toBe('check');
    expect(tileStatus({ ...broken, link: 'failed', linkStep: 'rebuild' })).toBe('failed');
  });

  it('has one state for whoever looks from outside', () => {
    expect(tileState(healthy)).toBe('connected');
    expect(tileState({ ...healthy, away: true })).toBe('away');
    expect(tileState({ ...healthy, link: 'recovering', away: true })).toBe('reconnecting');
    expect(tileState({ ...healthy, link: 'failed' })).toBe('reconnecting');
    expect(tileState({ ...healthy, link: 'connecting' })).toBe('connecting');
  });

  it('tells that somebody is away from the server while their media goes on', () => {
    expect(tileStatus({ ...healthy, away: true })).toBe('away');
    expect(showsPicture({ ...healthy, away: true })).toBe(true);
  });

  it('keeps the last picture while the link is mended, not after it failed', () => {
    expect(showsPicture({ ...healthy, link: 'recovering' })).toBe(true);
    expect(showsPicture({ ...healthy, link: 'failed' })).toBe(false);
  });

  it('is never without picture and without a word while the camera is on', () => {
    for (const link of ['connecting', 'connected', 'recovering', 'failed'] satisfies LinkStatus[])
      for (const away of [true, false])
        for (const hasPicture of [true, false])
          for (const videoPaused of [true, false]) {
            const facts = { link, linkStep: null, away, hasPicture, videoPaused, cameraOn: true };
            expect(showsPicture(facts) || tileStatus(facts) !== null).toBe(true);
          }
  });

  it('says that a picture is paused instead of showing the last of it', () => {
    expect(tileStatus({ ...healthy, videoPaused: true })).toBe('paused');
    expect(showsPicture({ ...healthy, videoPaused: true })).toBe(false);
    expect(tileStatus({ ...healthy, videoPaused: true, cameraOn: false })).toBeNull();
  });
});
