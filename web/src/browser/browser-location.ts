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
      page.history.pushState(null, '', target);
      update();
    },
  };
}

function readPath({ location }: Window) {
  return { pathname: location.pathname, hash: location.hash };
}
