import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

/** Who stands before the camera. Colours are CSS colours. */
export interface Sitter {
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly clothes: string;
  readonly hairstyle: 'short' | 'bun' | 'long' | 'bald';
}

export const SITTERS = {
  moss: {
    wall: ['#dfe3d0', '#93a586'],
    skin: '#c98f68',
    hair: '#3a2a20',
    clothes: '#2f5d47',
    hairstyle: 'short',
  },
  clay: {
    wall: ['#f0d9c6', '#bb8163'],
    skin: '#8d5a3c',
    hair: '#1f1713',
    clothes: '#e3c9a2',
    hairstyle: 'bun',
  },
  slate: {
    wall: ['#d9e0e3', '#8798a3'],
    skin: '#e6b694',
    hair: '#8c5a35',
    clothes: '#7a3b2e',
    hairstyle: 'long',
  },
  dusk: {
    wall: ['#e2d6e0', '#93809a'],
    skin: '#d9a27c',
    hair: '#2b2320',
    clothes: '#394a63',
    hairstyle: 'short',
  },
  sand: {
    wall: ['#f2e7cd', '#c9a86a'],
    skin: '#6f452d',
    hair: '#2a2422',
    clothes: '#5c6b3f',
    hairstyle: 'bald',
  },
} as const satisfies Record<string, Sitter>;

const WIDTH = 1280;
const HEIGHT = 720;
/** Chromium plays the file at 30 frames a second, and from the beginning again at its end: two seconds of breath. */
const FRAMES = 60;
const JPEG_QUALITY = 82;

/**
 * Writes a film for Chromium's `--use-file-for-fake-video-capture=FILE.mjpeg` (with `--use-fake-device-for-media-stream`),
 * so that pictures of the page show somebody instead of a test pattern. The format is JPEG images one after another.
 */
export async function writeFakeCamera(page: Page, sitter: Sitter, file: string): Promise<void> {
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  const frames: Buffer[] = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${draw(sitter, frame / FRAMES)}`);
    frames.push(await page.screenshot({ type: 'jpeg', quality: JPEG_QUALITY }));
  }
  await writeFile(file, Buffer.concat(frames));
}

/** `phase`: 0 to 1, once through the film. The last frame leads into the first. */
function draw(sitter: Sitter, phase: number): string {
  const turn = 2 * Math.PI * phase;
  const breath = 3 * Math.sin(turn);
  const nod = 2.5 * Math.sin(turn + 1);
  const tilt = 0.7 * Math.sin(turn);
  const isBlinking = phase > 0.46 && phase < 0.52;
  const { skin, hair, clothes, hairstyle } = sitter;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 1280 720">
    ${room(sitter)}
    <g transform="translate(0 ${breath.toFixed(2)})">
      ${hairstyle === 'long' ? `<path d="M498 300C480 560 470 620 530 640H750C810 620 800 560 782 300Z" fill="${hair}"/>` : ''}
      <path d="M292 760C296 600 410 566 548 528H732C870 566 984 600 988 760Z" fill="${clothes}"/>
      <path d="M548 528C556 606 724 606 732 528Z" fill="#000" opacity=".14"/>
      <path d="M584 440H696V528C696 584 584 584 584 528Z" fill="${skin}"/>
      <path d="M584 470C610 520 670 520 696 470V440H584Z" fill="#000" opacity=".14"/>
      <g transform="translate(0 ${nod.toFixed(2)}) rotate(${tilt.toFixed(2)} 640 480)">
        ${hairstyle === 'bun' ? `<circle cx="640" cy="146" r="54" fill="${hair}"/>` : ''}
        <ellipse cx="640" cy="336" rx="123" ry="148" fill="${skin}"/>
        <ellipse cx="520" cy="344" rx="17" ry="30" fill="${skin}"/>
        <ellipse cx="760" cy="344" rx="17" ry="30" fill="${skin}"/>
        ${hairOf(hairstyle, hair)}
        ${face(isBlinking)}
      </g>
    </g>
  </svg>`;
}

function room({ wall }: Sitter): string {
  return `<defs>
      <linearGradient id="wall" x1="0" y1="0" x2="1" y2="1">
        <stop stop-color="${wall[0]}"/><stop offset="1" stop-color="${wall[1]}"/>
      </linearGradient>
      <radialGradient id="lamp"><stop stop-color="#fff6e0" stop-opacity=".85"/><stop offset="1" stop-color="#fff6e0" stop-opacity="0"/></radialGradient>
      <filter id="far"><feGaussianBlur stdDeviation="9"/></filter>
    </defs>
    <rect width="1280" height="720" fill="url(#wall)"/>
    <circle cx="230" cy="150" r="330" fill="url(#lamp)"/>
    <g filter="url(#far)" opacity=".55">
      <rect x="930" y="236" width="300" height="16" rx="4" fill="#5b4532"/>
      <rect x="958" y="130" width="34" height="106" rx="4" fill="#7b5b45"/>
      <rect x="998" y="150" width="26" height="86" rx="4" fill="#3f5a4a"/>
      <rect x="1030" y="120" width="38" height="116" rx="4" fill="#a5765a"/>
      <path d="M1140 236V196H1190V236Z" fill="#8d5a3c"/>
      <path d="M1165 200C1120 170 1128 120 1146 104 1156 140 1160 160 1165 176 1172 150 1182 126 1206 112 1212 150 1200 180 1165 200Z" fill="#4c6b4f"/>
    </g>`;
}

function hairOf(style: Sitter['hairstyle'], colour: string): string {
  if (style === 'bald')
    return `<path d="M519 372C526 500 596 510 640 510S754 500 761 372C752 440 704 454 640 454S528 440 519 372Z" fill="${colour}"/>`;
  const fringe = {
    short:
      'M512 330C500 210 560 164 644 164S780 214 768 330C756 300 748 270 720 252 680 262 590 266 552 250 530 272 522 300 512 330Z',
    bun: 'M514 330C500 220 566 172 640 172S780 220 766 330C756 284 720 236 640 234S524 284 514 330Z',
    long: 'M510 380C484 220 560 160 640 160S796 220 770 380C768 310 744 262 690 240 650 280 560 290 536 300 522 320 512 350 510 380Z',
  }[style];
  return `<path d="${fringe}" fill="${colour}"/>`;
}

function face(isBlinking: boolean): string {
  const eye = (x: number) =>
    isBlinking
      ? `<path d="M${x - 13} 344q13 8 26 0" fill="none" stroke="#241a15" stroke-width="5" stroke-linecap="round"/>`
      : `<ellipse cx="${x}" cy="342" rx="9" ry="11" fill="#241a15"/>`;
  return `${eye(594)}${eye(686)}
    <path d="M640 356q-10 34 4 36" fill="none" stroke="#000" stroke-opacity=".2" stroke-width="5" stroke-linecap="round"/>
    <path d="M602 424q38 30 76 0" fill="none" stroke="#6b2f25" stroke-width="7" stroke-linecap="round"/>`;
}
