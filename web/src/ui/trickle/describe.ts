import type { Observation } from '#diagnosis';
import type { Language } from '../../i18n/detect-language.ts';

/** What an observation means, in plain words: what is the matter, and what to do about it. */
export type Describe = (observation: Observation, language: Language) => readonly string[];
