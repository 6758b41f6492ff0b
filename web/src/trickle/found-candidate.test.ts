import { describe, expect, it } from 'vitest';
import { formatPriority, splitPriority } from './candidate-priority.ts';
import { readCandidate } from './found-candidate.ts';

const LINE = 'candidate:1 1 udp 2113937151 192.0.2.7 49065 typ host generation 0 ufrag EqFp';

describe('reading a candidate', () => {
  it('takes the fields of the browser', () => {
    const read = readCandidate(
      {
        ...{ candidate: LINE, sdpMid: '0', usernameFragment: 'EqFp', component: 'rtcp', foundation: '7' },
        ...{ protocol: 'udp', tcpType: '', address: '203.0.113.10', port: 50321, priority: 5, type: 'relay' },
        ...{ relatedAddress: '0.0.0.0', relatedPort: 0, relayProtocol: 'tls', url: 'turn:x:1?transport=udp' },
      },
      12,
    );
    expect(read).toEqual({
      ...{ atMs: 12, type: 'relay', component: 2, foundation: '7', protocol: 'udp', tcpType: null },
      ...{ address: '203.0.113.10', port: 50321, priority: 5, mid: '0', usernameFragment: 'EqFp' },
      ...{ relatedAddress: '0.0.0.0', relatedPort: 0, relayProtocol: 'tls', url: 'turn:x:1?transport=udp' },
    });
  });

  it('takes from the text what the browser lacks', () => {
    expect(readCandidate({ candidate: LINE, sdpMid: null }, 1)).toMatchObject({
      ...{ type: 'host', component: 1, foundation: '1', protocol: 'udp', address: '192.0.2.7', port: 49065 },
      ...{ priority: 2113937151, mid: null, usernameFragment: 'EqFp', url: null, relayProtocol: null },
    });
  });

  it('gives up what neither tells, and types that there are not', () => {
    expect(readCandidate({ candidate: 'candidate:broken', sdpMid: '0' }, 1)).toBeNull();
    expect(readCandidate({ candidate: LINE, sdpMid: '0', type: 'toString' }, 1)).toBeNull();
  });
});

describe('a priority', () => {
  it('is split as RFC 8445 makes it', () => {
    expect(splitPriority(2113937151)).toEqual({ typePreference: 126, localPreference: 30, component: 1 });
    expect(formatPriority(2 ** 24 * 100 + 2 ** 8 * 65_535 + (256 - 2))).toBe('100 | 65535 | 2');
    expect(formatPriority(2 ** 32 - 1)).toBe('255 | 65535 | 1');
  });
});
