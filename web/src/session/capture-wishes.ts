import * as z from 'zod/mini';

const LINES = ['auto', 360, 720, 1080] as const;
const FRAME_RATES = ['auto', 15, 30, 60] as const;
const ASPECTS = ['auto', '16:9', '4:3', '1:1'] as const;
const PROCESSINGS = ['echoCancellation', 'noiseSuppression', 'autoGainControl', 'voiceIsolation'] as const;

/** How this browser is to take picture and sound; what it cannot do it leaves out. */
export interface CaptureWishes {
  /** Lines of the picture: 720 for 1280×720. */
  readonly lines: (typeof LINES)[number];
  readonly frameRate: (typeof FRAME_RATES)[number];
  readonly aspect: (typeof ASPECTS)[number];
  readonly backgroundBlur: boolean;
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
  readonly voiceIsolation: boolean;
}

/** Names of the constraints in https://www.w3.org/TR/mediacapture-streams/ and mediacapture-extensions. */
export type Processing = (typeof PROCESSINGS)[number];
export type Feature = Processing | 'backgroundBlur';

export const CAPTURE_CHOICES = { lines: LINES, frameRate: FRAME_RATES, aspect: ASPECTS } as const;
export const PROCESSING_NAMES: readonly Processing[] = PROCESSINGS;

export const DEFAULT_WISHES: CaptureWishes = {
  lines: 'auto',
  frameRate: 'auto',
  aspect: 'auto',
  backgroundBlur: false,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  voiceIsolation: false,
};

/** What was stored may be of another version, or altered: what does not fit is as if it had not been chosen. */
export const captureWishesSchema = z.object({
  lines: z.catch(z.literal(LINES), DEFAULT_WISHES.lines),
  frameRate: z.catch(z.literal(FRAME_RATES), DEFAULT_WISHES.frameRate),
  aspect: z.catch(z.literal(ASPECTS), DEFAULT_WISHES.aspect),
  backgroundBlur: z.catch(z.boolean(), DEFAULT_WISHES.backgroundBlur),
  echoCancellation: z.catch(z.boolean(), DEFAULT_WISHES.echoCancellation),
  noiseSuppression: z.catch(z.boolean(), DEFAULT_WISHES.noiseSuppression),
  autoGainControl: z.catch(z.boolean(), DEFAULT_WISHES.autoGainControl),
  voiceIsolation: z.catch(z.boolean(), DEFAULT_WISHES.voiceIsolation),
});
