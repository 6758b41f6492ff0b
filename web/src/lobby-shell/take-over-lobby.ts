import { effect, untracked } from '@preact/signals-core';
import type { App } from '../session/view.ts';
import { type LobbyShell, nameOf } from './create-lobby-shell.ts';

/**
 * Draws the page over the lobby that the build has drawn, as soon as there is something else to see than that it opens.
 * Nothing is lost: elements stay the same, with what is typed and what has the focus, and what was clicked is done now.
 * @param draw reuses the elements that are there
 */
export function takeOverLobby(shell: LobbyShell, app: App, draw: () => void): void {
  const stop = effect(() => {
    const screen = app.screen.value;
    if (screen.name === 'opening') return;
    untracked(() => {
      if (screen.name === 'room') screen.call.name.value = shell.name;
      draw();
      const clicks = shell.end();
      // Elsewhere the same elements may do something else.
      if (screen.name !== 'room') return;
      for (const { control, name } of clicks)
        if (control.isConnected && nameOf(control) === name) control.click();
    });
    // Not at once: the effect may still be on its first run.
    queueMicrotask(() => stop());
  });
}
