import type { Language } from '../i18n/detect-language.ts';
import type { LobbyTrait } from './lobby-traits.ts';

/** The lobby as the build has drawn it: in the page before the script, which takes it over as it stands. */
export interface LobbyShell {
  readonly name: string;
  /** The page's script answers from now on; returns what the person has clicked until now, in that order. */
  end(): readonly EarlyClick[];
}

export interface EarlyClick {
  readonly control: HTMLElement;
  /** What it was called when it was clicked. */
  readonly name: string;
}

declare global {
  interface Window {
    lobbyShell?: LobbyShell | undefined;
  }
}

interface LobbyShellOptions {
  readonly language: Language;
  /** Of the last visit. */
  readonly name: string;
  readonly inviteLink: string;
  readonly traits: ReadonlySet<LobbyTrait>;
}

/**
 * Undefined where the build has left none: the dev server.
 * @param root is empty
 */
export function createLobbyShell(root: HTMLElement, options: LobbyShellOptions): LobbyShell | undefined {
  const template = document.querySelector<HTMLTemplateElement>(`template[lang="${options.language}"]`);
  if (template === null) return undefined;
  const clicks = new Map<HTMLElement, EarlyClick>();
  let isOver = false;

  function handleClick(event: Event): void {
    const control = (event.target as Element).closest<HTMLElement>('button, input[type=radio]');
    if (isOver || control === null) return;
    const isSubmit = control.matches('[type=submit]');
    // Enter in a field is a click too, on the button that submits. A radio button may change at once.
    if (!control.matches('input')) event.preventDefault();
    // Who clicks again because nothing happens does not want it twice.
    if (!clicks.has(control)) clicks.set(control, { control, name: nameOf(control) });
    if (!isSubmit) return;
    control.textContent = template?.dataset.joining ?? '';
    control.setAttribute('aria-disabled', 'true');
  }

  /** Nobody will come who answers: then what cannot be used shall not be seen. */
  function handleError({ target }: Event): void {
    if (isOver || (target !== window && !(target instanceof HTMLScriptElement))) return;
    end();
    window.lobbyShell = undefined;
    root.replaceChildren();
  }

  function end(): readonly EarlyClick[] {
    isOver = true;
    return [...clicks.values()];
  }

  root.append(drawnFor(options.traits, template));
  const name = root.querySelector<HTMLInputElement>('#name');
  const link = root.querySelector<HTMLInputElement>('.invite-link input');
  if (name) name.value = options.name;
  if (link) link.value = options.inviteLink;
  root.addEventListener('click', handleClick, true);
  window.addEventListener('error', handleError, true);
  return {
    get name() {
      return name?.value ?? '';
    },
    end,
  };
}

/** The lobby with its parts as they are in this browser; it is taken out of the template. */
function drawnFor(traits: ReadonlySet<string>, { content }: HTMLTemplateElement): Node {
  for (const part of content.querySelectorAll('template')) {
    const { trait = '', instead = '' } = part.dataset;
    if (traits.has(trait)) content.querySelector(instead)?.replaceWith(part.content);
    part.remove();
  }
  return content;
}

/** As assistive technology reads it, nearly. */
export function nameOf(control: HTMLElement): string {
  return control.getAttribute('aria-label') ?? control.textContent ?? '';
}
