export type ChatPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** Runs of characters that no sentence has without meaning an address; only these two schemes can become a link. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uffef]+/giu;
/** What ends a sentence after an address, and is seldom a part of it. */
const TRAILING = /[.,:;!?…*_~]+$/u;

/** Splits what somebody wrote into text and addresses. Text stays text: nothing of it is ever taken for HTML. */
export function splitLinks(message: string): readonly ChatPart[] {
  const parts: ChatPart[] = [];
  let end = 0;
  for (const match of message.matchAll(ADDRESS)) {
    const text = trimAddress(match[0]);
    const href = hrefOf(text);
    if (href === null) continue;
    if (match.index > end) parts.push({ kind: 'text', text: message.slice(end, match.index) });
    parts.push({ kind: 'link', text, href });
    end = match.index + text.length;
  }
  if (end < message.length) parts.push({ kind: 'text', text: message.slice(end) });
  return parts;
}

/** Without the full stop behind it, nor the bracket that was opened before it. */
function trimAddress(address: string): string {
  const text = address.replace(TRAILING, '');
  const isUnopened = text.endsWith(')') && !text.includes('(');
  return isUnopened ? trimAddress(text.slice(0, -1)) : text;
}

/** Null for what is none, and for one with a user name: `https://bank.example@evil.example` shows another host than it opens. */
function hrefOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return username === '' && password === '' ? href : null;
}
