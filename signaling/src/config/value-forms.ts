/** The forms that values of variables have, and what is read from them. */
import { isIP, isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod';
import { MAX_CREATE_PASSWORD_CHARACTERS } from '#protocol';
import { OWN_NETWORKS } from '../core/client-address.ts';

export const HIGHEST_PORT = 65_535;

/** Why 8: guessing is slowed down to ten tries a minute, which makes even a simple word of this length last. */
export const SHORTEST_PASSWORD = 8;
const LONGEST_DOMAIN = 253;
const DOMAIN_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** RFC 7065 §3.1, with the parts that browsers accept. */
const TURN_URL = /^turns?:(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?(\?transport=(udp|tcp))?$/;

/** Where a TURN URL leads from here, which need not be where it leads from outside. */
export interface ProbePlace {
  /** Null: every one that has no place of its own. */
  readonly url: string | null;
  readonly host: string;
  readonly port: number;
}

/** `URL@host:port` or `host:port`; null for what is neither. */
export function parseProbePlace(text: string): ProbePlace | null {
  const at = text.lastIndexOf('@');
  const url = at < 0 ? null : text.slice(0, at);
  const place = parseHostAndPort(text.slice(at + 1));
  return place === null || (url !== null && !isTurnUrl(url)) ? null : { url, ...place };
}

/** Null for what is not a host and a port. IPv6 addresses stand in brackets. */
function parseHostAndPort(text: string): { readonly host: string; readonly port: number } | null {
  const [, host = '', digits = ''] = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):(\d{1,5})$/.exec(text) ?? [];
  const bare = host.replace(/^\[|\]$/g, '');
  const isHost = bare === host ? /[A-Za-z]/.test(host) || isIPv4(host) : isIPv6(bare);
  const port = Number(digits);
  return isHost && port >= 1 && port <= HIGHEST_PORT ? { host: bare, port } : null;
}

export function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most);
}

export function commaList() {
  return z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  );
}

export function isCreatePassword(text: string): boolean {
  const isLength = text.length >= SHORTEST_PASSWORD && text.length <= MAX_CREATE_PASSWORD_CHARACTERS;
  return text === '' || (isLength && text.trim() === text);
}

/**
 * A name that public DNS can have (RFC 1035 §2.3.4), as it stands there: a name in other letters in punycode. The letter
 * that its last part begins with is what tells it from every way to write an IPv4 address.
 */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  const last = labels.at(-1) ?? '';
  return (
    labels.length > 1 &&
    text.length <= LONGEST_DOMAIN &&
    labels.every((label) => DOMAIN_LABEL.test(label)) &&
    /^[a-z]/.test(last) &&
    last !== 'localhost'
  );
}

/** A URL that a browser refuses would take all others of its list with it. */
export function isTurnUrl(text: string): boolean {
  const [, host = '', port = ''] = TURN_URL.exec(text) ?? [];
  const isAddress = /^[\d.]+$/.test(host) || host.startsWith('[');
  const isHost = isAddress ? isIP(host.replace(/^\[|\]$/g, '')) !== 0 : /[A-Za-z]/.test(host);
  return isHost && Number(port.slice(1)) <= HIGHEST_PORT;
}

/** Without what a Caddyfile would take for something else. */
export function isHttpsUrl(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && !/[\s"`{}\\]/.test(text);
}

/** A range of every address is refused: it would let anybody say where they come from. */
export function isProxyRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const isPrefix =
    prefix === undefined || (/^[1-9]\d*$/.test(prefix) && Number(prefix) <= (isIPv4(address) ? 32 : 128));
  return text === OWN_NETWORKS || (isIP(address) !== 0 && isPrefix && rest.length === 0);
}

export function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
