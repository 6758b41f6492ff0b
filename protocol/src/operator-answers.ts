import * as z from 'zod/mini';
import { callReport } from './call-report.ts';

/** In a link to `/status` behind `#`: good once, for minutes. */
export const signInCode = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** `POST /api/operator-sessions` of a page that has such a link; who shows the operator's token sends `{}`. */
export const signInRequest = z.strictObject({ code: z.optional(signInCode) });

/** Its answer: a bearer token that takes the place of the operator's for some hours. */
export const operatorSession = z.object({
  ok: z.literal(true),
  token: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
  expiresAt: z.iso.datetime(),
});

/** `POST /api/operator-links`: a path of this server, with the code. */
export const operatorLink = z.object({
  ok: z.literal(true),
  path: z.string(),
  expiresAt: z.iso.datetime(),
});

/** `POST /api/guest-tests`. */
export const guestLink = z.object({ path: z.string(), expiresAt: z.string() });

/** `GET /api/reports`, the oldest first. */
export const reportList = z.object({
  reports: z.array(z.object({ receivedAt: z.iso.datetime(), report: callReport })),
});

/**
 * `GET /api/guest-tests`, the oldest first.
 * @param observation what is to parse what was seen (`#diagnosis`), of which the protocol knows nothing
 */
export function guestTestList<Observation extends z.ZodMiniType>(observation: Observation) {
  return z.object({
    tests: z.array(
      z.object({
        label: z.nullable(z.string()),
        createdAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
        result: z.nullable(z.object({ receivedAt: z.iso.datetime(), observation, browser: z.string() })),
      }),
    ),
  });
}

export type OperatorSession = z.infer<typeof operatorSession>;
