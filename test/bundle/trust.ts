import type { Host } from '../lab/host.ts';

export interface Answer {
  /** Null: there was none, or its certificate was not trusted. */
  readonly status: number | null;
  readonly headers: string;
  readonly body: string;
}

/** As a browser that trusts the root, and nothing else; null: any certificate. */
export async function get(client: Host, url: string, rootFile: string | null = null): Promise<Answer> {
  const trust = rootFile === null ? ['--insecure'] : ['--cacert', rootFile];
  const { code, stdout } = await client.exec(
    'curl',
    ['--silent', '--include', '--max-time', '10', ...trust, url],
    { allowFailure: true },
  );
  const [headers = '', ...body] = stdout.split('\r\n\r\n');
  const status = Number(/^HTTP\/[\d.]+ (\d+)/.exec(headers)?.[1] ?? 0);
  return { status: code === 0 ? status : null, headers: headers.toLowerCase(), body: body.join('\r\n\r\n') };
}

/** The serial number of the certificate that is served on 443: as HTTPS (by Caddy) or without ALPN (by HAProxy). */
export async function servedSerial(
  client: Host,
  address: string,
  name: string | null,
  kind: 'https' | 'turns',
): Promise<string> {
  const args = [
    ...[
      's_client',
      '-connect',
      `${address}:443`,
      ...(name === null ? ['-noservername'] : ['-servername', name]),
    ],
    ...(kind === 'https' ? ['-alpn', 'h2,http/1.1'] : []),
  ];
  const script = 'openssl "$@" </dev/null 2>/dev/null | openssl x509 -noout -serial';
  const { stdout } = await client.exec('bash', ['-c', script, 'openssl', ...args], { allowFailure: true });
  return stdout.trim();
}
