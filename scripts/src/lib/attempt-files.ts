import { failure, type Result, success } from '#keeper/result';

/** What a full disk or another owner can keep from being done to files here, as a value. */
export function attemptFiles<Value>(work: () => Value): Result<Value> {
  try {
    return success(work());
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const cause = `expected to read and write files here; found: ${found}`;
    return failure('files', cause, 'Check path, room and owner.');
  }
}
