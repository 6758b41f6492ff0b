/** The address of a STUN (RFC 7064) or TURN (RFC 7065) server. */
export interface IceUrl {
  readonly scheme: 'stun' | 'stuns' | 'turn' | 'turns';
  /** An IPv6 address without its brackets; in lower case. */
  readonly host: string;
  readonly port: number;
  readonly transport: 'udp' | 'tcp';
}

/** What is wrong with it, for which there are words. */
export type IceUrlProblem =
  | 'empty'
  | 'too-long'
  | 'scheme'
  | 'slashes'
  | 'user'
  | 'host'
  | 'port'
  | 'query'
  | 'stun-query';

const MAX_CHARACTERS = 255;
const MAX_PORT = 65_535;
const PORTS = { stun: 3478, turn: 3478, stuns: 5349, turns: 5349 } as const;

const IPV6 = /^\[([0-9a-f:.]{2,45})\]$/i;
const NAME_OR_IPV4 = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9.])?$/i;

export function parseIceUrl(
  text: string,
): { readonly ok: true; readonly url: IceUrl } | { readonly ok: false; readonly problem: IceUrlProblem } {
  const no = (problem: IceUrlProblem) => ({ ok: false, problem }) as const;
  if (text === '') return no('empty');
  if (text.length > MAX_CHARACTERS) return no('too-long');
  const [, schemeText = '', rest = ''] = /^([a-z]+):(.*)$/is.exec(text) ?? [];
  const scheme = schemeText.toLowerCase();
  if (!isScheme(scheme)) return no('scheme');
  if (rest.startsWith('//')) return no('slashes');
  const [, place = '', query] = /^([^?]*)(?:\?(.*))?$/s.exec(rest) ?? [];
  if (place.includes('@')) return no('user');
  const [, hostText = '', portText] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place) ?? [];
  const host = IPV6.exec(hostText)?.[1] ?? (NAME_OR_IPV4.test(hostText) ? hostText : null);
  if (host === null) return no('host');
  if (portText !== undefined && !/^\d{1,5}$/.test(portText)) return no('port');
  const port = portText === undefined ? PORTS[scheme] : Number(portText);
  if (port < 1 || port > MAX_PORT) return no('port');
  const isTurn = scheme === 'turn' || scheme === 'turns';
  if (query !== undefined && !isTurn) return no('stun-query');
  const transport = query === undefined ? null : /^transport=(udp|tcp)$/.exec(query)?.[1];
  if (transport === undefined) return no('query');
  return {
    ok: true,
    url: {
      ...{ scheme, port },
      host: host.toLowerCase(),
      transport: (transport ?? (scheme.endsWith('s') ? 'tcp' : 'udp')) as 'udp' | 'tcp',
    },
  };
}

/** The same for two spellings of one server: browsers tell what a candidate came from in a spelling of their own. */
export function iceUrlKey(text: string): string {
  const parsed = parseIceUrl(text.replace(BARE_IPV6, '$1:[$2]$3'));
  if (!parsed.ok) return text;
  const { scheme, host, port, transport } = parsed.url;
  return `${scheme} ${host} ${port} ${transport}`;
}

/** Chromium leaves the brackets away: `turn:2001:db8::1:3478?transport=udp`. It always names the port. */
const BARE_IPV6 = /^([a-z]+):([0-9a-f]*:[0-9a-f:.]*)(:\d{1,5}(?:\?.*)?)$/i;

function isScheme(text: string): text is IceUrl['scheme'] {
  return text in PORTS;
}
