import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { LocalMedia } from '../../session/view.ts';
import { Avatar } from './avatar.tsx';
import { StreamVideo } from './stream-video.tsx';

interface SelfViewProps {
  readonly media: LocalMedia;
  readonly name: string;
  /** Said instead of the picture where there is none. */
  readonly status: string | null;
  readonly children?: ComponentChildren;
}

/** What the others see of this person. */
export function SelfView({ media, name, status, children }: SelfViewProps) {
  const hasPicture = useSignal(false);
  const isShown = media.cameraOn.value && hasPicture.value;
  return (
    <div class="self-view" data-testid="self-view" data-picture={isShown}>
      <Avatar name={name} tintOf="self" status={isShown ? null : status} />
      <StreamVideo
        own
        stream={media.stream.value}
        hidden={!isShown}
        onPicture={(has) => {
          hasPicture.value = has;
        }}
      />
      {children}
    </div>
  );
}
