import type { CallReport } from '#protocol';
import type { LinkState } from '../session/ports.ts';
import type { CallReporting, ReportOutcome } from '../session/view.ts';
import type { CallRecord } from './call-record.ts';

export interface ReportingOptions {
  readonly record: CallRecord;
  /** Resolves with what the server answers, as HTTP status; rejects when it cannot be asked. */
  readonly post: (report: CallReport) => Promise<number>;
}

export interface Reporting extends CallReporting {
  /** The state of a connection: the first that is given up is told of, once. */
  handleLink(state: Pick<LinkState, 'status'>): void;
}

export function createReporting({ record, post }: ReportingOptions): Reporting {
  let resolveTold: () => void = () => undefined;
  const toldByItself = new Promise<void>((resolve) => {
    resolveTold = resolve;
  });
  let isTold = false;

  async function send(report: CallReport): Promise<ReportOutcome> {
    try {
      const status = await post(report);
      return status === 200 ? 'sent' : status === TOO_MANY_REQUESTS ? 'too-many' : 'failed';
    } catch {
      // No network, as is likely when a call fails; who sends is told.
      return 'failed';
    }
  }

  return {
    toldByItself,
    prepare: (comment) => record.report('person', comment),
    send,
    handleLink({ status }) {
      if (status !== 'failed' || isTold) return;
      isTold = true;
      void send(record.report('link-given-up')).then((outcome) => {
        if (outcome === 'sent') resolveTold();
      });
    },
  };
}

const TOO_MANY_REQUESTS = 429;
