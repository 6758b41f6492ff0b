/** The stage of a call and its controls, in English. */
export const stageEn = {
  more: 'More',
  pin: (name: string) => `Pin ${name}`,
  unpin: (name: string) => `Unpin ${name}`,
  moveOwn: 'Move my picture to another corner',
  hideOwn: 'Hide my own picture',
  speakerView: 'Speaker view',
  fullscreen: 'Full screen',
  pictureInPicture: 'Small window',
  shortcuts: 'Keyboard shortcuts',
  useShortcuts: 'Use single keys as shortcuts',
  pushToTalk: 'Talk while muted: hold',
  spaceBar: 'Space',
};

export type StageTexts = typeof stageEn;
