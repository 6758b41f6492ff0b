import { useEffect, useRef } from 'preact/hooks';
import type { LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';

/** Why: a screen reader that looks at the value gets one that stands still for a moment. */
const STEP = 10;

/** How loud the microphone is. It is not drawn by Preact: that would be twelve times a second. */
export function LevelMeter({ media }: { media: LocalMedia }) {
  const { devices } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const { level } = media.controls;
  const isOn = media.microphoneOn.value;
  useEffect(() => {
    const meter = element.current;
    if (meter === null || !isOn) return;
    const stop = level.watch((loudness) => {
      meter.style.setProperty('--level', loudness.toFixed(2));
      const rounded = String(Math.round((loudness * 100) / STEP) * STEP);
      if (meter.getAttribute('aria-valuenow') !== rounded) meter.setAttribute('aria-valuenow', rounded);
    });
    return () => {
      stop();
      meter.style.setProperty('--level', '0');
      meter.setAttribute('aria-valuenow', '0');
    };
  }, [isOn, level]);
  return (
    <div class="level">
      {/* biome-ignore lint/a11y/useSemanticElements: the insides of a meter cannot be drawn alike in all browsers. */}
      <div
        ref={element}
        class="level-bar"
        role="meter"
        aria-label={devices.level}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        data-testid="microphone-level"
      />
      <p class="hint">{useHint(media)}</p>
    </div>
  );
}

function useHint({ microphoneOn, microphoneAwaited, controls }: LocalMedia): string {
  const { devices } = useTexts();
  if (microphoneAwaited.value) return devices.levelAwaited;
  if (!microphoneOn.value) return devices.levelOff;
  const state = controls.level.state.value;
  if (state === 'unavailable') return devices.levelUnavailable;
  return state === 'waiting' ? devices.levelWaiting : devices.levelHint;
}
