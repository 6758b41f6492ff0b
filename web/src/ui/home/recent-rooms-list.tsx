import type { RecentRoom, RecentRooms } from '../../session/view.ts';
import { CloseIcon } from '../elements/icons.tsx';
import { useI18n, useTexts } from '../i18n-context.ts';

/** Rooms that were visited, where the person wants them remembered. */
export function RecentRoomsList({ recentRooms }: { recentRooms: RecentRooms }) {
  const { recent } = useTexts().rooms;
  const rooms = recentRooms.rooms.value;
  return (
    <section class="recent" aria-labelledby="recent-title">
      <h2 id="recent-title" class="recent-title">
        {recent.title}
      </h2>
      <label class="recent-switch">
        <input
          type="checkbox"
          checked={rooms !== null}
          aria-describedby="recent-privacy"
          data-testid="remember-rooms"
          onChange={(event) => recentRooms.setRemembering(event.currentTarget.checked)}
        />
        <span>{recent.remember}</span>
      </label>
      <p id="recent-privacy" class="hint">
        {rooms?.length === 0 ? `${recent.none} ${recent.privacy}` : recent.privacy}
      </p>
      {rooms !== null && rooms.length > 0 && (
        <>
          <ul class="recent-list">
            {rooms.map((room) => (
              <RecentRoomItem key={room.path} room={room} recentRooms={recentRooms} />
            ))}
          </ul>
          <button
            type="button"
            class="button-text recent-forget-all"
            data-testid="forget-all-rooms"
            onClick={() => {
              for (const { path } of rooms) recentRooms.forget(path);
            }}
          >
            {recent.forgetAll}
          </button>
        </>
      )}
    </section>
  );
}

const WHEN = { dateStyle: 'medium', timeStyle: 'short' } as const;

function RecentRoomItem({ room, recentRooms }: { room: RecentRoom; recentRooms: RecentRooms }) {
  const { language } = useI18n();
  const { recent } = useTexts().rooms;
  const title = room.code ?? (room.isOwn ? recent.own : recent.guest);
  const when = new Intl.DateTimeFormat(language.value, WHEN).format(room.visitedAtMs);
  return (
    <li>
      <button
        type="button"
        class="recent-room"
        data-testid="recent-room"
        onClick={() => recentRooms.open(room.path)}
      >
        <bdi>{title}</bdi>
        <span class="recent-when">{when}</span>
      </button>
      <button
        type="button"
        class="button-icon"
        aria-label={recent.forgetRoom(`${title}, ${when}`)}
        title={recent.forget}
        data-testid="forget-room"
        onClick={() => recentRooms.forget(room.path)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}
