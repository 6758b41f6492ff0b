/** What somebody opens in the middle of a call, and opens again when it did not come: with the page the call would be gone. */
const OPENED_AGAIN = /\/(?:side-panel|details-dialog|report-dialog)-/;

/**
 * The files that are loaded for a script that loads later: all that it imports, and itself. Why not those that are opened
 * again: what could not be had as a preload is not asked for once more by Chromium (150), however often it is imported.
 */
export function neededFiles(script: string, files: string[]): string[] {
  return OPENED_AGAIN.test(script) ? files.filter((file) => file !== script) : files;
}
