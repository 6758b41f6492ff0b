import type { DeviceControls } from '../../session/device-view.ts';
import { ControlButton } from '../elements/control-button.tsx';
import { FlipIcon } from '../elements/icons.tsx';
import { useTexts } from '../i18n-context.ts';

/** On phones: the camera of the other side. */
export function FlipButton({ controls }: { controls: DeviceControls }) {
  const { devices } = useTexts();
  if (!controls.canFlipCamera.value) return null;
  return (
    <ControlButton
      icon={<FlipIcon />}
      label={devices.flip}
      name={devices.flipCamera}
      testId="flip-camera"
      onClick={() => void controls.flipCamera()}
    />
  );
}
