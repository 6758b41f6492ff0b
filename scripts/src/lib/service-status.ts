import type { Result } from '#keeper/result';
import { success } from '#keeper/result';
import { type ServiceStatus, serviceStatus } from '#protocol';
import { type OperatorService, unreadableAnswer } from './operator-service.ts';

/** What the running service tells its operator of the deployment. */
export async function readServiceStatus(
  service: Pick<OperatorService, 'ask'>,
): Promise<Result<ServiceStatus>> {
  const answer = await service.ask(['status']);
  if (!answer.ok) return answer;
  const parsed = serviceStatus.safeParse(answer.value);
  return parsed.success ? success(parsed.data) : unreadableAnswer();
}
