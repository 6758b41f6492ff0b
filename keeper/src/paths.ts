/** Where the volumes are mounted in the keeper's container. */
export const STATE = '/run/burrow';

/** There while every part finds what it needs; what the health check looks at. */
export const READY_FILE = `${STATE}/keeper/ready`;
