import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FAMILIES = ['system-ui', 'sans', 'sans-serif'];

/** `system-ui` is whatever the system has; in pictures it is a font that most systems' own resembles. Gives the environment. */
export function writePictureFonts(directory: string): Readonly<Record<string, string>> {
  const file = join(directory, 'fonts.conf');
  const matches = FAMILIES.map(
    (family) => `<match target="pattern"><test name="family"><string>${family}</string></test>
      <edit name="family" mode="prepend" binding="strong"><string>Inter</string><string>Noto Sans CJK SC</string></edit>
    </match>`,
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <include>/etc/fonts/fonts.conf</include>
      ${matches.join('')}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
