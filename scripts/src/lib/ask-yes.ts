import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Whether the person at the terminal says yes; false when there is nobody, and when they are told to stop. */
export function askYes(
  question: string,
  { write, hasTerminal, stop }: { write: (text: string) => void; hasTerminal: boolean; stop: AbortSignal },
): Promise<boolean> {
  if (!hasTerminal || stop.aborted) return Promise.resolve(false);
  write(`${question} [y/N] `);
  const terminal = createReadStream('/dev/tty');
  const lines = createInterface({ input: terminal });
  return new Promise((resolve) => {
    const answer = (isYes: boolean) => {
      lines.close();
      terminal.destroy();
      resolve(isYes);
    };
    lines.once('line', (line) => answer(/^y(es)?$/i.test(line.trim())));
    lines.once('close', () => answer(false));
    terminal.once('error', () => answer(false));
    stop.addEventListener('abort', () => answer(false), { once: true });
  });
}
