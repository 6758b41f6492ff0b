import { type DescribedDiagnosis, describeWith } from './describe-with.ts';
import type { Diagnosis } from './diagnose.ts';
import { textsEn } from './texts/en.ts';
import { textsZhCn } from './texts/zh-cn.ts';

/** For whoever need not save the bytes of the other language. */
export function describe(diagnosis: Diagnosis, language: 'en' | 'zh-CN'): DescribedDiagnosis {
  return describeWith(language === 'en' ? textsEn : textsZhCn, diagnosis);
}
