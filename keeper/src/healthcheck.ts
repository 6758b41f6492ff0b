import { readFileSync } from 'node:fs';
import { HEALTH_FILE, READY } from './paths.ts';

// What is written here is what "docker inspect" shows beside "unhealthy".
const health = readFileSync(HEALTH_FILE, 'utf8');
process.stdout.write(`${health}\n`);
process.exitCode = health === READY ? 0 : 1;
