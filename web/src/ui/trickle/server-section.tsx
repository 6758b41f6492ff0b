import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { MAX_ENTRIES, type OwnServers, type ServerList } from '../../trickle/server-list.ts';
import { LearnText } from './learn.tsx';
import { OwnServersNotice } from './own-servers-notice.tsx';
import { ServerItem } from './server-item.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

/** Which servers are asked: those of this deployment, and any other. */
export function ServerSection({ servers }: { servers: ServerList }) {
  const texts = useTrickleTexts();
  const words = texts.servers;
  const entries = servers.entries.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const added = useSignal(0);
  // Whoever adds a line wants to fill it in.
  useEffect(() => {
    if (added.value > 0) list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus();
  }, [added.value]);
  return (
    <section class="section-card" aria-labelledby="trickle-servers">
      <h2 id="trickle-servers" ref={heading} tabIndex={-1}>
        {words.title}
      </h2>
      <LearnText {...texts.learn.servers} />
      <OwnServersNotice servers={servers} onLetIn={() => heading.current?.focus()} />
      <p class="hint">{hintOf(servers.own.value, entries.length, words)}</p>
      <ol class="server-list" ref={list} data-testid="servers">
        {entries.map((entry, index) => (
          <ServerItem
            key={entry.id}
            {...{ servers, entry, position: index + 1 }}
            // The button that was pressed is gone with its line.
            onRemoved={() => heading.current?.focus()}
          />
        ))}
      </ol>
      <div class="actions">
        <button
          type="button"
          class="button button-secondary"
          data-testid="add-server"
          disabled={entries.length >= MAX_ENTRIES}
          onClick={() => {
            servers.add();
            added.value++;
          }}
        >
          {words.add}
        </button>
        <button
          type="button"
          class="button button-secondary"
          data-testid="reset-servers"
          title={words.resetHint}
          onClick={() => void servers.reset()}
        >
          {words.reset}
        </button>
      </div>
      {entries.length >= MAX_ENTRIES && <p class="hint">{words.full(MAX_ENTRIES)}</p>}
    </section>
  );
}

function hintOf(
  own: OwnServers,
  count: number,
  words: ReturnType<typeof useTrickleTexts>['servers'],
): string {
  if (own.state === 'here' && count > 0) return words.hint(new Date(own.answer.expiresAt));
  if (own.state === 'loading') return '';
  return count === 0 ? words.empty : words.foreign;
}
