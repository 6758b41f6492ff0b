import { useEffect, useRef } from 'preact/hooks';

interface StreamVideoProps {
  readonly stream: MediaStream | null;
  /** The person's own picture: silent and, as in a mirror, left is left. */
  readonly own?: boolean;
  /** The sound is played elsewhere. */
  readonly silent?: boolean;
  /** No mirror even of the own one. */
  readonly isScreen?: boolean;
  readonly hidden: boolean;
  /** Whether there is a frame to show; a stream without one is a black rectangle. */
  readonly onPicture: (hasPicture: boolean) => void;
  readonly play?: (element: HTMLVideoElement) => void;
}

/** Carries sound and picture; it stays in the page while its picture is hidden, so that the sound goes on. */
export function StreamVideo({
  stream,
  own = false,
  silent = own,
  isScreen = false,
  hidden,
  onPicture,
  play,
}: StreamVideoProps) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (video === null) return;
    onPicture(false);
    video.srcObject = stream;
    if (stream !== null) play?.(video);
    return () => {
      video.srcObject = null;
    };
  }, [stream]);

  function lookForPicture(): void {
    const video = element.current;
    if (video === null) return;
    onPicture(video.videoWidth > 0 && !video.paused);
    video.dataset.mirrored = String(own && !isScreen && !isFacingAway(stream));
  }

  return (
    <video
      ref={element}
      class="stream-video"
      data-hidden={hidden}
      autoplay
      playsInline
      muted={silent}
      disablePictureInPicture={own}
      onLoadedData={lookForPicture}
      onPlaying={lookForPicture}
      onResize={lookForPicture}
    />
  );
}

/** A phone's back camera: what it shows is text and things, which a mirror would make unreadable. */
function isFacingAway(stream: MediaStream | null): boolean {
  return stream?.getVideoTracks()[0]?.getSettings().facingMode === 'environment';
}
