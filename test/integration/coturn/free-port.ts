import { portProblem } from '../../../scripts/src/checks/port-free.ts';

/** Below the ports that the system gives to sockets which do not ask for one. */
const FIRST = 20_000;
const COUNT = 10_000;

/** A port that is free for UDP and TCP, and that no client takes by chance before it is used. */
export async function freePort(address: string): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const wanted = { address, port, use: 'a test', cure: '' };
    const nobody = async () => ({ code: 0, output: '' });
    const problems = await Promise.all([
      portProblem({ ...wanted, protocol: 'udp' }, nobody),
      portProblem({ ...wanted, protocol: 'tcp' }, nobody),
    ]);
    if (problems.every((problem) => problem === null)) return port;
  }
}
