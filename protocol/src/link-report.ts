import * as z from 'zod/mini';
import { MEDIA_PATHS } from './media-paths.ts';

/** Why ten minutes: nobody waits longer for a connection to be made. */
export const MAX_LINK_REPORT_MS = 600_000;

/** How the connection to somebody was made, once for each: a word and a number, and no place for anything else. */
export const linkReport = z.strictObject({
  /** Its first; `none`: it was given up before there was one. */
  path: z.enum([...MEDIA_PATHS, 'none']),
  /** From when they met until then. */
  afterMs: z.number().check(z.int(), z.nonnegative(), z.maximum(MAX_LINK_REPORT_MS)),
});

export type LinkReport = z.infer<typeof linkReport>;
