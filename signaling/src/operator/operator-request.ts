/** What the operator asks the service for, as HTTP. */
export interface OperatorRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Null: none. */
  readonly body: object | null;
}

/**
 * The request that the words of a command line mean: `credentials`, `reports`, `guest [label]`, `guests`,
 * `status`, `link` (to the page of the status); null for others.
 * @param password with which rooms are opened; null: anybody may
 */
export function operatorRequest(words: readonly string[], password: string | null): OperatorRequest | null {
  const [name, label, ...rest] = words;
  if (rest.length > 0 || (label !== undefined && name !== 'guest')) return null;
  switch (name) {
    case 'credentials':
      return { method: 'POST', path: '/api/checkup', body: password === null ? {} : { password } };
    case 'reports':
      return { method: 'GET', path: '/api/reports', body: null };
    case 'guest':
      return { method: 'POST', path: '/api/guest-tests', body: label ? { label } : {} };
    case 'guests':
      return { method: 'GET', path: '/api/guest-tests', body: null };
    case 'status':
      return { method: 'GET', path: '/api/status', body: null };
    case 'link':
      return { method: 'POST', path: '/api/operator-links', body: {} };
    default:
      return null;
  }
}
