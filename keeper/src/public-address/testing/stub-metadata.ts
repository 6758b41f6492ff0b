import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubMetadata {
  readonly origin: string;
  /** Method and path of every request, in the order of their coming. */
  readonly asked: readonly string[];
  /** Resolves with the first request. */
  readonly firstRequest: Promise<void>;
  close(): Promise<void>;
}

/** A metadata service on a port of this host that answers as the handler does. */
export async function createStubMetadata(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<StubMetadata> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    handle(request, response);
  });
  const firstRequest = new Promise<void>((resolve) => server.once('request', () => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    firstRequest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
