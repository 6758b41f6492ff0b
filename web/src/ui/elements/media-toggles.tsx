import type { ComponentChildren } from 'preact';
import type { LocalMedia } from '../../session/view.ts';
import { useTexts } from '../i18n-context.ts';
import { ControlButton } from './control-button.tsx';
import { CameraIcon, CameraOffIcon, MicrophoneIcon, MicrophoneOffIcon } from './icons.tsx';

interface MediaTogglesProps {
  readonly media: LocalMedia;
  /** More buttons of this kind. */
  readonly children?: ComponentChildren;
}

export function MediaToggles({ media, children }: MediaTogglesProps) {
  const { call } = useTexts();
  const isSpeaking = media.microphoneOn.value;
  const isSeen = media.cameraOn.value;
  return (
    <div class="media-toggles">
      <ControlButton
        icon={isSpeaking ? <MicrophoneIcon /> : <MicrophoneOffIcon />}
        label={isSpeaking ? call.mute : call.unmute}
        name={isSpeaking ? call.muteMicrophone : call.unmuteMicrophone}
        on={isSpeaking}
        testId="toggle-microphone"
        onClick={() => void media.setMicrophoneOn(!isSpeaking)}
      />
      <ControlButton
        icon={isSeen ? <CameraIcon /> : <CameraOffIcon />}
        label={call.camera}
        name={isSeen ? call.turnCameraOff : call.turnCameraOn}
        on={isSeen}
        testId="toggle-camera"
        onClick={() => void media.setCameraOn(!isSeen)}
      />
      {children}
    </div>
  );
}
