import { useId } from 'preact/hooks';
import type { Device, LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { ChevronIcon } from './icons.tsx';

interface DeviceSelectProps {
  readonly label: string;
  readonly devices: readonly Device[];
  readonly chosenId: string | null;
  readonly none: string;
  /** For devices whose name the browser does not tell. */
  readonly numbered: (position: number) => string;
  readonly onChoose: (id: string) => Promise<void>;
}

function DeviceSelect({ label, devices, chosenId, none, numbered, onChoose }: DeviceSelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <div class="select">
        <select
          id={id}
          class="input"
          disabled={devices.length === 0}
          value={devices.some(({ id: known }) => known === chosenId) ? (chosenId ?? '') : devices[0]?.id}
          onChange={(event) => void onChoose(event.currentTarget.value)}
        >
          {devices.length === 0 && <option value="">{none}</option>}
          {devices.map((device, index) => (
            <option key={device.id} value={device.id}>
              {device.label || numbered(index + 1)}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    </div>
  );
}

export function DeviceChoice({ media }: { media: LocalMedia }) {
  const { lobby } = useTexts();
  return (
    <div class="device-choice">
      <DeviceSelect
        label={lobby.microphone}
        devices={media.microphones.value}
        chosenId={media.microphoneId.value}
        none={lobby.noMicrophone}
        numbered={lobby.numberedMicrophone}
        onChoose={media.chooseMicrophone}
      />
      <DeviceSelect
        label={lobby.camera}
        devices={media.cameras.value}
        chosenId={media.cameraId.value}
        none={lobby.noCamera}
        numbered={lobby.numberedCamera}
        onChoose={media.chooseCamera}
      />
    </div>
  );
}
