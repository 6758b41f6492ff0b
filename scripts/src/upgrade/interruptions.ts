import { type Result, success } from '#keeper/result';
import type { BundleImages } from '../compose/bundle-images.ts';

export interface Interruption {
  readonly part: string;
  /** What people notice; a clause. */
  readonly effect: string;
}

const EFFECTS: Readonly<Record<string, string>> = {
  keeper: 'nobody notices',
  signaling: 'pages lose their line for some seconds and take it up again; calls go on',
  caddy: 'pages lose their line for some seconds and take it up again; calls go on',
  edge: 'pages lose their line for some seconds, and calls that are relayed over TCP or TLS stand still until they have healed, some seconds',
  turn: 'calls that are relayed stand still until they have healed, some seconds; direct ones go on',
};

/** Which parts compose would make anew now, since their image or their configuration is another one. */
export async function interruptions(
  images: Pick<BundleImages, 'present' | 'planned' | 'identityOf'>,
): Promise<Result<readonly Interruption[]>> {
  const [present, planned] = [await images.present(), await images.planned()];
  if (!present.ok) return present;
  if (!planned.ok) return planned;
  const found: Interruption[] = [];
  for (const { part, image, configHash } of planned.value) {
    const now = present.value.find((each) => each.part === part);
    const isSame = now?.configHash === configHash && now.image === (await images.identityOf(image));
    if (!isSame) found.push({ part, effect: EFFECTS[part] ?? 'it starts anew' });
  }
  return success(found);
}
