import { readFile } from 'node:fs/promises';
import { type AddressSource, type FoundAddress, type Outcome, outcomeOf } from './address-source.ts';
import { askMetadata } from './ask-metadata.ts';
import { type MachineIdentity, METADATA_SERVICES, type MetadataService } from './metadata-services.ts';

/** Why 300: the services answer within a few milliseconds, and where there is none, nobody is to wait for it. */
const METADATA_TIMEOUT_MS = 300;

export interface MetadataOptions {
  readonly services?: readonly MetadataService[];
  /** Null: the firmware says nothing, as on boards without DMI. */
  readonly readIdentity?: () => Promise<MachineIdentity | null>;
}

/**
 * The public IPv4 address that the cloud has given this machine. Asks the one service whose cloud the firmware names, and
 * no service on any other machine: a stranger's network is not to see questions for clouds. Where the firmware says
 * nothing, asks them all; then that nobody answers means that this is no cloud.
 */
export function createMetadataSource({
  services = METADATA_SERVICES,
  readIdentity = readMachineIdentity,
}: MetadataOptions = {}): AddressSource {
  return {
    name: 'metadata',
    asked: "the cloud's metadata service",
    timeoutMs: METADATA_TIMEOUT_MS,
    async ask(signal) {
      const machine = await readIdentity();
      if (machine === null) return askAny(services, signal);
      const service = services.find(({ isHere }) => isHere(machine));
      return service === undefined ? { kind: 'none' } : askOne(service, signal);
    },
  };
}

async function askOne(service: MetadataService, signal: AbortSignal): Promise<Outcome> {
  const addresses = await askMetadata(service, signal);
  return outcomeOf(addresses.map((address) => found(service, address)));
}

/** Does not wait for the others once one has answered with an address: no machine is in two clouds. */
async function askAny(services: readonly MetadataService[], signal: AbortSignal): Promise<Outcome> {
  try {
    return await Promise.any(
      services.map(async (service) => {
        const outcome = await askOne(service, signal);
        if (outcome.kind !== 'addresses') throw new Error('it has no address');
        return outcome;
      }),
    );
  } catch (error) {
    if (error instanceof AggregateError) return { kind: 'none' };
    throw error;
  }
}

function found({ provider }: MetadataService, address: string): FoundAddress {
  return { address, where: `the metadata service of ${provider}` };
}

async function readMachineIdentity(): Promise<MachineIdentity | null> {
  const [sysVendor, biosVersion, chassisAssetTag] = await Promise.all(
    ['sys_vendor', 'bios_version', 'chassis_asset_tag'].map(readIdentityFile),
  );
  if (!sysVendor) return null;
  return { sysVendor, biosVersion: biosVersion ?? '', chassisAssetTag: chassisAssetTag ?? '' };
}

/** Null when the machine has no such file, or does not let it be read. */
async function readIdentityFile(name: string): Promise<string | null> {
  try {
    return (await readFile(`/sys/class/dmi/id/${name}`, 'utf8')).trim();
  } catch {
    // Whatever the reason: what the firmware says is then not known.
    return null;
  }
}
