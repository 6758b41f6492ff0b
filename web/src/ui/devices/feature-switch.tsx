import { useId } from 'preact/hooks';
import type { Feature } from '../../session/capture-wishes.ts';
import type { DeviceControls } from '../../session/device-view.ts';
import { useTexts } from '../i18n-context.ts';

export function FeatureSwitch({ controls, feature }: { controls: DeviceControls; feature: Feature }) {
  const { devices } = useTexts();
  const hintId = useId();
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={controls.wishes.value[feature]}
        aria-describedby={hintId}
        data-testid={`feature-${feature}`}
        onChange={(event) => void controls.setWishes({ [feature]: event.currentTarget.checked })}
      />
      <span class="switch-text">
        <span>{devices.features[feature]}</span>
        <span id={hintId} class="hint">
          {devices.featureHints[feature]}
        </span>
      </span>
    </label>
  );
}
