/** Pages beside the calls. The server gives out the same document for each. */
export const SIDE_PATHS = ['/devices', '/status', '/test', '/trickle'] as const;

export type SidePath = (typeof SIDE_PATHS)[number];
