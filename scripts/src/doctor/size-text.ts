const UNITS = ['', 'k', 'M', 'G', 'T'] as const;
const THOUSAND = 1_000;

/** Such as "1.2 MB", as Docker counts: thousands. */
export function sizeText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const amount = bytes / THOUSAND ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power]}B`;
}

/** In what Docker prints ("133.6kB") and takes ("10m"). Null: no size. */
export function bytesIn(text: string): number | null {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgt]?)b?$/i.exec(text.trim()) ?? [];
  if (amount === undefined) return null;
  const power = UNITS.findIndex((one) => one.toLowerCase() === unit.toLowerCase());
  return Math.round(Number(amount) * THOUSAND ** power);
}
