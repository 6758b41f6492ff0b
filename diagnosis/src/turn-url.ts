export interface TurnUrl {
  readonly transport: 'udp' | 'tcp' | 'tls';
  readonly port: number;
}

/** How a TURN URL (RFC 7065 §3.1) reaches its server. What it does not say, or says in another form, is the default. */
export function parseTurnUrl(url: string): TurnUrl {
  const isTls = url.startsWith('turns:');
  const { port = '', transport } =
    /^turns?:(?:\[[^\]]*\]|[^:?]*)(?::(?<port>\d{1,5}))?(?:\?transport=(?<transport>\w+))?$/.exec(url)
      ?.groups ?? {};
  const plain = transport === 'tcp' ? 'tcp' : 'udp';
  return {
    transport: isTls ? 'tls' : plain,
    port: Number(port) || (isTls ? DEFAULT_TLS_PORT : DEFAULT_PORT),
  };
}

/** RFC 8656 §4. */
const DEFAULT_PORT = 3478;
const DEFAULT_TLS_PORT = 5349;
