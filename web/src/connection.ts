/** What a call needs only once it is joined, as one script that comes while the person is in the lobby. */
export { createMeshPort } from './create-mesh-port.ts';
export { createSignaling } from './signaling/create-signaling.ts';
