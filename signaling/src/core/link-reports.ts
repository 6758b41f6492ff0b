import { type LinkReport, MEDIA_PATHS, type MediaPath } from '#protocol';

/** What pages tell of how their connections were made. Counted since the service started; nothing is kept of who told it. */
export interface LinkReports {
  add(report: LinkReport): void;
  /** How many connections were made by each path. */
  paths(): Readonly<Record<MediaPath, number>>;
}

/** @param onReport is told of each */
export function createLinkReports(onReport: (report: LinkReport) => void): LinkReports {
  const counts = Object.fromEntries(MEDIA_PATHS.map((path) => [path, 0])) as Record<MediaPath, number>;
  return {
    add(report) {
      if (report.path !== 'none') counts[report.path]++;
      onReport(report);
    },
    paths: () => ({ ...counts }),
  };
}
