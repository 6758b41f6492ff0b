/**
 * Whether a page of this origin may open a socket. No Origin header: a program, not a page; allowed.
 * Compared by host and port, since TLS may end at a proxy in front of us.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  if (origin === undefined) return true;
  if (allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
