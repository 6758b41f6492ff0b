import { parseTurnUrl } from '#diagnosis';

/** Which of the ways to the relay a URL is, without where that relay is: `3478/udp`, `443/tls`. */
export function relayWay(url: string): string {
  const { port, transport } = parseTurnUrl(url);
  return `${port}/${transport}`;
}
