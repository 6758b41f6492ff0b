/** The ways between two people, the better ones first. `relay-tls`: through a relay on port 443, by TLS or TCP. */
export const MEDIA_PATHS = ['direct', 'relay-udp', 'relay-tcp', 'relay-tls'] as const;

export type MediaPath = (typeof MEDIA_PATHS)[number];
