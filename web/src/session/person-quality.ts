import { type ReadonlySignal, signal } from '@preact/signals-core';
import type { LinkDetails } from '../quality/link-details.ts';
import { FIRST_MARK, markQuality } from '../quality/link-quality.ts';
import type { PersonQuality } from './view.ts';

/** Two minutes of looks, one every two seconds. */
export const MAX_HISTORY = 60;

export interface PersonQualityRecord extends PersonQuality {
  handleDetails(details: LinkDetails): void;
  /** The connection is being mended: what was measured of it says nothing about the next moment. */
  handleLost(): void;
}

/** How the connection to one person has been of late. `videoPaused`, `ownVideoPaused`: as in `PersonQuality`. */
export function createPersonQuality(
  videoPaused: ReadonlySignal<boolean>,
  ownVideoPaused: ReadonlySignal<boolean>,
): PersonQualityRecord {
  const quality = signal(FIRST_MARK.quality);
  const history = signal<readonly LinkDetails[]>([]);
  let mark = FIRST_MARK;
  return {
    ...{ quality, history, videoPaused, ownVideoPaused },
    handleDetails(details) {
      mark = markQuality(mark, details);
      quality.value = mark.quality;
      history.value = [...history.peek(), details].slice(-MAX_HISTORY);
    },
    handleLost() {
      mark = FIRST_MARK;
      quality.value = mark.quality;
    },
  };
}
