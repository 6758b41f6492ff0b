/** Where the volumes are mounted in the keeper's container. */
export const STATE = '/run/burrow';

/**
 * In memory, so that it can be written when no volume can: READY while every part finds what it needs, else the lines
 * that a person is to see. What the health check looks at (Dockerfile).
 */
export const HEALTH_FILE = '/tmp/health';
export const READY = 'ready';
