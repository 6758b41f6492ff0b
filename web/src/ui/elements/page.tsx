import type { ComponentChildren } from 'preact';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeButton } from './theme-button.tsx';
import { Wordmark } from './wordmark.tsx';

interface PageProps {
  /** Names the page for its style. */
  readonly name: string;
  readonly onHome?: () => void;
  readonly children: ComponentChildren;
}

/** The frame of every screen but the call: name and language above, the rest in the middle. */
export function Page({ name, onHome, children }: PageProps) {
  return (
    <div class={`page page-${name}`}>
      <header class="page-header">
        <Wordmark {...(onHome && { onHome })} />
        <div class="page-switches">
          <ThemeButton />
          <LanguageSwitch />
        </div>
      </header>
      <main class="page-main">{children}</main>
    </div>
  );
}
