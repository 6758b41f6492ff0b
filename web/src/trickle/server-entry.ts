import { type IceUrlProblem, parseIceUrl } from './ice-url.ts';

/** A line of the list of servers, as somebody wrote it. */
export interface ServerEntry {
  /** Within this page. */
  readonly id: number;
  readonly url: string;
  readonly username: string;
  readonly credential: string;
  /** As this deployment gave it, unchanged. */
  readonly isOwn: boolean;
}

export type ServerField = 'url' | 'username' | 'credential';

export interface ServerProblem {
  readonly field: ServerField;
  readonly problem: IceUrlProblem | 'username-missing' | 'username-too-long' | 'credential-missing';
}

/** In bytes: USERNAME is shorter than 509 of them (RFC 8489 §14.3). */
const MAX_USERNAME_BYTES = 508;

/** What a browser would refuse with an exception for the whole list: the first problem of the line, or null. */
export function checkServer({ url, username, credential }: ServerEntry): ServerProblem | null {
  const parsed = parseIceUrl(url.trim());
  if (!parsed.ok) return { field: 'url', problem: parsed.problem };
  if (!isTurnUrl(url)) return null;
  if (username === '') return { field: 'username', problem: 'username-missing' };
  if (new TextEncoder().encode(username).length > MAX_USERNAME_BYTES)
    return { field: 'username', problem: 'username-too-long' };
  return credential === '' ? { field: 'credential', problem: 'credential-missing' } : null;
}

/** One entry of RTCConfiguration.iceServers for each line. */
export function toIceServers(entries: readonly ServerEntry[]): RTCIceServer[] {
  return entries.map(({ url, username, credential }) =>
    isTurnUrl(url) ? { urls: [url.trim()], username, credential } : { urls: [url.trim()] },
  );
}

export function isTurnUrl(url: string): boolean {
  return /^\s*turns?:/i.test(url);
}
