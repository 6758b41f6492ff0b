import { expect, test } from 'vitest';
import { presentParts } from './bundle-images.ts';

const IMAGE = 'sha256:0318774c2d33c8c6c3e0e10cf8dcb099a42cbdf9d3e3d2dae9024134a64ec665';

/** As compose 2.40 writes it, with some of its members. */
const line = (service: string, state: string, labels: string) =>
  JSON.stringify({ Name: `burrow-${service}-1`, Service: service, State: state, Labels: labels });

test('a part has the image, the configuration and the version that stand on it', () => {
  const labels = `com.docker.compose.config-hash=5d0e,com.docker.compose.depends_on=keeper:service_healthy:false,turn:service_started:false,com.docker.compose.image=${IMAGE},org.opencontainers.image.version=0.1.0+g51933e1`;
  expect(presentParts(`${line('keeper', 'running', labels)}\n`)).toEqual([
    { part: 'keeper', isRunning: true, image: IMAGE, configHash: '5d0e', version: '0.1.0+g51933e1' },
  ]);
});

test.each([
  ['running', true],
  ['restarting', true],
  ['paused', true],
  ['exited', false],
  ['created', false],
  ['dead', false],
])('one that is %s runs: %s', (state, isRunning) => {
  expect(presentParts(line('turn', state, ''))).toMatchObject([{ isRunning }]);
});

test('what does not stand on it is not made up, and no parts are none', () => {
  const labels = 'a.com.docker.compose.image=sha256:00,com.docker.compose.image.x=1';
  expect(presentParts(line('turn', 'exited', labels))).toEqual([
    { part: 'turn', isRunning: false, image: '', configHash: '', version: null },
  ]);
  expect(presentParts('\n')).toEqual([]);
});
