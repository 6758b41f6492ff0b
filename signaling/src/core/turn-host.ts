/** The name or address in a TURN URL (RFC 7065): `turn:host`, `turns:[v6]:port?transport=tcp`. Null where there is none. */
export function turnHost(url: string): string | null {
  const [, bracketed, plain] = /^turns?:(?:\[([^\]]+)\]|([^:?]+))/.exec(url) ?? [];
  return bracketed ?? plain ?? null;
}
