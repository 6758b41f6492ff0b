import { type DescribedStatus, describeStatus } from '#diagnosis';
import type { ServiceStatus } from '#protocol';
import type { Language } from '../i18n/detect-language.ts';

export type DescribeStatus = (status: ServiceStatus, language: Language) => DescribedStatus;

/** The judgement on a deployment that the page and the command line share. */
export const describeServiceStatus: DescribeStatus = (status, language) => describeStatus(status, language);
