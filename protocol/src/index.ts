export * from './call-report.ts';
export * from './checkup.ts';
export * from './client-events.ts';
export * from './ice.ts';
export * from './keeper-report.ts';
export * from './limits.ts';
export * from './link-report.ts';
export * from './media-paths.ts';
export * from './operator-answers.ts';
export * from './page-paths.ts';
export {
  accept,
  REFUSALS,
  type Refusal,
  type RefusalCode,
  type Result,
  refusal,
  refuse,
} from './refusals.ts';
export * from './server-events.ts';
export * from './service-status.ts';
export * from './sizes.ts';
export * from './version.ts';
