interface LineArea {
  readonly width: number;
  readonly height: number;
  /** So many values fill the width; fewer stand at its right end. */
  readonly length: number;
  /** What the height stands for. */
  readonly maximum: number;
}

/** The `d` of an SVG path through the values, with a gap where one is not known. */
export function linePath(
  values: readonly (number | null)[],
  { width, height, length, maximum }: LineArea,
): string {
  const step = width / Math.max(length - 1, 1);
  const first = length - values.length;
  let command = 'M';
  let path = '';
  values.forEach((value, index) => {
    if (value === null) {
      command = 'M';
      return;
    }
    const y = height - (Math.min(value, maximum) / maximum) * height;
    path += `${command}${round((first + index) * step)} ${round(y)}`;
    command = 'L';
  });
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
