import { useSignal } from '@preact/signals';
import { render } from 'preact';
import type { I18n } from '../../i18n/create-i18n.ts';
import type { Call } from '../../session/view.ts';
import { Avatar } from '../elements/avatar.tsx';
import { ControlButton } from '../elements/control-button.tsx';
import { microphoneToggle } from '../elements/media-toggles.tsx';
import { StreamVideo } from '../elements/stream-video.tsx';
import { I18nContext, useTexts } from '../i18n-context.ts';
import { LeaveIcon } from './call-icons.tsx';
import { displayName } from './display-name.ts';

/** WICG Document Picture-in-Picture, which TypeScript's DOM does not know. */
interface DocumentPictureInPicture {
  readonly window: Window | null;
  requestWindow(size: { readonly width: number; readonly height: number }): Promise<Window>;
}

const SIZE = { width: 360, height: 240 };

/**
 * Whoever speaks, in a small window above all others: one of the page's own with the controls that matter, or, where
 * browsers cannot do that, the bare video. Asked for again it closes. Must come from a click or a key.
 */
export async function togglePictureInPicture(call: Call, i18n: I18n): Promise<void> {
  const { documentPictureInPicture: own } = window as { documentPictureInPicture?: DocumentPictureInPicture };
  if (own === undefined) return toggleVideo(call);
  if (own.window !== null) return own.window.close();
  const small = await own.requestWindow(SIZE);
  const { document: page } = small;
  page.documentElement.lang = i18n.language.peek();
  page.title = i18n.texts.peek().common.product;
  for (const sheet of document.querySelectorAll('link[rel=stylesheet], style'))
    page.head.append(sheet.cloneNode(true));
  const close = () => small.close();
  const stop = call.phase.subscribe((phase) => {
    if (phase === 'over') close();
  });
  small.addEventListener('pagehide', () => {
    stop();
    render(null, page.body);
  });
  render(
    <I18nContext.Provider value={i18n}>
      <SmallView call={call} />
    </I18nContext.Provider>,
    page.body,
  );
}

function SmallView({ call }: { call: Call }) {
  const texts = useTexts();
  const hasPicture = useSignal(false);
  const people = call.people.value;
  const person = people.find(({ id }) => id === call.activeSpeaker.value) ?? people[0];
  const isShown = person?.cameraOn.value === true && hasPicture.value;
  return (
    <main class="call small-view" data-picture={isShown}>
      <Avatar name={person?.name.value ?? ''} tintOf={person?.id ?? ''} status={null} />
      <StreamVideo
        silent
        stream={person?.stream.value ?? null}
        hidden={!isShown}
        onPicture={(has) => {
          hasPicture.value = has;
        }}
      />
      {person && <p class="small-name">{displayName(person, texts)}</p>}
      <div class="media-toggles">
        <ControlButton {...microphoneToggle(call.media, texts)} />
        <ControlButton
          icon={<LeaveIcon />}
          label={texts.call.leave}
          name={texts.call.leaveCall}
          testId="small-leave"
          tone="danger"
          onClick={() => call.leave()}
        />
      </div>
    </main>
  );
}

async function toggleVideo(call: Call): Promise<void> {
  if (document.pictureInPictureElement !== null) return document.exitPictureInPicture();
  const videos = [...document.querySelectorAll<HTMLVideoElement>('.tile[data-picture=true] > video')];
  const speaking = videos.find(
    (video) => video.closest<HTMLElement>('.tile')?.dataset.peerId === call.activeSpeaker.peek(),
  );
  await (speaking ?? videos[0])?.requestPictureInPicture();
}
