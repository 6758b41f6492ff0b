import { useSignal } from '@preact/signals';
import type { DeviceControls } from '../../session/device-view.ts';
import { SoundIcon } from '../elements/icons.tsx';
import { useTexts } from '../i18n-context.ts';
import { SelectField } from './select-field.tsx';

type Test = 'idle' | 'playing' | 'refused';

/** Where the others are heard, and a few notes to find out. */
export function SpeakerChoice({ controls }: { controls: DeviceControls }) {
  const { devices } = useTexts();
  const test = useSignal<Test>('idle');
  async function play(): Promise<void> {
    if (test.value === 'playing') return;
    test.value = 'playing';
    test.value = (await controls.playTestSound()) ? 'idle' : 'refused';
  }
  const { askForSpeaker } = controls;
  return (
    <div class="device-choice-part speaker-choice">
      {controls.canChooseSpeaker && <SpeakerSelect controls={controls} />}
      {!controls.canChooseSpeaker && <p class="hint">{devices.noSpeakerChoice}</p>}
      <div class="actions">
        <button
          type="button"
          class="button button-secondary"
          aria-disabled={test.value === 'playing'}
          data-testid="test-sound"
          onClick={() => void play()}
        >
          <SoundIcon />
          {test.value === 'playing' ? devices.playing : devices.testSound}
        </button>
        {askForSpeaker && (
          <button type="button" class="button button-secondary" onClick={() => void askForSpeaker()}>
            {devices.chooseSpeaker}
          </button>
        )}
        <p class="hint" role="status">
          {test.value === 'refused' ? devices.soundRefused : ''}
        </p>
      </div>
    </div>
  );
}

/** Some browsers list the system's own choice as a device (`default`), others leave it out. */
function SpeakerSelect({ controls }: { controls: DeviceControls }) {
  const { devices } = useTexts();
  const listed = controls.speakers.value.map(({ id, label }, index) => ({
    value: id,
    text: label || devices.numberedSpeaker(index + 1),
  }));
  const system = listed.some(({ value }) => value === 'default')
    ? []
    : [{ value: '', text: devices.defaultSpeaker }];
  return (
    <SelectField
      label={devices.speaker}
      options={[...system, ...listed]}
      value={controls.speakerId.value || (system.length === 0 ? 'default' : '')}
      testId="choose-speaker"
      onChoose={controls.chooseSpeaker}
    />
  );
}
