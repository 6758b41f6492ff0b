import { fileURLToPath } from 'node:url';
import type { Host } from '../lab/host.ts';
import type { WebSocketReport } from '../lab/programs/open-web-socket.ts';

const program = fileURLToPath(new URL('../lab/programs/open-web-socket.ts', import.meta.url));

/** A page's connection to the service, which never connects again; what became of it is told at the end. */
export async function openWebSocket(
  client: Host,
  url: string,
): Promise<{ readonly stop: () => Promise<WebSocketReport> }> {
  const child = client.spawn(process.execPath, ['--conditions=source', program, url], {
    keepsInputOpen: true,
  });
  await child.waitForOutput(/^open$/m);
  return {
    async stop() {
      child.closeInput();
      await child.exited;
      return JSON.parse(child.stdout.split('\n').findLast((line) => line.startsWith('{')) ?? 'null');
    },
  };
}
