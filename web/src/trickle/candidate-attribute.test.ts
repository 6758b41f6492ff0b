import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCandidateAttribute } from './candidate-attribute.ts';

const RELAY =
  'candidate:9120331 1 UDP 33562623 203.0.113.10 50321 typ relay raddr 198.51.100.23 rport 51012 generation 0 ufrag EqFp network-cost 999';

describe('a line of candidate-attribute', () => {
  it('is read whole, with or without its a=', () => {
    const expected = {
      ...{ foundation: '9120331', component: 1, protocol: 'udp', priority: 33562623 },
      ...{ address: '203.0.113.10', port: 50321, type: 'relay' },
      ...{ relatedAddress: '198.51.100.23', relatedPort: 51012, tcpType: null, usernameFragment: 'EqFp' },
    };
    expect(parseCandidateAttribute(RELAY)).toEqual(expected);
    expect(parseCandidateAttribute(`a=${RELAY}\r\n`)).toEqual(expected);
  });

  it('may be of TCP, of IPv6 and of a made-up name', () => {
    const line = 'candidate:4 2 TCP 2105458942 2001:db8::1 9 typ host tcptype active';
    expect(parseCandidateAttribute(line)).toMatchObject({
      ...{ component: 2, protocol: 'tcp', address: '2001:db8::1', port: 9, tcpType: 'active' },
      ...{ relatedAddress: null, relatedPort: null, usernameFragment: null },
    });
    expect(parseCandidateAttribute('candidate:0 1 UDP 1 f5d51e8a.local 9 typ host')?.address).toBe(
      'f5d51e8a.local',
    );
  });

  it('goes up to the ends of its ranges', () => {
    expect(parseCandidateAttribute('candidate:a 256 udp 4294967295 h 65535 typ x')).not.toBeNull();
    for (const line of [
      'candidate:a 257 udp 1 h 1 typ host',
      'candidate:a 0 udp 1 h 1 typ host',
      'candidate:a 1 udp 4294967296 h 1 typ host',
      'candidate:a 1 udp 1 h 65536 typ host',
      'candidate:a 1 udp 1 h 1 typ relay raddr h rport 65536',
      `candidate:${'a'.repeat(33)} 1 udp 1 h 1 typ host`,
    ])
      expect(parseCandidateAttribute(line), line).toBeNull();
  });

  it.each([
    '',
    'candidate:',
    'nonsense',
    'candidate:a 1 udp x h 1 typ host',
    'candidate:a 1 udp 1 h 1 type host',
  ])('is not “%s”', (line) => expect(parseCandidateAttribute(line)).toBeNull());

  it('is null or well formed, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `${RELAY} ${text}`),
        ),
        (text) => {
          const parsed = parseCandidateAttribute(text);
          expect(parsed === null || Number.isInteger(parsed.port)).toBe(true);
        },
      ),
    );
  });

  it('takes no long time over a long line', () => {
    expect(parseCandidateAttribute(`${RELAY}${' a'.repeat(100_000)}`)).toBeNull();
    expect(parseCandidateAttribute(`${RELAY}${' a b'.repeat(200)} `)).not.toBeNull();
  });
});
