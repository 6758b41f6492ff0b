import { accessSync } from 'node:fs';
import { READY_FILE } from './paths.ts';

accessSync(READY_FILE);
