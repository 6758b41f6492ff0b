import type { OpenPort } from '#keeper/site/open-ports';

/** Who keeps a firewall: a program of the host, or a provider. */
export const FIREWALLS = [
  ...['ufw', 'firewalld', 'nftables'],
  ...['aws', 'gcp', 'azure', 'hetzner', 'digitalocean', 'oracle', 'aliyun', 'tencent'],
] as const;
export type Firewall = (typeof FIREWALLS)[number];

export interface FirewallRules {
  readonly firewall: Firewall;
  readonly title: string;
  /** To be pasted, with what stands in capitals replaced by one's own. */
  readonly commands: readonly string[];
}

interface SinglePort {
  /** One, or a range such as 49160-51159. */
  readonly port: string;
  readonly protocol: 'tcp' | 'udp';
}

/** Commands that open these ports for everybody, over IPv4 and IPv6 where one rule does not do for both. */
export function firewallRules(
  ports: readonly Pick<OpenPort, 'port' | 'protocols'>[],
  wanted: readonly Firewall[] = FIREWALLS,
): readonly FirewallRules[] {
  const singles = ports.flatMap(({ port, protocols }) =>
    protocols.map((protocol) => ({ port: String(port), protocol })),
  );
  return wanted.map((firewall) => {
    const { title, render } = RENDERERS[firewall];
    return { firewall, title, commands: singles.length === 0 ? [] : render(singles) };
  });
}

interface Renderer {
  readonly title: string;
  readonly render: (ports: readonly SinglePort[]) => readonly string[];
}

const RENDERERS: Readonly<Record<Firewall, Renderer>> = {
  ufw: {
    title: 'ufw on this host',
    render: each(({ port, protocol }) => `sudo ufw allow ${port.replace('-', ':')}/${protocol}`),
  },
  firewalld: {
    title: 'firewalld on this host',
    render: (ports) => [
      ...each(({ port, protocol }) => `sudo firewall-cmd --permanent --add-port=${port}/${protocol}`)(ports),
      'sudo firewall-cmd --reload',
    ],
  },
  nftables: {
    title: 'nftables on this host, for a table inet filter with a chain input',
    render: (ports) =>
      (['tcp', 'udp'] as const).flatMap((protocol) => {
        const list = ports.filter((one) => one.protocol === protocol).map(({ port }) => port);
        return list.length === 0
          ? []
          : [`sudo nft insert rule inet filter input ${protocol} dport '{ ${list.join(', ')} }' accept`];
      }),
  },
  aws: {
    title: 'AWS, in the security group of the instance',
    render: each(
      ({ port, protocol }) =>
        `aws ec2 authorize-security-group-ingress --group-id SECURITY_GROUP --ip-permissions 'IpProtocol=${protocol},FromPort=${firstOf(port)},ToPort=${lastOf(port)},IpRanges=[{CidrIp=0.0.0.0/0}],Ipv6Ranges=[{CidrIpv6=::/0}]'`,
    ),
  },
  gcp: {
    title: 'Google Cloud, in the network of the instance',
    render: (ports) => [
      `gcloud compute firewall-rules create burrow --network=NETWORK --direction=INGRESS --source-ranges=0.0.0.0/0 --allow=${ports
        .map(({ port, protocol }) => `${protocol}:${port}`)
        .join(',')}`,
    ],
  },
  azure: {
    title: 'Azure, in the network security group of the machine',
    render: (ports) =>
      ports.map(
        ({ port, protocol }, index) =>
          `az network nsg rule create --resource-group RESOURCE_GROUP --nsg-name SECURITY_GROUP --name burrow-${port}-${protocol} --priority ${AZURE_FIRST_PRIORITY + index} --direction Inbound --access Allow --protocol ${protocol === 'tcp' ? 'Tcp' : 'Udp'} --destination-port-ranges ${port} --source-address-prefixes Internet`,
      ),
  },
  hetzner: {
    title: 'Hetzner Cloud, where the server has a firewall',
    render: each(
      ({ port, protocol }) =>
        `hcloud firewall add-rule FIREWALL --direction in --protocol ${protocol} --port ${port} --source-ips 0.0.0.0/0 --source-ips ::/0`,
    ),
  },
  digitalocean: {
    title: 'DigitalOcean, where the Droplet has a cloud firewall',
    render: (ports) => [
      `doctl compute firewall add-rules FIREWALL_ID --inbound-rules '${ports
        .map(({ port, protocol }) => `protocol:${protocol},ports:${port},address:0.0.0.0/0,address:::/0`)
        .join(' ')}'`,
    ],
  },
  oracle: {
    title: 'Oracle Cloud, in the network security group; its images also have iptables rules of their own',
    render: (ports) => [
      `oci network nsg rules add --nsg-id SECURITY_GROUP_OCID --security-rules '${JSON.stringify(
        ports.map(oracleRule),
      )}'`,
      ...each(
        ({ port, protocol }) =>
          `sudo iptables -I INPUT -p ${protocol} --dport ${port.replace('-', ':')} -j ACCEPT`,
      )(ports),
      'sudo netfilter-persistent save',
    ],
  },
  aliyun: {
    title: 'Alibaba Cloud, in the security group of the instance',
    render: each(
      ({ port, protocol }) =>
        `aliyun ecs AuthorizeSecurityGroup --RegionId REGION --SecurityGroupId SECURITY_GROUP --IpProtocol ${protocol} --PortRange ${firstOf(port)}/${lastOf(port)} --SourceCidrIp 0.0.0.0/0`,
    ),
  },
  tencent: {
    title: 'Tencent Cloud, in the security group of the instance',
    render: (ports) => [
      `tccli vpc CreateSecurityGroupPolicies --region REGION --SecurityGroupId SECURITY_GROUP --SecurityGroupPolicySet '${JSON.stringify(
        {
          Ingress: ports.map(({ port, protocol }) => ({
            ...{ Protocol: protocol.toUpperCase(), Port: port },
            ...{ CidrBlock: '0.0.0.0/0', Action: 'ACCEPT' },
          })),
        },
      )}'`,
    ],
  },
};

/** Before the rules that Azure has by itself, from 65000 on, and after those that others mostly make first. */
const AZURE_FIRST_PRIORITY = 1_000;

/** Protocol numbers of IANA, which Oracle wants as text. */
const PROTOCOL_NUMBERS = { tcp: '6', udp: '17' } as const;

function oracleRule({ port, protocol }: SinglePort) {
  const range = { destinationPortRange: { min: Number(firstOf(port)), max: Number(lastOf(port)) } };
  return {
    ...{ direction: 'INGRESS', protocol: PROTOCOL_NUMBERS[protocol] },
    ...{ source: '0.0.0.0/0', sourceType: 'CIDR_BLOCK' },
    ...(protocol === 'tcp' ? { tcpOptions: range } : { udpOptions: range }),
  };
}

function each(render: (port: SinglePort) => string): Renderer['render'] {
  return (ports) => ports.map(render);
}

function firstOf(port: string): string {
  return port.split('-')[0] ?? port;
}

function lastOf(port: string): string {
  return port.split('-').at(-1) ?? port;
}
