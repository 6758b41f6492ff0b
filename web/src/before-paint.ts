/**
 * Runs before the first paint, while the page's own script is still on its way: what a person sees first is right from
 * the beginning, and whoever opens a link has a lobby at once. The build makes a classic script of it (web/build/before-paint.ts).
 */
import { browserStorage } from './browser/browser-storage.ts';
import { readTheme, showTheme } from './browser/theme.ts';
import { canCall } from './browser/unsupported.ts';
import { chooseLanguage } from './i18n/choose-language.ts';
import { createLobbyShell } from './lobby-shell/create-lobby-shell.ts';
import { lobbyTraits } from './lobby-shell/lobby-traits.ts';
import { readOwnName } from './session/own-name.ts';
import { parseFragment, ROOM_PATHNAME, roomPath } from './session/room-key.ts';

const { location, navigator } = window;
const storage = browserStorage(() => window.localStorage);
showTheme(document, readTheme(storage));
const language = chooseLanguage({ preferred: navigator.languages, storage });
document.documentElement.lang = language;

const room = location.pathname === ROOM_PATHNAME ? parseFragment(location.hash) : null;
// The lobby of a code that somebody typed shows the code as well: that one is for the page's script to draw.
if (room?.kind === 'generated' && canCall(window)) {
  const shell = {
    ...{ language, name: readOwnName(storage), traits: lobbyTraits(window) },
    inviteLink: location.origin + roomPath(room),
  };
  // Not at an event of the document: between what is parsed and its event there may be a frame without a lobby.
  new MutationObserver((_, observer) => {
    const root = document.getElementById('root');
    if (root === null) return;
    observer.disconnect();
    window.lobbyShell = createLobbyShell(root, shell);
  }).observe(document, { childList: true, subtree: true });
}
