import { createConnection } from 'node:net';
import { failure, type Result, success } from './result.ts';

const ANSWER_LIMIT_MS = 5_000;

/**
 * One command of HAProxy's runtime API. One per connection: HAProxy closes it after the answer.
 * @param socketPath of `stats socket … level admin`
 */
export function askHaproxy(socketPath: string, command: string): Promise<Result<string>> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    let answer = '';
    const fail = (why: string) => {
      socket.destroy();
      const cause = `HAProxy is to answer at ${socketPath}; found: ${why}`;
      resolve(failure('haproxy-socket', cause, 'Look at "docker compose logs edge".'));
    };
    socket.setTimeout(ANSWER_LIMIT_MS, () => fail('no answer'));
    socket.on('error', (error) => fail(error.message));
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.on('end', () => {
      socket.destroy();
      resolve(success(answer));
    });
    socket.write(command);
  });
}
