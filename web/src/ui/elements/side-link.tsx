import type { ComponentChildren } from 'preact';
import type { SidePath } from '#protocol';
import type { App } from '../../session/view.ts';

interface SideLinkProps {
  readonly app: App;
  readonly path: SidePath;
  readonly testId?: string;
  readonly children: ComponentChildren;
}

/** To a page beside the calls; a real link, so that it can be opened in a tab of its own. */
export function SideLink({ app, path, testId, children }: SideLinkProps) {
  return (
    <a
      class="side-link button-text"
      href={path}
      data-testid={testId}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        app.openSidePage(path);
      }}
    >
      {children}
    </a>
  );
}
