// node tcp-scan.ts ADDRESS [PORT...]: prints as JSON which TCP ports accept a connection; without ports, of all there are
import { connect } from 'node:net';

const HIGHEST_PORT = 65_535;
const AT_ONCE = 200;
const ANSWER_LIMIT_MS = 1_000;

const [address = '', ...named] = process.argv.slice(2);
const ports =
  named.length > 0 ? named.map(Number) : Array.from({ length: HIGHEST_PORT }, (_, index) => index + 1);
const open: number[] = [];
const left = ports.values();

await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const port of left) if (await accepts(port)) open.push(port);
  }),
);
process.stdout.write(JSON.stringify(open.toSorted((one, other) => one - other)));

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: ANSWER_LIMIT_MS });
    const finish = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket
      .on('connect', () => finish(true))
      .on('error', () => finish(false))
      .on('timeout', () => finish(false));
  });
}
