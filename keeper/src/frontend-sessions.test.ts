import { expect, test } from 'vitest';
import { readFrontendSessions } from './frontend-sessions.ts';

test('of every frontend the connections are read, and those of pages, and of nothing else', () => {
  const csv = `# pxname,svname,qcur,stot,bin
https,FRONTEND,,12,900
turn,turn,0,5,1
turn,BACKEND,0,5,1
turn_tcp,FRONTEND,,0,0
caddy_https,caddy,,9,0
caddy_https,BACKEND,,9,0

`;
  expect(readFrontendSessions(csv)).toEqual({ https: 12, turn_tcp: 0, caddy_https: 9 });
});

test('an answer that is no table holds nothing', () => {
  expect(readFrontendSessions('Unknown command.\n')).toEqual({});
});
