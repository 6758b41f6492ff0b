import { type LinkReport, MAX_LINK_REPORT_MS } from '#protocol';
import type { Clock, LinkState } from '../session/ports.ts';

/** Tells, once for each person who is met, how long the connection to them took and which path it has. */
export interface LinkReporting {
  noteLink(peerId: string, state: Pick<LinkState, 'status' | 'path'>): void;
  /** They have left: whoever comes back is met anew. */
  noteGone(peerId: string): void;
}

export interface LinkReportingOptions {
  readonly clock: Pick<Clock, 'now'>;
  readonly send: (report: LinkReport) => void;
}

interface Meeting {
  readonly metAtMs: number;
  /** Null: not yet. The path is known a moment later. */
  connectedAtMs: number | null;
  isTold: boolean;
}

export function createLinkReporting({ clock, send }: LinkReportingOptions): LinkReporting {
  const meetings = new Map<string, Meeting>();

  function tell(meeting: Meeting, path: LinkReport['path'], atMs: number): void {
    meeting.isTold = true;
    // A clock may be set back.
    const afterMs = Math.min(Math.max(Math.round(atMs - meeting.metAtMs), 0), MAX_LINK_REPORT_MS);
    send({ path, afterMs });
  }

  return {
    noteLink(peerId, { status, path }) {
      const now = clock.now();
      const meeting = meetings.get(peerId) ?? { metAtMs: now, connectedAtMs: null, isTold: false };
      meetings.set(peerId, meeting);
      if (meeting.isTold) return;
      if (status === 'connected') meeting.connectedAtMs ??= now;
      if (meeting.connectedAtMs === null) {
        if (status === 'failed') tell(meeting, 'none', now);
      } else if (path !== null) tell(meeting, path, meeting.connectedAtMs);
    },
    noteGone: (peerId) => void meetings.delete(peerId),
  };
}
