import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import { whenTrue } from './when-true.ts';

it('does not believe a value that nobody has kept up', async () => {
  let isVisible = true;
  const update = () => {
    visible.value = isVisible;
  };
  const visible = signal(isVisible, { watched: update });
  isVisible = false;
  let isOver = false;
  const waited = whenTrue(visible).then(() => {
    isOver = true;
  });
  await Promise.resolve();
  expect(isOver).toBe(false);
  isVisible = true;
  update();
  await waited;
});
