import { expect, test } from 'vitest';
import { type CaddyfileOptions, renderCaddyfile } from './render-caddyfile.ts';
import { planSite } from './site.ts';

const site = (facts: Partial<Parameters<typeof planSite>[0]>) =>
  planSite({
    ...{ domain: null, publicAddress: null, primaryAddress: '192.168.1.2', ownNames: [] },
    ...{ hasOwnCertificate: false, acme: { email: null, directoryUrl: null } },
    ...{ ports: { http: 80, https: 443 }, ...facts },
  });

const render = (options: Partial<CaddyfileOptions> & Pick<CaddyfileOptions, 'site'>) =>
  renderCaddyfile({
    ...{ loaded: null, acmeRootFile: null, strictTransport: false, statusPage: null },
    ...{ caddyData: '/data', ...options },
  });

test('a certificate that stands in does not keep Caddy from ordering', () => {
  const text = render({ site: site({ domain: 'call.example.org' }), loaded: '/stand-in.pem' });
  expect(text).toContain('ignore_loaded_certs');
  expect(text).toMatch(/tls \/stand-in\.pem \/stand-in\.pem \{\n\t\tissuer acme/);
});

test('a private authority is known by its root', () => {
  const acme = { email: null, directoryUrl: 'https://ca.example.org/dir' };
  const text = render({ site: site({ domain: 'call.example.org', acme }), acmeRootFile: '/root.pem' });
  expect(text).toMatch(
    /issuer acme \{\n\t+dir https:\/\/ca\.example\.org\/dir\n\t+trusted_roots \/root\.pem\n/,
  );
});

test("with the operator's own files nothing is ordered", () => {
  const text = render({
    site: site({ domain: 'call.example.org', hasOwnCertificate: true }),
    loaded: '/own.pem',
  });
  expect(text).not.toMatch(/issuer acme|ignore_loaded_certs/);
  expect(text).toContain('\ttls /own.pem /own.pem\n');
});

test('only the root of an authority that the page needs is offered', () => {
  expect(render({ site: site({}) })).toContain('handle /ca.crt');
  expect(render({ site: site({ publicAddress: '203.0.113.10' }) })).not.toContain('ca.crt');
});

test('counts are given on a port of their own, and on no other', () => {
  const text = render({ site: site({ domain: 'call.example.org' }) });
  expect(text.match(/^\t+metrics \/metrics$/gm)).toHaveLength(1);
  expect(text).toContain('http://:8404 {\n\tmetrics /metrics\n}');
});

test('browsers are sent to HTTPS unless it is not to be trusted', () => {
  const named = site({ domain: 'call.example.org' });
  expect(render({ site: named })).toContain('redir https://call.example.org{uri} 308');
  const text = render({ site: named, statusPage: '/pages/status.html' });
  expect(text).not.toContain('redir https');
  expect(text).toMatch(/root \/pages\n\t+rewrite \/status\.html\n/);
});
