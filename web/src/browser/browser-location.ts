import { signal } from '@preact/signals-core';
import type { Location } from '../session/app.ts';

/** The address bar. A link that differs in its fragment alone is another room, so fragments count. */
export function browserLocation(page: Window): Location {
  const path = signal(readPath(page));
  const update = () => {
    const next = readPath(page);
    const { pathname, hash } = path.peek();
    if (next.pathname !== pathname || next.hash !== hash) path.value = next;
  };
  page.addEventListener('popstate', update);
  page.addEventListener('hashchange', update);
  return {
    path,
    origin: page.location.origin,
    go(target) {
      const isHere = new URL(target, page.location.href).href === page.location.href;
      if (!isHere) page.history.pushState(null, '', target);
      // Also to where one is already: whoever goes there wants to begin anew.
      path.value = readPath(page);
    },
  };
}

function readPath({ location }: Window) {
  return { pathname: location.pathname, hash: location.hash };
}
