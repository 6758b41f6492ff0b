import type { Plugin, Rolldown } from 'vite';

const NAME = 'lobby';

/** On what is loaded beside the first page and not for it. */
export const LOBBY_MARK = 'data-lobby';

const PAGE_SCRIPT = '<script type="module"';

/** Few files for who waits: the page, and beside it the lobby with what it shares with what comes later. */
export const CODE_SPLITTING = {
  includeDependenciesRecursively: true,
  groups: [
    { name: 'index', test: /\/web\/src\/main\.tsx$/, priority: 2 },
    { name: NAME, test: /\/web\/src\/create-browser-call\.ts$/, priority: 1 },
  ],
};

/**
 * The lobby's script comes beside the page's own, and not after it: who opens a link waits for one trip less.
 */
export function preloadLobby(): Plugin {
  return {
    name: 'burrow:preload-lobby',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(page, { bundle }) {
        if (!page.includes(PAGE_SCRIPT)) throw new Error(`index.html has no ${PAGE_SCRIPT} any more`);
        const links = lobbyScripts(bundle ?? {})
          .filter((file) => !page.includes(`"/${file}"`))
          .map((file) => `<link rel="modulepreload" crossorigin href="/${file}" ${LOBBY_MARK}>`);
        return page.replace(PAGE_SCRIPT, [...links, PAGE_SCRIPT].join('\n    '));
      },
    },
  };
}

/** With all that it imports, and what that imports: the browser would ask for it only once it has read who wants it. */
function lobbyScripts(bundle: Rolldown.OutputBundle): readonly string[] {
  const lobby = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === NAME);
  if (lobby === undefined) throw new Error(`there is no chunk ${NAME} any more: preload its successor`);
  const files = new Set([lobby.fileName]);
  for (const name of files) {
    const file = bundle[name];
    if (file?.type === 'chunk') for (const imported of file.imports) files.add(imported);
  }
  return [...files];
}
