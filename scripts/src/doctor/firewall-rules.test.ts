import { expect, test } from 'vitest';
import { openPorts, openRelayPorts } from '#keeper/site/open-ports';
import { FIREWALLS, type Firewall, firewallRules } from './firewall-rules.ts';

const USUAL = openPorts({ ports: { http: 80, https: 443 } });
const SINGLES = ['80/tcp', '443/tcp', '443/udp', '3478/udp', '3478/tcp'];

const rulesOf = (firewall: Firewall, ports = USUAL) => firewallRules(ports, [firewall])[0]?.commands ?? [];

test('every firewall has a rule for every port that has to be open', () => {
  for (const { firewall, commands } of firewallRules(USUAL)) {
    const text = commands.join('\n').toLowerCase();
    for (const single of SINGLES) {
      const [port, protocol = ''] = single.split('/');
      expect(text, `${firewall} ${single}`).toContain(port);
      // Oracle has numbers for protocols.
      expect(text, `${firewall} ${single}`).toContain(
        firewall === 'oracle' ? { tcp: '"6"', udp: '"17"' }[protocol] : protocol,
      );
    }
  }
  expect(firewallRules(USUAL).map(({ firewall }) => firewall)).toEqual(FIREWALLS);
});

test('of one port there is the rule for that port alone', () => {
  const rules = firewallRules([{ port: 443, protocols: ['udp'] }]).map(({ commands }) => commands.join('\n'));
  for (const rule of rules) expect(rule).not.toMatch(/tcp|3478/i);
});

test.each([
  [
    'ufw',
    [
      'sudo ufw allow 80/tcp',
      'sudo ufw allow 443/tcp',
      'sudo ufw allow 443/udp',
      'sudo ufw allow 3478/udp',
      'sudo ufw allow 3478/tcp',
    ],
  ],
  [
    'nftables',
    [
      "sudo nft insert rule inet filter input tcp dport '{ 80, 443, 3478 }' accept",
      "sudo nft insert rule inet filter input udp dport '{ 443, 3478 }' accept",
    ],
  ],
] as const)('%s', (firewall, commands) => {
  expect(rulesOf(firewall)).toEqual(commands);
});

test('the range of an open relay is written as each firewall writes ranges', () => {
  const ports = openRelayPorts({ ports: { http: 80, https: 443 } }, '49160-51159');
  expect(rulesOf('ufw', ports)).toContain('sudo ufw allow 49160:51159/udp');
  expect(rulesOf('aws', ports).at(-1)).toContain('FromPort=49160,ToPort=51159');
  expect(rulesOf('aliyun', ports).at(-1)).toContain('--PortRange 49160/51159');
  const [oracle = ''] = rulesOf('oracle', ports);
  expect(oracle).toContain('{"min":49160,"max":51159}');
});

test('what is JSON in a command can be read as JSON', () => {
  for (const firewall of ['oracle', 'tencent'] as const) {
    const [, json = ''] = /'([[{].*[\]}])'$/.exec(rulesOf(firewall)[0] ?? '') ?? [];
    expect(() => JSON.parse(json)).not.toThrow();
  }
});
