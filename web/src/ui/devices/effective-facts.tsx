import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Texts } from '../../i18n/en.ts';
import { PROCESSING_NAMES } from '../../session/capture-wishes.ts';
import type { EffectiveSettings } from '../../session/device-view.ts';
import type { LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';

/** Why: browsers tell no change of settings; a person who turns a phone sees the new size soon enough. */
const REFRESH_MS = 1_000;

export type Heading = 'h2' | 'h3';

/** What the browser really does, which may be less than was chosen. */
export function EffectiveFacts({ media, headings: H }: { media: LocalMedia; headings: Heading }) {
  const { devices } = useTexts();
  const facts = useEffective(media);
  return (
    <section class="device-group">
      <H>{devices.effective}</H>
      <dl class="facts" data-testid="effective">
        <div>
          <dt>{devices.effectiveCamera}</dt>
          <dd data-testid="effective-camera">{describeCamera(facts.camera, devices)}</dd>
        </div>
        <div>
          <dt>{devices.effectiveMicrophone}</dt>
          <dd data-testid="effective-microphone">{describeMicrophone(facts.microphone, devices)}</dd>
        </div>
      </dl>
    </section>
  );
}

function useEffective({ controls, stream, cameraOn, microphoneOn }: LocalMedia): EffectiveSettings {
  const facts = useSignal(controls.readEffective());
  useEffect(() => {
    const read = () => {
      const next = controls.readEffective();
      // Drawn again only when something changed.
      if (JSON.stringify(next) !== JSON.stringify(facts.peek())) facts.value = next;
    };
    read();
    const timer = setInterval(() => {
      if (!document.hidden) read();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [controls, stream.value, cameraOn.value, microphoneOn.value]);
  return facts.value;
}

function describeCamera(camera: EffectiveSettings['camera'], texts: Texts['devices']): string {
  if (camera === null) return texts.effectiveNone;
  const { label, width, height, frameRate, facing, backgroundBlur } = camera;
  return joined([
    label,
    width !== null && height !== null && texts.size(width, height),
    frameRate !== null && texts.framesOf(frameRate),
    facing !== null && texts.facing[facing],
    backgroundBlur === true && texts.features.backgroundBlur,
  ]);
}

function describeMicrophone(microphone: EffectiveSettings['microphone'], texts: Texts['devices']): string {
  if (microphone === null) return texts.effectiveNone;
  const { label, sampleRate, channels, processing } = microphone;
  return joined([
    label,
    sampleRate !== null && texts.sampleRate(sampleRate),
    channels !== null && texts.channels(channels),
    ...PROCESSING_NAMES.map((name) => {
      const value = processing[name];
      return value !== undefined && texts.reported(texts.features[name], value);
    }),
  ]);
}

function joined(parts: readonly (string | false)[]): string {
  return parts.filter((part) => part !== false && part !== '').join(' · ');
}
