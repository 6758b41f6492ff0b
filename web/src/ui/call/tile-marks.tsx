import type { Quality } from '../../quality/link-quality.ts';
import type { MediaPath } from '../../session/view.ts';
import { CameraOffIcon, MicrophoneOffIcon } from '../elements/icons.tsx';
import { HandIcon } from './call-icons.tsx';
import { useCallTexts } from './use-call-texts.ts';

interface NamePlateProps {
  readonly name: string;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly handRaised?: boolean;
}

/** Names are hostile text: `bdi` keeps their direction inside, the style sheet keeps their length. */
export function NamePlate({ name, microphoneOn, cameraOn, handRaised = false }: NamePlateProps) {
  const { call, company } = useCallTexts();
  return (
    <div class="name-plate">
      {handRaised && (
        <span class="mark-hand" role="img" aria-label={company.handRaised} title={company.handRaised}>
          <HandIcon />
        </span>
      )}
      {!microphoneOn && (
        <span class="mark-off" role="img" aria-label={call.microphoneOff} title={call.microphoneOff}>
          <MicrophoneOffIcon />
        </span>
      )}
      {!cameraOn && (
        <span class="mark-off" role="img" aria-label={call.cameraOff} title={call.cameraOff}>
          <CameraOffIcon />
        </span>
      )}
      <bdi class="name" dir="auto">
        {name}
      </bdi>
    </div>
  );
}

export function PathMark({ path }: { path: MediaPath }) {
  const { call } = useCallTexts();
  return (
    <span class="path-mark" title={call.pathExplained[path]}>
      {call.path[path]}
    </span>
  );
}

/** Nothing while it is good: a mark is there to be seen. */
export function QualityMark({ quality: mark }: { quality: Quality }) {
  const { quality } = useCallTexts();
  if (mark === 'good') return null;
  return (
    <span class="quality-mark" data-quality={mark} data-testid="quality">
      {quality.mark[mark]}
    </span>
  );
}
