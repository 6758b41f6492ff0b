import { PROCESSING_NAMES } from '../session/capture-wishes.ts';
import type { EffectiveSettings } from '../session/device-view.ts';

type Settings = MediaTrackSettings & { voiceIsolation?: boolean; backgroundBlur?: boolean };

/** What the browser says that it does, which may be less than it was asked for. */
export function effectiveSettings(
  microphone: MediaStreamTrack | null,
  camera: MediaStreamTrack | null,
): EffectiveSettings {
  return {
    camera: camera && cameraSettings(camera.label, camera.getSettings()),
    microphone: microphone && microphoneSettings(microphone.label, microphone.getSettings()),
  };
}

function cameraSettings(label: string, settings: Settings): EffectiveSettings['camera'] {
  const { width = null, height = null, frameRate = null, facingMode, backgroundBlur = null } = settings;
  const facing = facingMode === 'user' || facingMode === 'environment' ? facingMode : null;
  return { label, width, height, frameRate, facing, backgroundBlur };
}

function microphoneSettings(label: string, settings: Settings): EffectiveSettings['microphone'] {
  const reported = PROCESSING_NAMES.flatMap((name) => {
    const value: unknown = settings[name];
    // Newer browsers may name the kind of echo cancellation instead of `true`.
    return value === undefined ? [] : [[name, value !== false]];
  });
  return {
    label,
    sampleRate: settings.sampleRate ?? null,
    channels: settings.channelCount ?? null,
    processing: Object.fromEntries(reported),
  };
}
