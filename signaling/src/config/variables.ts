import { isIPv4 } from 'node:net';
import * as z from 'zod';
import { MAX_CREATE_PASSWORD_CHARACTERS, MAX_ROOM_CAPACITY } from '#protocol';
import { OWN_NETWORKS } from '../core/client-address.ts';
import {
  commaList,
  HIGHEST_PORT,
  isCreatePassword,
  isDomain,
  isHttpsUrl,
  isOrigin,
  isProxyRange,
  isTurnUrl,
  parseProbePlace,
  SHORTEST_PASSWORD,
  wholeNumber,
} from './value-forms.ts';

/** With a registry, a tag or a digest, or without. */
const IMAGE = /^[\w.:/@-]{1,255}$/;

/**
 * Every environment variable, once: what it is to be, its default, and what a person who got it wrong is told.
 * `.env.example`, docs/configuration.md and the compose file are held to this table by test/repeated-facts.test.ts.
 *
 * audience `operator`: a person decides it, in `.env`. `bundle`: Burrow's own parts set it for one another.
 * `build`: a person decides it, in `.env`, and only the build of the images reads it.
 * `secret`: may be given as `NAME_FILE`, and never appears in a message.
 */
export const VARIABLES = {
  DOMAIN: {
    audience: 'operator',
    secret: false,
    default: '',
    expected:
      'a DNS name such as call.example.org, in lower case, without https:// and without a port, or nothing',
    schema: z.string().refine((text) => text === '' || isDomain(text)),
  },
  NETWORK_MODE: {
    audience: 'operator',
    secret: false,
    default: 'auto',
    expected: 'auto, public or lan',
    schema: z.enum(['auto', 'public', 'lan']),
  },
  PUBLIC_IP: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'an IPv4 address such as 203.0.113.10, or nothing',
    schema: z.string().refine((text) => text === '' || isIPv4(text)),
  },
  ACME_EMAIL: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'an e-mail address, or nothing',
    schema: z.string().regex(/^([A-Za-z0-9][\w.!$%&'*+/=?^|~-]{0,63}@[A-Za-z0-9.-]{1,253})?$/),
  },
  ACME_CA: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'the https address of an ACME directory, or nothing',
    schema: z.string().refine((text) => text === '' || isHttpsUrl(text)),
  },
  ACME_CA_ROOT_FILE: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'a PEM file with the root certificate of a private ACME authority, or nothing',
    schema: z.string(),
  },
  TLS_CERT_FILE: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'a PEM file with the certificate and its chain, together with TLS_KEY_FILE, or nothing',
    schema: z.string(),
  },
  TLS_KEY_FILE: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'a PEM file with the private key, together with TLS_CERT_FILE, or nothing',
    schema: z.string(),
  },
  HTTP_PORT: {
    audience: 'operator',
    secret: false,
    default: '80',
    expected: 'a port from 1 to 65535',
    schema: wholeNumber(1, HIGHEST_PORT),
  },
  HTTPS_PORT: {
    audience: 'operator',
    secret: false,
    default: '443',
    expected: 'a port from 1 to 65535',
    schema: wholeNumber(1, HIGHEST_PORT),
  },
  TURN_RELAY_MODE: {
    audience: 'operator',
    secret: false,
    default: 'closed',
    expected: 'closed, or open together with deploy/open-relay.yml',
    schema: z.enum(['closed', 'open']),
  },
  TURN_MAX_MBIT: {
    audience: 'operator',
    secret: false,
    default: '0',
    expected: 'a whole number of Mbit/s from 1 to 100000, or 0 for no limit',
    schema: wholeNumber(0, 100_000),
  },
  ROOM_CAPACITY: {
    audience: 'operator',
    secret: false,
    default: '8',
    expected: `a whole number from 2 to ${MAX_ROOM_CAPACITY}`,
    schema: wholeNumber(2, MAX_ROOM_CAPACITY),
  },
  TURN_CREDENTIAL_TTL_SECONDS: {
    audience: 'operator',
    secret: false,
    default: '3600',
    expected: 'a whole number of seconds from 60 to 86400',
    schema: wholeNumber(60, 86_400),
  },
  TURN_USER_QUOTA: {
    audience: 'operator',
    secret: false,
    default: '150',
    expected: 'a whole number of allocations from 12 to 10000',
    schema: wholeNumber(12, 10_000),
  },
  CREATE_PASSWORD: {
    audience: 'operator',
    secret: true,
    default: '',
    expected: `${SHORTEST_PASSWORD} to ${MAX_CREATE_PASSWORD_CHARACTERS} characters without spaces at its ends, or nothing`,
    schema: z.string().refine(isCreatePassword),
  },
  API_KEY: {
    audience: 'operator',
    secret: true,
    default: '',
    expected: '24 to 512 characters without spaces, or nothing',
    schema: z.string().regex(/^(\S{24,512})?$/),
  },
  OPERATOR_TOKEN: {
    audience: 'operator',
    secret: true,
    default: '',
    expected: '24 to 512 characters without spaces, or nothing',
    schema: z.string().regex(/^(\S{24,512})?$/),
  },
  CALL_REPORTS: {
    audience: 'operator',
    secret: false,
    default: 'on',
    expected: 'on or off',
    schema: z.enum(['on', 'off']),
  },
  ALLOWED_ORIGINS: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: 'origins such as https://call.example.org, separated by commas, or nothing',
    schema: commaList().pipe(z.array(z.string().refine(isOrigin))),
  },
  TRUSTED_PROXIES: {
    audience: 'operator',
    secret: false,
    default: '',
    expected: `IP addresses, ranges such as 10.0.0.0/8, or ${OWN_NETWORKS}, separated by commas, or nothing`,
    schema: commaList().pipe(z.array(z.string().refine(isProxyRange))),
  },
  LOG_LEVEL: {
    audience: 'operator',
    secret: false,
    default: 'info',
    expected: 'error, warn, info, debug or trace',
    schema: z.enum(['error', 'warn', 'info', 'debug', 'trace']),
  },
  PAGE_SERVED_BY: {
    audience: 'bundle',
    secret: false,
    default: 'caddy',
    expected: 'caddy, or proxy when another web server of this host stands in front of the service',
    schema: z.enum(['caddy', 'proxy']),
  },
  TURN_NETWORK: {
    audience: 'bundle',
    secret: false,
    default: 'own',
    expected: 'own, or host when the relay is in the network of the host',
    schema: z.enum(['own', 'host']),
  },
  TURN_IPV6: {
    audience: 'bundle',
    secret: false,
    default: 'off',
    expected: 'on when the network of the relay has IPv6, or off',
    schema: z.enum(['on', 'off']),
  },
  LISTEN_HOST: {
    audience: 'bundle',
    secret: false,
    default: '0.0.0.0',
    expected: 'an address of this host',
    schema: z.string().min(1),
  },
  PORT: {
    audience: 'bundle',
    secret: false,
    default: '3000',
    expected: 'a port from 0 (any free one) to 65535',
    schema: wholeNumber(0, HIGHEST_PORT),
  },
  WEB_ROOT: {
    audience: 'bundle',
    secret: false,
    default: 'web/dist',
    expected: 'the directory of the built page',
    schema: z.string().min(1),
  },
  TURN_URLS: {
    audience: 'bundle',
    secret: false,
    fromFile: true,
    default: null,
    expected: 'TURN URLs (RFC 7065) such as turn:203.0.113.10:3478?transport=udp, separated by commas',
    schema: commaList().pipe(z.array(z.string().refine(isTurnUrl)).min(1).max(8)),
  },
  TURN_SECRET: {
    audience: 'bundle',
    secret: true,
    default: null,
    expected: 'the secret shared with coturn, 32 to 256 characters',
    schema: z.string().regex(/^\S{32,256}$/),
  },
  TURN_PROBE: {
    audience: 'bundle',
    secret: false,
    fromFile: true,
    default: '',
    expected:
      'where to try each of TURN_URLS all the time: URL@host:port, or host:port for all that have no place of their own, separated by commas, or nothing',
    schema: commaList().pipe(z.array(z.string().refine((text) => parseProbePlace(text) !== null)).max(9)),
  },
  TURN_HEALTH_FILE: {
    audience: 'bundle',
    secret: false,
    default: '',
    expected:
      'the path of a file that is there while TURN_PROBE succeeds, together with TURN_PROBE, or nothing',
    schema: z.string(),
  },
  METRICS_PORT: {
    audience: 'bundle',
    secret: false,
    default: '',
    expected: 'a port from 0 (any free one) to 65535 for /metrics alone, or nothing',
    schema: z.union([z.literal(''), wholeNumber(0, HIGHEST_PORT)]),
  },
  CERTIFICATE_EXPIRY_FILE: {
    audience: 'bundle',
    secret: false,
    default: '',
    expected:
      'the path of a file with the time at which the certificate of the page ends (ISO 8601), or nothing',
    schema: z.string(),
  },
  KEEPER_REPORT_FILE: {
    audience: 'bundle',
    secret: false,
    default: '',
    expected: 'the path of a file with what the keeper knows of the host, or nothing',
    schema: z.string(),
  },
  STATE_DIRECTORY: {
    audience: 'bundle',
    secret: false,
    default: '',
    expected: 'a directory for reports and results of guest tests, or nothing to keep them in memory',
    schema: z.string(),
  },
  RESUME_KEY: {
    audience: 'bundle',
    secret: true,
    default: null,
    expected: 'the key that signs resume tokens, 32 to 256 characters',
    schema: z.string().regex(/^\S{32,256}$/),
  },
  NODE_IMAGE: {
    audience: 'build',
    secret: false,
    default: 'node:26.10.0-trixie-slim',
    expected: 'the name of an image',
    schema: z.string().regex(IMAGE),
  },
  CADDY_IMAGE: {
    audience: 'build',
    secret: false,
    default: 'caddy:2.11.4',
    expected: 'the name of an image',
    schema: z.string().regex(IMAGE),
  },
  HAPROXY_IMAGE: {
    audience: 'build',
    secret: false,
    default: 'haproxy:3.2.26',
    expected: 'the name of an image',
    schema: z.string().regex(IMAGE),
  },
  COTURN_IMAGE: {
    audience: 'build',
    secret: false,
    default: 'coturn/coturn:4.18.0-r0',
    expected: 'the name of an image',
    schema: z.string().regex(IMAGE),
  },
  CLI_IMAGE: {
    audience: 'build',
    secret: false,
    default: 'docker:28.5.2-cli',
    expected: 'the name of an image',
    schema: z.string().regex(IMAGE),
  },
  NPM_REGISTRY: {
    audience: 'build',
    secret: false,
    default: 'https://registry.npmjs.org/',
    expected: 'the address of an npm registry',
    schema: z.url({ protocol: /^https?$/ }),
  },
  DEBIAN_MIRROR: {
    audience: 'build',
    secret: false,
    default: 'http://deb.debian.org/debian',
    expected: 'the address of a Debian mirror',
    schema: z.url({ protocol: /^https?$/ }),
  },
} as const satisfies Record<string, Variable>;

export type VariableName = keyof typeof VARIABLES;

export interface Variable {
  readonly audience: 'operator' | 'bundle' | 'build';
  readonly secret: boolean;
  /** May be given as `NAME_FILE` too, though it is no secret. */
  readonly fromFile?: true;
  /** As it would stand in `.env`; null when there is none and the variable must be set. */
  readonly default: string | null;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  readonly schema: z.ZodType;
}
