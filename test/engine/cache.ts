import { join } from 'node:path';

/** What is slow to make is kept here from run to run. */
export const cacheDirectory = process.env.BURROW_CACHE_DIR ?? '/var/cache/burrow';

/** Docker's own directory for what is beside its command line: the compose plugin. */
export const cliDirectory = join(cacheDirectory, 'docker-cli');
