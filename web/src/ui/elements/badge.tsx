const MOST_COUNTED = 99;

/** A number at the corner of an icon; nothing for none. Whatever it counts is said in the name of the button. */
export function Badge({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span class="badge" aria-hidden="true" data-testid="unread">
      {count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}
    </span>
  );
}
