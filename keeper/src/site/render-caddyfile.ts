import { isIPv6 } from 'node:net';
import { basename, dirname } from 'node:path';
import { DEFAULT_HTTPS_PORT, type Site } from './site.ts';

/** Ports inside the network of the containers; HAProxy is the only one who comes to them. */
const PORTS = { https: 8443, plain: 8081, http: 8080, health: 8083, metrics: 8404 } as const;

export interface CaddyfileOptions {
  readonly site: Site;
  /**
   * A file with certificate, chain and key that is served instead of what Caddy gets by itself: the operator's own, or
   * what stands in while there is no better.
   */
  readonly loaded: string | null;
  /** The root of the ACME authority's own HTTPS certificate; null: one that every system knows. */
  readonly acmeRootFile: string | null;
  /** Browsers are told to come by HTTPS only (RFC 6797): never while the certificate is one that they do not trust. */
  readonly strictTransport: boolean;
  /** The file of a page that port 80 shows instead of leading to HTTPS; null: it leads there. */
  readonly statusPage: string | null;
  /** Where Caddy keeps what it has. */
  readonly caddyData: string;
}

/** Caddy's whole configuration. Names and URLs have been checked to hold nothing that a Caddyfile reads as syntax. */
export function renderCaddyfile(options: CaddyfileOptions): string {
  const { site, strictTransport } = options;
  const { name, localNames, certificate } = site;
  const autoHttps =
    certificate.kind === 'acme' ? 'disable_redirects ignore_loaded_certs' : 'disable_redirects';
  return `# Made by Burrow's keeper; what is changed here is lost.
{
	admin off
	persist_config off
	grace_period 5s
	auto_https ${autoHttps}
	http_port ${PORTS.http}
	https_port ${PORTS.https}
	default_sni ${name}
	fallback_sni ${name}
	skip_install_trust
	renew_interval ${RENEWAL_LOOK}
	metrics
	log default {
		# What goes wrong with a request is worth a line; who made it is not for a log.
		format filter {
			fields {
				request>remote_ip delete
				request>remote_port delete
				request>client_ip delete
				request>headers delete
			}
		}
	}
	log certificates {
		output file ${certificateLog(options.caddyData)} {
			roll_size 1MiB
			roll_keep 1
		}
		format json
		include tls.obtain tls.renew
	}
${certificate.kind === 'acme' ? acmeOptions(certificate) : ''}${[PORTS.https, PORTS.plain, PORTS.http].map(serverOptions).join('')}${[PORTS.health, PORTS.metrics].map((port) => `\tservers :${port} {\n\t\tprotocols h1\n\t}\n`).join('')}}

(page) {
	encode zstd gzip
${certificate.kind === 'internal' ? rootOffer(options.caddyData) : ''}	reverse_proxy signaling:3000 {
		# A changed configuration does not end the connections of pages.
		stream_close_delay 12h
		header_up X-Forwarded-Proto https
	}
}

https://${name}:${PORTS.https} {
${tlsBlock(options)}${strictTransport ? '\theader Strict-Transport-Security "max-age=31536000"\n' : ''}	import page
}
${
  localNames.length === 0
    ? ''
    : `
${localNames.map((local) => `https://${inUrl(local)}:${PORTS.https}`).join(', ')} {
	tls {
		issuer internal
	}
	import page
}
`
}
# HTTPS of clients that name no protocol, decrypted by HAProxy.
http://:${PORTS.plain} {
	import page
}

# For the health check of this container: to the service and back.
http://:${PORTS.health} {
	bind 127.0.0.1
	import page
}

# Counts for Prometheus; no port of the host leads here.
http://:${PORTS.metrics} {
	metrics /metrics
}

http://:${PORTS.http} {
${certificate.kind === 'internal' ? rootOffer(options.caddyData) : ''}${plainHttp(options)}}
`;
}

