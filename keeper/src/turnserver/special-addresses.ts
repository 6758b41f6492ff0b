/**
 * Addresses that are no public host's (IANA special-purpose registries), as coturn reads ranges. None begins with ::,
 * which coturn takes for "no lower end, IPv4 included"; it refuses :: itself anyway, also written as an IPv4-mapped
 * address.
 */
export const SPECIAL_ADDRESSES: readonly string[] = [
  // This network, private (RFC 1918), shared (RFC 6598), loopback, link-local with the metadata of clouds.
  '0.0.0.0-0.255.255.255',
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  // Protocol assignments, documentation, 6to4 relays, private, benchmarking, documentation.
  '192.0.0.0-192.0.0.255',
  '192.0.2.0-192.0.2.255',
  '192.88.99.0-192.88.99.255',
  '192.168.0.0-192.168.255.255',
  '198.18.0.0-198.19.255.255',
  '198.51.100.0-198.51.100.255',
  '203.0.113.0-203.0.113.255',
  // Multicast, reserved, broadcast.
  '224.0.0.0-255.255.255.255',
  // Loopback, IPv4-compatible, IPv4-mapped, IPv4-translated.
  '::1',
  '::2-::ffff:ffff',
  '::ffff:0:1-::ffff:ffff:ffff',
  '::ffff:0:0:0-::ffff:0:ffff:ffff',
  // NAT64, discard, Teredo and other protocols, documentation, 6to4, documentation, segment routing.
  '64:ff9b::-64:ff9b::ffff:ffff',
  '64:ff9b:1::-64:ff9b:1:ffff:ffff:ffff:ffff:ffff',
  '100::-100::ffff:ffff:ffff:ffff',
  '2001::-2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
  '2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
  '2002::-2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '3fff::-3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
  '5f00::-5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  // Unique local, link-local, site-local, multicast.
  'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fec0::-feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'ff00::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];
