import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { type Call, type ChatProblem, MAX_CHAT_CHARACTERS } from '../../session/view.ts';
import { SendIcon } from './call-icons.tsx';
import { ChatBubble } from './chat-bubble.tsx';
import { useCallTexts } from './use-call-texts.ts';

interface ChatPanelProps {
  readonly call: Call;
  readonly draft: Signal<string>;
}

export function ChatPanel({ call, draft }: ChatPanelProps) {
  const { company } = useCallTexts();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const messages = call.chat.messages.value;
  useLayoutEffect(() => {
    if (list.current !== null && isAtEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);
  return (
    <div class="chat">
      <div
        ref={list}
        class="chat-messages"
        role="log"
        aria-label={company.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END_PIXELS;
        }}
      >
        {messages.length === 0 && <p class="chat-empty">{company.noMessages}</p>}
        <ol>
          {messages.map((message, index) => (
            <ChatBubble key={message.id} message={message} before={messages[index - 1] ?? null} />
          ))}
        </ol>
      </div>
      <Composer call={call} draft={draft} />
    </div>
  );
}

function Composer({ call, draft }: ChatPanelProps) {
  const { company } = useCallTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const problem = useSignal<ChatProblem | null>(null);
  useEffect(() => field.current?.focus(), []);
  function send(): void {
    const refused = call.chat.send(draft.peek());
    problem.value = refused === 'empty' ? null : refused;
    if (refused === null) draft.value = '';
    field.current?.focus();
  }
  return (
    <form
      class="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {problem.value !== null && (
        <p class="chat-problem" role="alert">
          {company.chatProblems[problem.value]}
        </p>
      )}
      <textarea
        ref={field}
        class="input"
        rows={1}
        maxLength={MAX_CHAT_CHARACTERS}
        aria-label={company.message}
        placeholder={company.message}
        data-testid="chat-input"
        enterkeyhint="send"
        dir="auto"
        value={draft.value}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          // While an input method composes, Enter takes its proposal. Safari ends the composition before the key comes,
          // and tells by 229 that the key was not the page's.
          const isComposing = event.isComposing || event.keyCode === COMPOSING_KEY_CODE;
          if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="button-icon chat-send" aria-label={company.send} title={company.send}>
        <SendIcon />
      </button>
    </form>
  );
}

const COMPOSING_KEY_CODE = 229;
const NEAR_END_PIXELS = 60;