/** An IPv6 address stands in brackets (RFC 3986 §3.2.2). */
function inUrl(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** Where Caddy says how orders of certificates went, one JSON object a line; never more than two files of 1 MiB. */
export function certificateLog(caddyData: string): string {
  return `${caddyData}/certificates.log`;
}

/** Which authority each name has its certificate from: when this changes, Caddy has to start again. */
export function renderAuthorities({ name, localNames, certificate }: Site): string {
  const { kind } = certificate;
  const authority = kind === 'acme' ? `acme ${certificate.directoryUrl ?? ''}` : kind;
  return [`${name} ${authority}`, ...localNames.map((local) => `${local} internal`), ''].join('\n');
}

/** For the head of a request, and before it for the TLS handshake: who takes longer only keeps a connection busy. */
const REQUEST_LIMIT = '5s';

/** HAProxy says who the client is (PROXY protocol); whoever does not is not HAProxy. */
function serverOptions(port: number): string {
  const wrappers = port === PORTS.https ? '\t\t\ttls\n' : '';
  // Not h2 where there is no TLS: Caddy (2.11) then waits for the head of a request without a limit.
  const protocols = port === PORTS.https ? 'h1 h2' : 'h1';
  return `	servers :${port} {
		protocols ${protocols}
		timeouts {
			read_header ${REQUEST_LIMIT}
		}
		listener_wrappers {
			proxy_protocol {
				timeout 5s
				fallback_policy require
			}
${wrappers}		}
	}
`;
}

function acmeOptions({ email }: { readonly email: string | null }): string {
  return email === null ? '' : `\temail ${email}\n`;
}

/**
 * With an authority of the ACME kind the loaded certificate only stands in: Caddy goes on ordering, at longer and longer
 * intervals, and what it serves meanwhile does not depend on how long an order takes to fail.
 */
function tlsBlock({ site: { certificate }, loaded, acmeRootFile }: CaddyfileOptions): string {
  const files = loaded === null ? '' : ` ${loaded} ${loaded}`;
  switch (certificate.kind) {
    case 'own':
      return `\ttls${files}\n`;
    case 'internal':
      return '\ttls {\n\t\tissuer internal\n\t}\n';
    case 'acme':
      return `\ttls${files} {
		issuer acme {
${[
  certificate.directoryUrl === null ? [] : [`dir ${certificate.directoryUrl}`],
  acmeRootFile === null ? [] : [`trusted_roots ${acmeRootFile}`],
  certificate.subject === 'address' ? ['profile shortlived'] : [],
]
  .flat()
  .map((line) => `\t\t\t${line}\n`)
  .join('')}		}
	}
`;
  }
}

/** Why a minute: private authorities issue for hours or minutes, and a look costs nothing. Caddy's own is ten. */
const RENEWAL_LOOK = '1m';

/** Whoever installs the root of the bundle's own authority trusts the page; it is no secret. */
function rootOffer(caddyData: string): string {
  return `	handle /ca.crt {
		root ${caddyData}/caddy/pki/authorities/local
		rewrite /root.crt
		header Content-Type application/x-x509-ca-cert
		file_server
	}
`;
}

/** Orders of certificates are answered by Caddy before this is looked at. */
function plainHttp({ site, statusPage }: CaddyfileOptions): string {
  const redirect = `redir https://${redirectHost(site)}{uri} 308`;
  if (statusPage === null) return `\thandle {\n\t\t${redirect}\n\t}\n`;
  return `	handle {
		root ${dirname(statusPage)}
		rewrite /${basename(statusPage)}
		header Cache-Control no-store
		header Content-Security-Policy "default-src 'none'; style-src 'unsafe-inline'"
		file_server {
			status 503
		}
	}
`;
}

function redirectHost({ name, ports, certificate }: Site): string {
  const host = certificate.kind === 'internal' ? '{host}' : name;
  return ports.https === DEFAULT_HTTPS_PORT ? host : `${host}:${ports.https}`;
}
