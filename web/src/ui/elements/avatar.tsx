import { initialsOf } from './initials.ts';
import { tintOf as tint } from './tint.ts';

interface AvatarProps {
  readonly name: string;
  /** What the colour follows: the same person keeps it when they change their name. */
  readonly tintOf: string;
  readonly status: string | null;
}

/** Stands where there is no picture, and says why. */
export function Avatar({ name, tintOf, status }: AvatarProps) {
  const initials = initialsOf(name);
  return (
    <div class="avatar" data-tint={tint(tintOf)}>
      <div class="avatar-disc" aria-hidden="true">
        {initials === '' ? <Silhouette /> : <bdi>{initials}</bdi>}
      </div>
      {status !== null && (
        <p key={status} class="avatar-status">
          {status}
        </p>
      )}
    </div>
  );
}

function Silhouette() {
  return (
    <svg class="silhouette" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <circle cx="12" cy="9" r="4.2" />
      <path d="M3.5 22a8.5 8.5 0 0 1 17 0Z" />
    </svg>
  );
}
