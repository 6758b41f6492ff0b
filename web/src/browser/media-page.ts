import { signal } from '@preact/signals-core';
import type { MediaPage } from '../media/create-local-media.ts';

/** What media needs of the page besides `navigator.mediaDevices`. */
export function createMediaPage(page: Window & typeof globalThis): MediaPage {
  const { document } = page;
  const update = () => {
    visible.value = !document.hidden;
  };
  // Listens only while somebody wants to know, so that nothing is left over after a call.
  const visible = signal(!document.hidden, {
    watched() {
      document.addEventListener('visibilitychange', update);
      update();
    },
    unwatched: () => document.removeEventListener('visibilitychange', update),
  });
  return {
    visible,
    isAllowed: (feature) => policyOf(document)?.allowsFeature(feature) ?? true,
    createAudioContext: () => new AudioContext(),
    createAudio: () => new Audio(),
    createStream: (track) => new MediaStream(track === undefined ? [] : [track]),
    canChooseSpeaker: 'setSinkId' in page.HTMLMediaElement.prototype,
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
