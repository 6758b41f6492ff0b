import { type ReadonlySignal, type Signal, useComputed } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Theme } from '../browser/theme.ts';
import type { I18n } from '../i18n/create-i18n.ts';
import type { App, Call } from '../session/view.ts';
import { Page } from './elements/page.tsx';
import { HomeScreen } from './home/home-screen.tsx';
import { I18nContext } from './i18n-context.ts';
import { ThemeContext } from './theme-context.ts';
import { UnsupportedScreen } from './unsupported/unsupported-screen.tsx';

export type RoomView = ComponentType<{ app: App; call: Call }>;
export type SideView = ComponentType<{ app: App }>;

interface RootProps {
  readonly app: App;
  readonly i18n: I18n;
  readonly theme: Signal<Theme>;
  /** What draws a call; it is loaded with the first of them. */
  readonly roomView: ReadonlySignal<RoomView | null>;
  /** What draws the side page that is open. */
  readonly sideView: ReadonlySignal<SideView | null>;
}

/** The page. Everything below draws `app` and calls what it offers. */
export function Root({ app, i18n, theme, roomView, sideView }: RootProps) {
  const language = i18n.language.value;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useHeadingFocus(app);
  return (
    <I18nContext.Provider value={i18n}>
      <ThemeContext.Provider value={theme}>
        <CurrentScreen app={app} roomView={roomView.value} sideView={sideView.value} />
      </ThemeContext.Provider>
    </I18nContext.Provider>
  );
}

interface CurrentScreenProps {
  readonly app: App;
  readonly roomView: RoomView | null;
  readonly sideView: SideView | null;
}

function CurrentScreen({ app, roomView: Room, sideView: Side }: CurrentScreenProps) {
  const screen = app.screen.value;
  if (screen.name === 'home') return <HomeScreen app={app} problem={screen.problem} />;
  if (screen.name === 'unsupported') return <UnsupportedScreen reason={screen.reason} onHome={app.goHome} />;
  if (screen.name === 'side' && Side) return <Side app={app} />;
  return screen.name === 'room' && Room ? <Room app={app} call={screen.call} /> : <OpeningScreen app={app} />;
}

/** Until the script of calls has come: the frame that the lobby will have, so that nothing jumps. */
function OpeningScreen({ app }: { app: App }) {
  return (
    <Page name="lobby" onHome={app.goHome}>
      {null}
    </Page>
  );
}

/** After a change of screen the focus would be lost with the button that caused it: it goes to the new heading. */
function useHeadingFocus(app: App): void {
  const shown = useComputed(() => {
    const screen = app.screen.value;
    if (screen.name === 'side') return screen.path;
    if (screen.name !== 'room') return screen.name;
    const phase = screen.call.phase.value;
    return phase === 'joining' ? 'lobby' : phase;
  }).value;
  const previous = useRef(shown);
  useEffect(() => {
    if (previous.current === shown) return;
    previous.current = shown;
    document.querySelector('h1')?.focus({ preventScroll: true });
  }, [shown]);
}
