import type { Result } from '#keeper/result';
import { checkHost, type UpOptions } from '../checks/host.ts';
import { prepareHost } from '../lib/prepare-host.ts';
import { runServers } from '../lib/run-servers.ts';
import { createSteps } from '../lib/steps.ts';
import type { CommandContext } from './command-context.ts';

/** Brings Burrow up on this host, with the coturn of the system's packages, and stays until it is told to stop. */
export async function upNative(options: UpOptions, context: CommandContext): Promise<Result<void>> {
  const steps = createSteps(context);
  // All checks; when one fails, nothing has been changed.
  const checked = await steps.run('checking ports, settings and programs', () => checkHost(options, context));
  if (!checked.ok) return checked;

  // From here on things change.
  const prepared = await prepareHost(checked.value, options, context, steps);
  if (!prepared.ok) return prepared;
  return runServers(prepared.value, options, context, steps);
}
