/** `starting` until the service listens, `draining` once it has begun to stop. */
export type Readiness = 'starting' | 'ready' | 'draining';
