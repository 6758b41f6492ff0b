import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLabIds, hasCode, labsDirectory, removeLab, startTimeOf } from './remains.ts';

const ownerFile = 'owner';

/** Takes an id that no other lab has, and makes the lab's directory. */
export async function claimLab(): Promise<string> {
  await mkdir(labsDirectory, { recursive: true });
  for (let number = 1; ; number++) {
    const id = `${process.pid}-${number}`;
    try {
      await mkdir(join(labsDirectory, id));
    } catch (error) {
      if (hasCode(error, 'EEXIST')) continue;
      throw error;
    }
    await writeFile(join(labsDirectory, id, ownerFile), `${await startTimeOf(process.pid)}`);
    return id;
  }
}

/** Removes what labs have left whose owners were killed before they could close them. */
export async function removeDeadLabs(): Promise<void> {
  for (const id of await findLabIds()) {
    if (!(await isOwnerAlive(id))) await removeLab(id);
  }
}

async function isOwnerAlive(id: string): Promise<boolean> {
  const startTime = await startTimeOf(Number.parseInt(id, 10));
  if (startTime === undefined) return false;
  try {
    return (await readFile(join(labsDirectory, id, ownerFile), 'utf8')) === startTime;
  } catch {
    // Being claimed at this moment, or being removed by its owner.
    return true;
  }
}
