/** What the firmware of this machine says about it: files of /sys/class/dmi/id, which everyone may read. */
export interface MachineIdentity {
  readonly sysVendor: string;
  readonly biosVersion: string;
  readonly chassisAssetTag: string;
}

/** The metadata service of a cloud: a web server at a link-local address that tells a machine about itself. */
export interface MetadataService {
  /** For people. */
  readonly provider: string;
  isHere(machine: MachineIdentity): boolean;
  /** An address, never a name: nothing about it leaves the cloud, not even a question to a name server. */
  readonly origin: string;
  /** Each answers with the public IPv4 address alone, with nothing, or with 404. */
  readonly paths: readonly [string, ...string[]];
  readonly headers?: Readonly<Record<string, string>>;
  /** Is fetched first and shown with each question. */
  readonly token?: { readonly path: string; readonly lifeHeader: string; readonly header: string };
}

const LINK_LOCAL = 'http://169.254.169.254';

/** Of every machine of Azure, and of no other with Microsoft's firmware. */
const AZURE_ASSET_TAG = '7783-7084-3265-9085-8269-3286-77';

/** Oracle Cloud is not here: its metadata does not hold the public address. */
export const METADATA_SERVICES: readonly MetadataService[] = [
  {
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html (IMDSv2)
    provider: 'Amazon EC2',
    isHere: ({ sysVendor, biosVersion }) => sysVendor === 'Amazon EC2' || biosVersion.endsWith('.amazon'),
    origin: LINK_LOCAL,
    paths: ['/latest/meta-data/public-ipv4'],
    token: {
      path: '/latest/api/token',
      lifeHeader: 'X-aws-ec2-metadata-token-ttl-seconds',
      header: 'X-aws-ec2-metadata-token',
    },
  },
  {
    // https://cloud.google.com/compute/docs/metadata/querying-metadata
    provider: 'Google Cloud',
    isHere: ({ sysVendor }) => sysVendor === 'Google',
    origin: LINK_LOCAL,
    paths: ['/computeMetadata/v1/instance/network-interfaces/0/access-configs/0/external-ip'],
    headers: { 'Metadata-Flavor': 'Google' },
  },
  {
    // https://learn.microsoft.com/en-us/azure/virtual-machines/instance-metadata-service
    provider: 'Azure',
    isHere: ({ chassisAssetTag }) => chassisAssetTag === AZURE_ASSET_TAG,
    origin: LINK_LOCAL,
    paths: [
      '/metadata/instance/network/interface/0/ipv4/ipAddress/0/publicIpAddress?api-version=2021-02-01&format=text',
    ],
    headers: { Metadata: 'true' },
  },
  {
    // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata: eipv4 is an elastic address
    provider: 'Alibaba Cloud',
    isHere: ({ sysVendor }) => sysVendor === 'Alibaba Cloud',
    origin: 'http://100.100.100.200',
    paths: ['/latest/meta-data/eipv4', '/latest/meta-data/public-ipv4'],
    token: {
      path: '/latest/api/token',
      lifeHeader: 'X-aliyun-ecs-metadata-token-ttl-seconds',
      header: 'X-aliyun-ecs-metadata-token',
    },
  },
  {
    // https://docs.hetzner.cloud/reference/cloud#server-metadata
    provider: 'Hetzner Cloud',
    isHere: ({ sysVendor }) => sysVendor === 'Hetzner',
    origin: LINK_LOCAL,
    paths: ['/hetzner/v1/metadata/public-ipv4'],
  },
  {
    // https://docs.digitalocean.com/reference/api/metadata/
    provider: 'DigitalOcean',
    isHere: ({ sysVendor }) => sysVendor === 'DigitalOcean',
    origin: LINK_LOCAL,
    paths: ['/metadata/v1/interfaces/public/0/ipv4/address'],
  },
  {
    // https://www.tencentcloud.com/document/product/213/4934; the address of metadata.tencentyun.com
    provider: 'Tencent Cloud',
    isHere: ({ sysVendor }) => sysVendor === 'Tencent Cloud',
    origin: 'http://169.254.0.23',
    paths: ['/latest/meta-data/public-ipv4'],
  },
];
