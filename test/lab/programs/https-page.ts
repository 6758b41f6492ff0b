// node https-page.ts CERT_FILE KEY_FILE: an empty page on port 443 of every address
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';

const [certFile = '', keyFile = ''] = process.argv.slice(2);
const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (_, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>Lab</title>');
});

server.listen(443, () => process.stdout.write('listening\n'));
