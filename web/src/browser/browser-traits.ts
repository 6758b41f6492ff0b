/** What browsers can and others cannot, as far as the lobby looks different for it. */

export function canShare({ share }: Partial<Navigator>): boolean {
  return typeof share === 'function';
}

export function canChooseSpeaker({ HTMLMediaElement }: Pick<typeof globalThis, 'HTMLMediaElement'>): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Browsers that name no speakers unasked: these have a question of their own. */
export function asksForSpeaker(devices: object): boolean {
  return 'selectAudioOutput' in devices;
}
