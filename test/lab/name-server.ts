import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nameServerAddress } from './address-plan.ts';
import { LabProcess } from './lab-process.ts';
import { namespaceFiles } from './remains.ts';

/** An IPv4 address, or that and an IPv6 one. */
export type NameRecords = Readonly<Record<string, string | readonly [ipv4: string, ipv6: string]>>;

/**
 * Chromium's WebRTC stack does not resolve names by a hosts file, so the lab has a real DNS server. It knows the given
 * names and answers NXDOMAIN for all others: there is nobody to ask.
 */
export async function startNameServer(namespace: string, names: NameRecords): Promise<LabProcess> {
  const server = new LabProcess(
    [
      'dnsmasq',
      '--keep-in-foreground',
      '--conf-file=/dev/null',
      '--pid-file=',
      // Changing the user or group would make the kernel forget that this process is to die with the tests.
      '--user=root',
      '--group=root',
      '--log-facility=-',
      '--log-queries',
      '--no-resolv',
      '--no-hosts',
      '--bind-interfaces',
      `--listen-address=${nameServerAddress}`,
      '--address=/#/',
      ...Object.entries(names).map(([name, address]) => `--host-record=${[name, address].flat().join(',')}`),
    ],
    {},
    namespace,
  );
  await server.waitForOutput(/started, version/);
  return server;
}

/** Every name that this address has asked for, each once. */
export function namesAskedFor({ stderr }: LabProcess, address: string): readonly string[] {
  const queries = stderr.matchAll(/ query\[\S+\] (\S+) from (\S+)$/gm);
  return [...new Set([...queries].filter(([, , from]) => from === address).map(([, name = '']) => name))];
}

/** What `ip netns exec` shows a namespace instead of this machine's own files. */
export async function writeResolverFiles(namespace: string): Promise<void> {
  const directory = join(namespaceFiles, namespace);
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'resolv.conf'), `nameserver ${nameServerAddress}\n`),
    writeFile(join(directory, 'hosts'), '127.0.0.1 localhost\n'),
    writeFile(join(directory, 'nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n'),
  ]);
}
