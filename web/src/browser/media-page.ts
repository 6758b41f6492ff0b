import type { MediaPage } from '../media/create-local-media.ts';
import { canChooseSpeaker } from './browser-traits.ts';
import { createPageVisibility } from './page-visibility.ts';

/** What media needs of the page besides `navigator.mediaDevices`. */
export function createMediaPage(page: Window & typeof globalThis): MediaPage {
  const { document } = page;
  return {
    visible: createPageVisibility(document),
    isAllowed: (feature) => policyOf(document)?.allowsFeature(feature) ?? true,
    createAudioContext: () => new AudioContext(),
    createAudio: () => new Audio(),
    createStream: (track) => new MediaStream(track === undefined ? [] : [track]),
    canChooseSpeaker: canChooseSpeaker(page),
    onGesture(callback) {
      const ending = new AbortController();
      for (const type of ['pointerup', 'keydown'])
        page.addEventListener(type, callback, { signal: ending.signal, passive: true });
      return () => ending.abort();
    },
  };
}

/** Chromium's; other browsers do not tell. https://www.w3.org/TR/permissions-policy/#introspection */
function policyOf(document: Document): { allowsFeature(feature: string): boolean } | undefined {
  return (document as { featurePolicy?: { allowsFeature(feature: string): boolean } }).featurePolicy;
}
