/**
 * Makes the icons that cannot be SVG, from web/public/icon.svg: `npm run icons`, after the drawing was changed. Systems
 * cut maskable icons and Apple's to a shape of their own, so those have the ground to the edge and the mark inside of
 * the safe zone (a circle of 80 %, W3C Web App Manifest).
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../driver/chromium.ts';

const target = (name: string) => fileURLToPath(new URL(`../../web/public/${name}`, import.meta.url));
const drawing = readFileSync(target('icon.svg'), 'utf8');
/** The ground without its round corners, and the mark a little smaller. */
const fullBleed = drawing
  .replace(' rx="8"', '')
  .replace(/(<rect[^>]*>)([\s\S]*)<\/svg>/, '$1<g transform="translate(3.2 2.6) scale(0.8)">$2</g></svg>');
if (fullBleed.length <= drawing.length) throw new Error('icon.svg has no ground <rect rx="8"> any more');

const ICONS = [
  ['icon-192.png', 192, drawing],
  ['icon-512.png', 512, drawing],
  ['icon-maskable-192.png', 192, fullBleed],
  ['icon-maskable-512.png', 512, fullBleed],
  ['apple-touch-icon.png', 180, fullBleed],
] as const;

const browser = await launchChromium();
try {
  const page = await browser.newPage();
  for (const [name, size, svg] of ICONS) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
    await page.screenshot({ path: target(name), omitBackground: true });
  }
} finally {
  await browser.close();
}
