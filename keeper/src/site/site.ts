/** Under which names the page is reached, and where its certificate comes from. */
export interface Site {
  /** What stands in links and in TURN URLs: a DNS name or an IPv4 address. */
  readonly name: string;
  /** Other names and addresses of this host, for people on its own network; certificates of the bundle's own authority. */
  readonly localNames: readonly string[];
  readonly certificate: CertificateSource;
  readonly ports: { readonly http: number; readonly https: number };
}

export type CertificateSource =
  /** The operator's own files. */
  | { readonly kind: 'own' }
  /** An ACME authority (RFC 8555), for a name or for a bare IP address (RFC 8738). */
  | {
      readonly kind: 'acme';
      readonly subject: 'name' | 'address';
      readonly email: string | null;
      /** Null: Let's Encrypt. */
      readonly directoryUrl: string | null;
    }
  /** The bundle's own authority: trusted by whoever has installed its root. */
  | { readonly kind: 'internal' };

export interface SiteFacts {
  readonly domain: string | null;
  /** As the world sees this host; null: it does not. */
  readonly publicAddress: string | null;
  /** As its own network sees it; null: it has none. */
  readonly primaryAddress: string | null;
  readonly ownNames: readonly string[];
  readonly hasOwnCertificate: boolean;
  readonly acme: { readonly email: string | null; readonly directoryUrl: string | null };
  readonly ports: { readonly http: number; readonly https: number };
}

/** The first source that can be: own files, ACME for the name, ACME for the address, the bundle's own authority. */
export function planSite({
  domain,
  publicAddress,
  primaryAddress,
  ownNames,
  hasOwnCertificate,
  acme,
  ports,
}: SiteFacts): Site {
  const name = domain ?? publicAddress ?? primaryAddress ?? 'localhost';
  const subject = domain === null ? 'address' : 'name';
  const certificate: CertificateSource = hasOwnCertificate
    ? { kind: 'own' }
    : domain !== null || publicAddress !== null
      ? { kind: 'acme', subject, email: acme.email, directoryUrl: acme.directoryUrl }
      : { kind: 'internal' };
  const localNames = [...new Set(['localhost', ...ownNames])].filter((local) => local !== name);
  return { name, localNames, certificate, ports };
}

export function siteUrl({ name, ports }: Pick<Site, 'name' | 'ports'>): string {
  return `https://${name}${ports.https === DEFAULT_HTTPS_PORT ? '' : `:${ports.https}`}/`;
}

export const DEFAULT_HTTPS_PORT = 443;
