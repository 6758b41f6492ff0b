import { type OpenPort, openPorts, openRelayPorts, proxiedOpenPorts } from './open-ports.ts';
import { type CertificateSource, type Site, siteUrl } from './site.ts';

/** What a person wants to know once Burrow is up. The keeper writes it as JSON, `./scripts/up` reads it. */
export interface Summary {
  readonly url: string;
  /** Under which the relay is reached; null: this host has no network. */
  readonly address: string | null;
  /** `proxy`: of another web server of this host, which serves the page. */
  readonly certificate: CertificateSource['kind'] | 'proxy';
  readonly ports: readonly OpenPort[];
  /** One line each. */
  readonly warnings: readonly string[];
}

export const SUMMARY_FILE = 'summary.json';

export interface SummaryFacts extends Pick<Summary, 'address' | 'warnings'> {
  readonly pageServedBy: 'caddy' | 'proxy';
  /** Of an open relay, such as 49160-51159; null: it is closed. */
  readonly relayPorts: string | null;
}

export function summaryOf(
  site: Site,
  { address, pageServedBy, relayPorts, warnings }: SummaryFacts,
): Summary {
  const isProxied = pageServedBy === 'proxy';
  const own = relayPorts === null ? openPorts(site) : openRelayPorts(site, relayPorts);
  return {
    url: siteUrl(site),
    address,
    certificate: isProxied ? 'proxy' : site.certificate.kind,
    ports: isProxied ? proxiedOpenPorts(site) : own,
    warnings,
  };
}

const CERTIFICATES: Readonly<Record<Summary['certificate'], string>> = {
  own: 'your own files',
  proxy: 'of the web server in front, which is to pass everything on to http://127.0.0.1:3000',
  acme: 'from a public authority, within a minute of the first start',
  internal: "from this host's own authority; browsers warn until they have been told to trust it",
};

/** The same as lines for a person. */
export function summaryLines({ url, certificate, ports, warnings }: Summary): readonly string[] {
  return [
    `page         ${url}`,
    `certificate  ${CERTIFICATES[certificate]}`,
    'to be open in the firewall of this host and of its provider:',
    ...ports.map(
      ({ port, protocols, use }) =>
        `  ${protocols
          .map((protocol) => `${port}/${protocol}`)
          .join(' ')
          .padEnd(20)} ${use}`,
    ),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
}
