export * from './client-events.ts';
export * from './ice.ts';
export {
  BLIND_ID_BYTES,
  base64urlLength,
  OWNER_KEY_BYTES,
  OWNER_TAG_BYTES,
  PEER_ID_BYTES,
  ROOM_BYTES,
  SESSION_BYTES,
} from './identifiers.ts';
export * from './limits.ts';
export { accept, REFUSALS, type Refusal, type RefusalCode, type Result, refuse } from './refusals.ts';
export * from './server-events.ts';
export * from './version.ts';
