import { CAPTURE_CHOICES, type CaptureWishes, type Feature } from '../../session/capture-wishes.ts';
import type { LocalMedia } from '../../session/view.ts';
import { FlipIcon } from '../elements/icons.tsx';
import { useTexts } from '../i18n-context.ts';
import { DeviceChoice } from './device-choice.tsx';
import { EffectiveFacts, type Heading } from './effective-facts.tsx';
import { FeatureSwitch } from './feature-switch.tsx';
import { SelectField } from './select-field.tsx';

interface DevicePanelProps {
  readonly media: LocalMedia;
  /** Of its parts: one below the heading that stands over it. */
  readonly headings: Heading;
}

/** Everything that can be chosen about devices: in the settings of a call and on the page of its own. */
export function DevicePanel({ media, headings: H }: DevicePanelProps) {
  const { devices } = useTexts();
  const { controls } = media;
  const { features } = controls.offered.value;
  const switches = (names: readonly Feature[]) =>
    names.map((feature) => <FeatureSwitch key={feature} controls={controls} feature={feature} />);
  return (
    <div class="device-panel">
      <DeviceChoice media={media} />
      <section class="device-group">
        <H>{devices.picture}</H>
        {controls.canFlipCamera.value && (
          <button
            type="button"
            class="button button-secondary"
            data-testid="flip-camera"
            onClick={() => void controls.flipCamera()}
          >
            <FlipIcon />
            {devices.flipCamera}
          </button>
        )}
        <PictureChoice media={media} />
        {switches(features.filter((feature) => feature === 'backgroundBlur'))}
      </section>
      {features.some((feature) => feature !== 'backgroundBlur') && (
        <section class="device-group">
          <H>{devices.sound}</H>
          {switches(features.filter((feature) => feature !== 'backgroundBlur'))}
        </section>
      )}
      <EffectiveFacts media={media} headings={H} />
    </div>
  );
}

/** Only what the camera can do, where the browser tells what it can. */
function PictureChoice({ media: { controls } }: { media: LocalMedia }) {
  const { devices } = useTexts();
  const wishes = controls.wishes.value;
  const { maxLines, maxFrameRate } = controls.offered.value;
  const isWithin = (value: string | number, most: number | null) =>
    typeof value === 'string' || most === null || value <= Math.ceil(most);
  const choose = (change: Partial<CaptureWishes>) => void controls.setWishes(change);
  const lines = CAPTURE_CHOICES.lines.filter((one) => one === wishes.lines || isWithin(one, maxLines));
  const rates = CAPTURE_CHOICES.frameRate.filter(
    (one) => one === wishes.frameRate || isWithin(one, maxFrameRate),
  );
  return (
    <div class="device-fields">
      <SelectField
        label={devices.lines}
        value={String(wishes.lines)}
        options={lines.map((one) => ({
          value: String(one),
          text: one === 'auto' ? devices.automatic : devices.linesOf(one),
        }))}
        testId="choose-lines"
        onChoose={(value) => choose(valueIn('lines', value))}
      />
      <SelectField
        label={devices.frameRate}
        value={String(wishes.frameRate)}
        options={rates.map((one) => ({
          value: String(one),
          text: one === 'auto' ? devices.automatic : devices.framesOf(one),
        }))}
        testId="choose-frame-rate"
        onChoose={(value) => choose(valueIn('frameRate', value))}
      />
      <SelectField
        label={devices.aspect}
        value={wishes.aspect}
        options={CAPTURE_CHOICES.aspect.map((one) => ({
          value: one,
          text: one === 'auto' ? devices.automatic : one,
        }))}
        testId="choose-aspect"
        onChoose={(value) => choose(valueIn('aspect', value))}
      />
    </div>
  );
}

/** Options carry texts; the choice is the one that reads the same. */
function valueIn<Name extends keyof typeof CAPTURE_CHOICES>(
  name: Name,
  text: string,
): Partial<CaptureWishes> {
  const choices: readonly (string | number)[] = CAPTURE_CHOICES[name];
  return { [name]: choices.find((choice) => String(choice) === text) ?? 'auto' };
}
