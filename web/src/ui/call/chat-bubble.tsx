import type { ChatMessage } from '../../session/view.ts';
import { useI18n } from '../i18n-context.ts';
import { splitLinks } from './chat-links.ts';
import { displayName } from './display-name.ts';
import { useCallTexts } from './use-call-texts.ts';

interface ChatBubbleProps {
  readonly message: ChatMessage;
  /** A message right after one of the same person does not repeat who wrote it. */
  readonly before: ChatMessage | null;
}

export function ChatBubble({ message, before }: ChatBubbleProps) {
  const i18n = useI18n();
  const texts = useCallTexts();
  const { from, text, at } = message;
  const isOwn = from === null;
  const isContinued = before?.from === from && at - before.at < TOGETHER_MS;
  const time = new Date(at);
  return (
    <li class="chat-message" data-own={isOwn} data-testid="chat-message">
      {!isContinued && (
        <p class="chat-from">
          <bdi dir="auto">{isOwn ? texts.common.you : displayName(from, texts)}</bdi>{' '}
          <time dateTime={time.toISOString()}>
            {time.toLocaleTimeString(i18n.language.value, { hour: '2-digit', minute: '2-digit' })}
          </time>
        </p>
      )}
      <p class="chat-text" dir="auto">
        {splitLinks(text).map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <a key={`${index} ${part.href}`} href={part.href} target="_blank" rel="noopener noreferrer">
              {part.text}
            </a>
          ),
        )}
      </p>
      <Delivery message={message} />
    </li>
  );
}

function Delivery({ message }: { message: ChatMessage }) {
  const texts = useCallTexts();
  const names = (people: ChatMessage['waiting']) => people.value.map((person) => displayName(person, texts));
  const [waiting, missed] = [names(message.waiting), names(message.missed)];
  return (
    <>
      {waiting.length > 0 && <p class="chat-delivery">{texts.company.waitingFor(waiting)}</p>}
      {missed.length > 0 && <p class="chat-delivery">{texts.company.missedBy(missed)}</p>}
    </>
  );
}

const TOGETHER_MS = 5 * 60_000;
