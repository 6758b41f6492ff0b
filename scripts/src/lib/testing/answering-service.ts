import { failure, success } from '#keeper/result';
import type { OperatorService } from '../operator-service.ts';

/** A service that answers what is given here, by the words that it is asked with; and what is written about it. */
export function answeringService(answers: Readonly<Record<string, unknown>>) {
  let written = '';
  const service: OperatorService = {
    async ask(words) {
      const answer = answers[words.join(' ')];
      return answer === undefined ? failure('none', 'the service refuses', 'Try again.') : success(answer);
    },
    pageUrl: async () => success('https://call.example.org:8443/'),
  };
  const write = (text: string) => {
    written += text;
  };
  return { service, write, written: () => written };
}
