import type { ComponentChildren } from 'preact';
import type { Texts } from '../../i18n/en.ts';
import type { LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { ControlButton, type ControlButtonProps } from './control-button.tsx';
import { CameraIcon, CameraOffIcon, MicrophoneIcon, MicrophoneOffIcon } from './icons.tsx';

interface MediaTogglesProps {
  readonly media: LocalMedia;
  /** More buttons of this kind. */
  readonly children?: ComponentChildren;
}

/** For before a call: what is asked for looks as it will be, so that whoever wants to come in muted can say so. */
export function MediaToggles({ media, children }: MediaTogglesProps) {
  const texts = useTexts();
  return (
    <div class="media-toggles">
      <ControlButton
        {...microphoneToggle(media, texts, media.microphoneOn.value || media.microphoneAwaited.value)}
      />
      <ControlButton {...cameraToggle(media, texts, media.cameraOn.value || media.cameraAwaited.value)} />
      {children}
    </div>
  );
}

export function microphoneToggle(
  media: LocalMedia,
  { call }: Texts,
  isOn = media.microphoneOn.value,
): ControlButtonProps {
  return {
    icon: isOn ? <MicrophoneIcon /> : <MicrophoneOffIcon />,
    label: isOn ? call.mute : call.unmute,
    name: isOn ? call.muteMicrophone : call.unmuteMicrophone,
    on: isOn,
    testId: 'toggle-microphone',
    onClick: () => void media.setMicrophoneOn(!isOn),
  };
}

export function cameraToggle(
  media: LocalMedia,
  { call }: Texts,
  isOn = media.cameraOn.value,
): ControlButtonProps {
  return {
    icon: isOn ? <CameraIcon /> : <CameraOffIcon />,
    label: call.camera,
    name: isOn ? call.turnCameraOff : call.turnCameraOn,
    on: isOn,
    testId: 'toggle-camera',
    onClick: () => void media.setCameraOn(!isOn),
  };
}
