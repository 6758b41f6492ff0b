import type { Call } from '../../session/view.ts';
import { CameraOffIcon } from '../elements/icons.tsx';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import { displayName } from './display-name.ts';

/** Nobody shall believe that they are seen when they are not. */
export function SlowNetworkNotice({ call }: { call: Call }) {
  const texts = useTexts();
  const people = call.people.value;
  const unseeing = people.filter(({ connection }) => connection.ownVideoPaused.value);
  if (unseeing.length === 0 || !call.media.cameraOn.value) return null;
  return (
    <Notice role="status" testId="video-paused" icon={<CameraOffIcon />}>
      {unseeing.length === people.length
        ? texts.quality.ownVideoPausedForAll
        : texts.quality.ownVideoPausedFor(unseeing.map((person) => displayName(person, texts)))}
    </Notice>
  );
}
