import { createHash, type X509Certificate } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { isIP } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { SeenCertificate } from './judge-certificate.ts';

/** Why 5 s: it is on this host. */
const LIMIT_MS = 5_000;

export interface PageAccess {
  readonly address: string;
  readonly port: number;
  readonly name: string;
}

export interface HttpAnswer {
  /** The HTTP Date, in milliseconds since the Unix epoch; null: it says none. */
  readonly date: number | null;
}

/** Plain HTTP, as an authority or somebody who typed the name asks. Null: no answer; "other": no HTTP. */
export function askHttp({ address, port, name }: PageAccess): Promise<HttpAnswer | 'other' | null> {
  return new Promise((resolve) => {
    const request = requestHttp({
      ...{ host: address, port, path: '/', headers: { Host: name } },
      ...{ method: 'HEAD', agent: false, signal: AbortSignal.timeout(LIMIT_MS) },
    });
    request.once('response', ({ headers: { date } }) => {
      request.destroy();
      resolve({ date: date === undefined ? null : Date.parse(date) });
    });
    request.once('error', (error) => resolve(isNoHttp(error) ? 'other' : null));
    request.end();
  });
}

/** The certificate and the answer of the page. Null: no TLS. */
export function askHttps(
  access: PageAccess,
): Promise<{ readonly certificate: SeenCertificate; readonly date: number | null } | null> {
  return withTls(access, ['http/1.1'], (socket, certificate, finish) => {
    let answer = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      answer += text;
      if (!answer.includes('\r\n\r\n')) return;
      const [, date] = /^date: (.+)$/im.exec(answer) ?? [];
      finish({ certificate, date: date === undefined ? null : Date.parse(date) });
    });
    socket.write(`HEAD /healthz HTTP/1.1\r\nHost: ${access.name}\r\nConnection: close\r\n\r\n`);
  });
}

/** The certificate for clients that are no browsers loading a page: those of the relay. Null: no TLS. */
export function askTurns(access: PageAccess): Promise<SeenCertificate | null> {
  return withTls(access, [], (_, certificate, finish) => finish(certificate));
}

function withTls<Value>(
  { address, port, name }: PageAccess,
  protocols: readonly string[],
  go: (socket: TLSSocket, certificate: SeenCertificate, finish: (value: Value) => void) => void,
): Promise<Value | null> {
  return new Promise((resolve) => {
    const socket = connectTls({
      ...{ host: address, port, rejectUnauthorized: false },
      ...(isIP(name) ? {} : { servername: name }),
      ...(protocols.length > 0 && { ALPNProtocols: [...protocols] }),
    });
    const finish = (value: Value | null) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(LIMIT_MS, () => finish(null));
    socket.on('error', () => finish(null));
    socket.on('close', () => finish(null));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerX509Certificate();
      if (certificate === undefined) return finish(null);
      const distrust = socket.authorized ? null : String(socket.authorizationError);
      go(socket, seen(certificate, name, distrust), finish);
    });
  });
}

function seen(certificate: X509Certificate, name: string, distrust: string | null): SeenCertificate {
  const fits = isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name);
  return {
    fingerprint: createHash('sha256').update(certificate.raw).digest('hex'),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
    fitsName: fits !== undefined,
    // That the name differs is another question than who vouches for it.
    distrust: distrust === 'ERR_TLS_CERT_ALTNAME_INVALID' ? null : distrust,
  };
}

function isNoHttp(error: Error): boolean {
  return 'code' in error && String(error.code).startsWith('HPE_');
}
