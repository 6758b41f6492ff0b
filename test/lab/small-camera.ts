import type { Browser, Page } from 'playwright-core';
import { CallPage } from '../driver/call-page.ts';

export interface CameraSize {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

/** Somebody whose camera gives small pictures, for many people on few processors. */
export async function openWithCamera(
  browser: Browser,
  url: string,
  size: CameraSize,
): Promise<CallPage<Page>> {
  const call = await CallPage.open(browser, 'about:blank');
  await call.page.setViewportSize({ width: 640, height: 360 });
  await call.page.context().addInitScript(shrinkCamera, size);
  await call.page.goto(url);
  return call;
}

/** Runs in the page before its own scripts: whatever is asked of the camera, it gives this. */
function shrinkCamera(size: CameraSize): void {
  const { mediaDevices } = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) =>
    getUserMedia(constraints?.video ? { ...constraints, video: size } : constraints);
}
