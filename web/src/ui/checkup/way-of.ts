import type { CheckupTexts } from '../../i18n/checkup-en.ts';

/** Which way to the server a TURN URL takes (RFC 7065), as people say it: “TLS, port 443”. */
export function wayOf(url: string, texts: CheckupTexts): string {
  const [, scheme, port = null, transport = 'udp'] =
    /^(turns?):.*?(?::(\d+))?(?:\?transport=(\w+))?$/.exec(url) ?? [];
  return texts.way(scheme === 'turns' ? 'TLS' : transport.toUpperCase(), port);
}
