import type { Middleware } from 'koa';
import helmet from 'koa-helmet';
import type { PageFile } from '../core/page-file.ts';

/**
 * No script or style but our own files and what the build has put into the page, no framing, no referrer, and only the
 * device features that a call needs.
 * HSTS and upgrade-insecure-requests are left to whoever ends TLS: on a LAN the page may be plain HTTP.
 */
export function securityHeaders({ scriptHashes, styleHashes }: PageFile): Middleware {
  const secure = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", ...scriptHashes],
        styleSrc: ["'self'", ...styleHashes],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  return async function securityHeadersMiddleware(ctx, next) {
    ctx.set('Permissions-Policy', PERMISSIONS_POLICY);
    await secure(ctx, next);
  };
}

const PERMISSIONS_POLICY = [
  ...[
    'camera',
    'microphone',
    'display-capture',
    'speaker-selection',
    'screen-wake-lock',
    'autoplay',
    'fullscreen',
  ],
  ...['picture-in-picture', 'clipboard-write'],
]
  .map((feature) => `${feature}=(self)`)
  .concat(['geolocation', 'usb', 'serial', 'hid', 'payment', 'midi'].map((feature) => `${feature}=()`))
  .join(', ');
