/** Milliseconds as exactly as browsers tell them (W3C hr-time §3). */
export function tenthsOf(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
