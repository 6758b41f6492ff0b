import type { Call } from '../../session/view.ts';
import { CameraOffIcon } from '../elements/icons.tsx';
import { Notice } from '../elements/notice.tsx';
import { displayName } from './display-name.ts';
import { useCallTexts } from './use-call-texts.ts';

/** Nobody shall believe that they are seen when they are not. */
export function SlowNetworkNotice({ call }: { call: Call }) {
  const texts = useCallTexts();
  const people = call.people.value;
  const unseeing = people.filter(({ connection }) => connection.ownVideoPaused.value);
  const isShowing = call.media.cameraOn.value || call.screen.stream.value !== null;
  if (unseeing.length === 0 || !isShowing) return null;
  return (
    <Notice role="status" testId="video-paused" icon={<CameraOffIcon />}>
      {unseeing.length === people.length
        ? texts.quality.ownVideoPausedForAll
        : texts.quality.ownVideoPausedFor(unseeing.map((person) => displayName(person, texts)))}
    </Notice>
  );
}
