import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFrontendSessions } from './frontend-sessions.ts';

test('of every frontend the connections from outside are read, and those of pages, and of nothing else', () => {
  const csv = `# pxname,svname,qcur,stot,bin
https,FRONTEND,,12,900
turn,turn,0,5,1
turn,BACKEND,0,5,1
turn_tcp,FRONTEND,,43,0
turn_tcp,sock-1,,3,0
turn_tcp,service,,38,0
turn_tcp,service,,2,0
caddy_https,caddy,,9,0
caddy_https,BACKEND,,9,0

`;
  expect(readFrontendSessions(csv)).toEqual({ https: 12, turn_tcp: 3, caddy_https: 9 });
});

test('an answer that is no table holds nothing', () => {
  expect(readFrontendSessions('Unknown command.\n')).toEqual({});
});

test('the bundle’s own listeners have the name that is counted apart, and each frontend that has one counts them', () => {
  const config = readFileSync(new URL('../../deploy/edge/haproxy.cfg', import.meta.url), 'utf8');
  const frontends = config.split(/^(?=frontend )/m).filter((text) => text.includes(' name '));
  expect(frontends).toHaveLength(2);
  for (const frontend of frontends) {
    expect(frontend).toMatch(/^ {2}bind :1\d{4} name service( |$)/m);
    expect(frontend).toContain('\n  option socket-stats\n');
  }
});
