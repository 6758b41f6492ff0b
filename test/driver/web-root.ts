import { fileURLToPath } from 'node:url';

/** The page as `npm run build` made it, for `WEB_ROOT` of a service. */
export const webRoot = fileURLToPath(new URL('../../web/dist', import.meta.url));
