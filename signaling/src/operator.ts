import { readFileSync } from 'node:fs';
import { readVariables } from './config/read-variables.ts';
import { askService } from './operator/ask-service.ts';
import { operatorRequest } from './operator/operator-request.ts';

// Beside the running service, with its settings: asks it as its operator, and prints what it answers, which is JSON.
const EVERY_ADDRESS = ['0.0.0.0', '::'];
const read = readVariables(
  ['LISTEN_HOST', 'PORT', 'TLS_CERT_FILE', 'CREATE_PASSWORD', 'OPERATOR_TOKEN'],
  process.env,
  (path) => readFileSync(path, 'utf8'),
);
if (!read.ok) {
  for (const { text } of read.problems) process.stderr.write(`✗ ${text}\n`);
  process.exit(1);
}
const { LISTEN_HOST, PORT, TLS_CERT_FILE, CREATE_PASSWORD, OPERATOR_TOKEN } = read.values;
const request = operatorRequest(process.argv.slice(2), CREATE_PASSWORD || null);
if (request === null) {
  process.stderr.write('✗ expected credentials, reports, guest [label], guests, status or link\n');
  process.exit(1);
}
const access = {
  host: EVERY_ADDRESS.includes(LISTEN_HOST) ? '127.0.0.1' : LISTEN_HOST,
  port: PORT,
  certificate: TLS_CERT_FILE === '' ? null : readFileSync(TLS_CERT_FILE, 'utf8'),
  token: OPERATOR_TOKEN,
};
try {
  process.stdout.write(`${await askService(access, request)}\n`);
} catch (error) {
  const found = error instanceof Error ? error.message : String(error);
  process.stderr.write(`✗ expected the service on port ${PORT}; found: ${found}. Start it: ./scripts/up\n`);
  process.exit(1);
}
