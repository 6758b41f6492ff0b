import type { Context } from 'koa';
import { accept, type Result, refuse } from '#protocol';

/**
 * The JSON of a request's body, whatever its Content-Type says. `too-large` as soon as it is, `bad-request` when it is no
 * JSON in UTF-8.
 */
export async function readJson(ctx: Context, maxBytes: number): Promise<Result<unknown>> {
  const body = await readBody(ctx, maxBytes);
  if (body === null) {
    // What is still on its way is not read: the connection ends with the answer.
    ctx.set('Connection', 'close');
    return refuse('too-large');
  }
  try {
    return accept(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch {
    // Neither says more than that the client got it wrong.
    return refuse('bad-request');
  }
}

function readBody({ req }: Context, maxBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', take);
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', reject);
    // Nobody is there any more to hear what was wrong.
    req.once('close', () => resolve(Buffer.concat(chunks)));

    function take(chunk: Buffer): void {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      req.off('data', take);
      req.pause();
      resolve(null);
    }
  });
}
