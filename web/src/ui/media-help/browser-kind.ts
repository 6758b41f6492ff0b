export interface BrowserKind {
  /** `chrome`: everything of Chromium's make. On iOS every browser is Safari underneath, but its settings are its own. */
  readonly family: 'chrome' | 'firefox' | 'safari' | 'other';
  readonly system: 'ios' | 'android' | 'mac' | 'windows' | 'other';
}

/**
 * For words only, never for what the page can do: where in which menu a person finds a setting.
 * @param maxTouchPoints tells an iPad, which calls itself a Mac, from one
 */
export function browserKind(userAgent: string, maxTouchPoints: number): BrowserKind {
  return { family: familyOf(userAgent), system: systemOf(userAgent, maxTouchPoints) };
}

function familyOf(userAgent: string): BrowserKind['family'] {
  if (/Firefox\/|FxiOS\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\/|CriOS\/|EdgiOS\//.test(userAgent)) return 'chrome';
  return /Version\/\S+ .*Safari\//.test(userAgent) ? 'safari' : 'other';
}

function systemOf(userAgent: string, maxTouchPoints: number): BrowserKind['system'] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios';
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? 'ios' : 'mac';
  if (/Android/.test(userAgent)) return 'android';
  return /Windows/.test(userAgent) ? 'windows' : 'other';
}
