import { useSignal } from '@preact/signals';
import type { Call, OwnershipNews } from '../../session/view.ts';
import { Notice } from '../elements/notice.tsx';
import { useTexts } from '../i18n-context.ts';
import { reloadUnasked } from './use-leave-warning.ts';

/** What changed about the room or this page, to be read and closed. Nothing of it interrupts the call. */
export function RoomNotices({ call }: { call: Call }) {
  const { rooms } = useTexts();
  const newsRead = useSignal<OwnershipNews | null>(null);
  const isUpdateLater = useSignal(false);
  const news = call.ownershipNews.value;
  const reload = (
    <button type="button" class="button button-secondary" onClick={reloadUnasked}>
      {rooms.update.reload}
    </button>
  );
  return (
    <>
      {news !== null && news !== newsRead.value && (
        <Notice
          role="status"
          tone="calm"
          testId="ownership-news"
          onClose={() => {
            newsRead.value = news;
          }}
        >
          {rooms.owner.news[news]}
        </Notice>
      )}
      {call.updateReady.value && !isUpdateLater.value && (
        <Notice
          role="status"
          tone="calm"
          testId="update-ready"
          action={reload}
          onClose={() => {
            isUpdateLater.value = true;
          }}
        >
          {rooms.update.ready}
        </Notice>
      )}
    </>
  );
}
