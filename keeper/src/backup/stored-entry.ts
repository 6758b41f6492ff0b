import * as z from 'zod/mini';

/** The volumes whose content cannot be made anew: everything else the keeper writes again at each start. */
export const KEPT_VOLUMES = ['keeper', 'caddy-data', 'reports'] as const;

/** Why these: a busy bundle has some hundred files of some kilobytes. Whatever is far above that is no backup. */
export const STORED_LIMITS = { entries: 10_000, fileBytes: 8_000_000, totalBytes: 48_000_000 } as const;

const LONGEST_PATH = 1_024;
const LONGEST_NAME = 255;

/**
 * Relative, with "/" between its names, and leading nowhere but down: no empty name, no "." and "..", nothing that another
 * program could take for a separator or a control character.
 */
export function isStoredPath(path: string): boolean {
  if (path.length === 0 || path.length > LONGEST_PATH) return false;
  return path.split('/').every((name) => {
    if (name === '' || name === '.' || name === '..' || Buffer.byteLength(name) > LONGEST_NAME) return false;
    return !/[\p{Cc}\\]/u.test(name);
  });
}

const PERMISSIONS = 0o7777;
const COMMON = {
  volume: z.enum(KEPT_VOLUMES),
  path: z.string().check(z.refine(isStoredPath)),
  mode: z.int().check(z.gte(0), z.lte(PERMISSIONS)),
};

/** One directory or file of a volume; who owns it is who owns the volume. */
export const STORED_ENTRY = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('directory'), ...COMMON }),
  z.object({ kind: z.literal('file'), ...COMMON, content: z.base64() }),
]);
export type StoredEntry = z.infer<typeof STORED_ENTRY>;

/** What the program in the container says of the volumes, or is given for them. Directories come before what is in them. */
export const STORED_VOLUMES = z.object({
  entries: z.array(STORED_ENTRY).check(z.maxLength(STORED_LIMITS.entries)),
});
export type StoredVolumes = z.infer<typeof STORED_VOLUMES>;

/** Whether the volumes of a host hold a deployment already. */
export const VOLUME_STATE = z.object({
  isEmpty: z.boolean(),
  /** What a restore that did not come to its end was about; null: there was none. */
  interrupted: z.nullable(z.string()),
});
export type VolumeState = z.infer<typeof VOLUME_STATE>;
