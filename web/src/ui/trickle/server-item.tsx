import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { isTurnUrl, type ServerEntry } from '../../trickle/server-entry.ts';
import type { ServerList } from '../../trickle/server-list.ts';
import { CloseIcon } from '../elements/icons.tsx';
import { ServerInput } from './server-input.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

interface ServerItemProps {
  readonly servers: ServerList;
  readonly entry: ServerEntry;
  readonly position: number;
  readonly onRemoved: () => void;
}

/** One server: those of the deployment are folded up to their URL, until somebody wants to change them. */
export function ServerItem({ servers, entry, position, onRemoved }: ServerItemProps) {
  const words = useTrickleTexts().servers;
  const isOpen = useSignal(!entry.isOwn);
  const fields = useRef<HTMLFieldSetElement>(null);
  const isToBeEdited = useRef(false);
  // The button that was pressed is gone.
  useEffect(() => {
    if (isToBeEdited.current) fields.current?.querySelector('input')?.focus();
  }, [isOpen.value]);
  const isShown = useSignal(false);
  const titleId = useId();
  const problem = servers.problems.value.get(entry.id) ?? null;
  const field = (name: 'url' | 'username' | 'credential') => ({
    ...{ name, label: words[name], value: entry[name] },
    problem: problem?.field === name ? words.problems[problem.problem] : null,
    onInput: (value: string) => servers.edit(entry.id, { [name]: value }),
  });
  return (
    <li class="server-item" data-testid="server">
      <div class="server-item-head">
        <span class="server-item-title" id={titleId}>
          <span>{words.item(position)}</span>
          {entry.isOwn && <span class="server-item-own">{words.own}</span>}
        </span>
        {!isOpen.value && (
          <button
            type="button"
            class="button-text"
            aria-label={words.editOne(position)}
            data-testid="edit-server"
            onClick={() => {
              isToBeEdited.current = true;
              isOpen.value = true;
            }}
          >
            {words.edit}
          </button>
        )}
        <button
          type="button"
          class="button-icon"
          aria-label={words.remove(position)}
          data-testid="remove-server"
          onClick={() => {
            servers.remove(entry.id);
            onRemoved();
          }}
        >
          <CloseIcon />
        </button>
      </div>
      {isOpen.value ? (
        <fieldset ref={fields} class="server-item-fields" aria-labelledby={titleId}>
          <ServerInput {...field('url')} />
          {isTurnUrl(entry.url) && <ServerInput {...field('username')} />}
          {isTurnUrl(entry.url) && (
            <ServerInput
              {...field('credential')}
              secret={{
                isShown: isShown.value,
                name: isShown.value ? words.hide(position) : words.show(position),
                onToggle: () => {
                  isShown.value = !isShown.value;
                },
              }}
            />
          )}
        </fieldset>
      ) : (
        <p class="code server-item-url">{entry.url}</p>
      )}
    </li>
  );
}
