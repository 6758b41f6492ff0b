import type { CoturnVersion } from './coturn-version.ts';

const LAST_IPV6 = 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff';

export interface OlderVersionLines {
  /** Needed by every version before this one. */
  readonly before: CoturnVersion;
  readonly why: string;
  readonly lines: readonly string[];
}

/**
 * turnserver.conf speaks to today's coturn. What older ones have to be told besides, to behave the same. Every line
 * would be an unknown option to the versions from `before` on.
 */
export const OLDER_VERSION_LINES: readonly OlderVersionLines[] = [
  {
    before: [4, 7, 0],
    why: 'answers to strangers carried the software version and addresses for tests of old',
    lines: [
      'no-software-attribute',
      'no-rfc5780',
      'no-stun-backward-compatibility',
      'response-origin-only-with-rfc5780',
    ],
  },
  { before: [4, 10, 0], why: 'there was a telnet door for administration', lines: ['no-cli'] },
  {
    before: [4, 16, 0],
    why: 'IPv6 addresses were compared byte by byte: ::1-ffff:... left out all that end in a zero byte',
    lines: ipv6AddressesByNonZeroByte().map((first) => `denied-peer-ip=${first}-${LAST_IPV6}`),
  },
  { before: [4, 17, 0], why: 'DTLS was on', lines: ['no-dtls'] },
];

/** Each has a 1 in one byte, from the first to the last but one: every address but ::1 is above one of them. */
function ipv6AddressesByNonZeroByte(): readonly string[] {
  return Array.from({ length: 15 }, (_, byte) => {
    const words = Array.from({ length: 8 }, () => '0');
    words[Math.floor(byte / 2)] = byte % 2 === 0 ? '100' : '1';
    return words.join(':');
  });
}
