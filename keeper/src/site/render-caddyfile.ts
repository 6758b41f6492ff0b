import { DEFAULT_HTTPS_PORT, type Site } from './site.ts';

/** Ports inside the network of the containers; HAProxy is the only one who comes to them. */
const PORTS = { https: 8443, plain: 8081, http: 8080, health: 8083 } as const;

export interface CaddyfileOptions {
  readonly site: Site;
  /** Browsers are told to come by HTTPS only (RFC 6797): never while the certificate is one that they do not trust. */
  readonly strictTransport: boolean;
}

/** Caddy's whole configuration. Names and URLs have been checked to hold nothing that a Caddyfile reads as syntax. */
export function renderCaddyfile({ site, strictTransport }: CaddyfileOptions): string {
  const { name, localNames, certificate } = site;
  return `# Made by Burrow's keeper; what is changed here is lost.
{
	admin off
	persist_config off
	auto_https disable_redirects
	http_port ${PORTS.http}
	https_port ${PORTS.https}
	default_sni ${name}
	fallback_sni ${name}
	skip_install_trust
${certificate.kind === 'acme' ? acmeOptions(certificate) : ''}${[PORTS.https, PORTS.plain, PORTS.http].map(serverOptions).join('')}	servers :${PORTS.health} {
		protocols h1
	}
}

(page) {
	encode zstd gzip
	reverse_proxy signaling:3000 {
		# A changed configuration does not end the connections of pages.
		stream_close_delay 12h
		header_up X-Forwarded-Proto https
	}
}

# The second port is for the health check of this container: it has the certificate of the name, or none at all.
https://${name}:${PORTS.https}, https://${name}:${PORTS.health} {
${tlsBlock(site)}${strictTransport ? '\theader Strict-Transport-Security "max-age=31536000"\n' : ''}	import page
}
${
  localNames.length === 0
    ? ''
    : `
${localNames.map((local) => `https://${local}:${PORTS.https}`).join(', ')} {
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

http://:${PORTS.http} {
	redir https://${redirectHost(site)}{uri} 308
}
`;
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

function tlsBlock({ certificate }: Site): string {
  switch (certificate.kind) {
    case 'own':
      return `\ttls ${certificate.certFile} ${certificate.keyFile}\n`;
    case 'internal':
      return '\ttls {\n\t\tissuer internal\n\t}\n';
    case 'acme':
      return `\ttls {
		issuer acme {
${certificate.directoryUrl === null ? '' : `\t\t\tdir ${certificate.directoryUrl}\n`}${certificate.subject === 'address' ? '\t\t\tprofile shortlived\n' : ''}		}
		issuer internal {
			lifetime ${FALLBACK_LIFETIME}
		}
	}
`;
  }
}

/** Why an hour: with the end of the fallback comes the next try with the real authority. */
const FALLBACK_LIFETIME = '1h';

function redirectHost({ name, ports, certificate }: Site): string {
  const host = certificate.kind === 'internal' ? '{host}' : name;
  return ports.https === DEFAULT_HTTPS_PORT ? host : `${host}:${ports.https}`;
}
