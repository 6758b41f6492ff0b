import type { TurnGrant } from '#protocol';

/** RFC 8656 §4; the same as `?transport=udp` without it. */
const UDP_URL = /^turn:(.+:3478)\?transport=udp$/;

/**
 * The same with the relay's own port over TCP, which calls have no need of: whoever tests a network for an operator is to
 * find out which ports are open, that one too. After all others, as the way that a call would take last.
 */
export function withPlainTcp(grant: TurnGrant): TurnGrant {
  return {
    ...grant,
    iceServers: grant.iceServers.map((server) => {
      const more = server.urls.flatMap((url) => {
        const [, host] = UDP_URL.exec(url) ?? [];
        return host === undefined ? [] : [`turn:${host}?transport=tcp`];
      });
      return { ...server, urls: [...new Set([...server.urls, ...more])] };
    }),
  };
}
