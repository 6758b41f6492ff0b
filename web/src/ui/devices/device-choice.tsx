import type { Device, LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { LevelMeter } from './level-meter.tsx';
import { SelectField } from './select-field.tsx';
import { SpeakerChoice } from './speaker-choice.tsx';

interface DeviceSelectProps {
  readonly label: string;
  readonly devices: readonly Device[];
  readonly chosenId: string | null;
  readonly none: string;
  /** For devices whose name the browser does not tell. */
  readonly numbered: (position: number) => string;
  readonly testId: string;
  readonly onChoose: (id: string) => Promise<void>;
}

function DeviceSelect({ label, devices, chosenId, none, numbered, testId, onChoose }: DeviceSelectProps) {
  const isListed = devices.some(({ id }) => id === chosenId);
  const options = devices.map((device, index) => ({
    value: device.id,
    text: device.label || numbered(index + 1),
  }));
  return (
    <SelectField
      label={label}
      options={options.length === 0 ? [{ value: '', text: none }] : options}
      value={(isListed ? chosenId : devices[0]?.id) ?? ''}
      disabled={options.length === 0}
      testId={testId}
      onChoose={(id) => void onChoose(id)}
    />
  );
}

/** Which camera, microphone and speaker, and whether they work. */
export function DeviceChoice({ media }: { media: LocalMedia }) {
  const { lobby } = useTexts();
  const isKnown = media.status.value === 'ready';
  return (
    <div class="device-choice">
      <div class="device-choice-part">
        <DeviceSelect
          label={lobby.microphone}
          devices={media.microphones.value}
          chosenId={media.microphoneId.value}
          none={isKnown ? lobby.noMicrophone : lobby.notListedYet}
          numbered={lobby.numberedMicrophone}
          testId="choose-microphone"
          onChoose={media.chooseMicrophone}
        />
        <LevelMeter media={media} />
      </div>
      <SpeakerChoice controls={media.controls} />
      <DeviceSelect
        label={lobby.camera}
        devices={media.cameras.value}
        chosenId={media.cameraId.value}
        none={isKnown ? lobby.noCamera : lobby.notListedYet}
        numbered={lobby.numberedCamera}
        testId="choose-camera"
        onChoose={media.chooseCamera}
      />
    </div>
  );
}
