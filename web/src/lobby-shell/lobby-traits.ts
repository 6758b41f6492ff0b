import { asksForSpeaker, canChooseSpeaker, canShare } from '../browser/browser-traits.ts';

/** Of a browser in which the lobby does not look as the build has drawn it: it has drawn these parts as well. */
export type LobbyTrait = 'share' | 'no-speakers' | 'ask-speaker';

export function lobbyTraits(page: Window & typeof globalThis): ReadonlySet<LobbyTrait> {
  const traits = new Set<LobbyTrait>();
  if (canShare(page.navigator)) traits.add('share');
  if (!canChooseSpeaker(page)) traits.add('no-speakers');
  else if (asksForSpeaker(page.navigator.mediaDevices)) traits.add('ask-speaker');
  return traits;
}
