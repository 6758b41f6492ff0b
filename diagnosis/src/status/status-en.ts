import type { StatusTexts } from './status-texts.ts';

const nothing = null;

export const statusEn: StatusTexts = {
  allWell: 'All is well.',
  parts: {
    service: 'Service',
    relay: 'Relay',
    certificate: 'Certificate',
    edge: 'Edge (HAProxy)',
    proxy: 'Web server in front (Caddy)',
    keeper: 'Keeper',
  },
  relayBy: ({ transport, port }) => `Relay, ${transport.toUpperCase()} ${port}`,
  codes: {
    'service-ready': { sentence: 'The service takes calls.', cure: nothing },
    'service-starting': { sentence: 'The service is starting.', cure: 'Wait a few seconds.' },
    'service-draining': {
      sentence: 'The service is stopping and takes no new calls.',
      cure: 'If nobody stopped it, start it again: ./scripts/up.',
    },
    'relay-ok': { sentence: 'The relay carries data.', cure: nothing },
    'relay-unknown': {
      sentence: 'The relay has not been tried yet.',
      cure: 'Wait half a minute; it is tried all the time.',
    },
    'relay-not-probed': {
      sentence: 'Nobody looks whether the relay works.',
      cure: 'Set TURN_PROBE where the service runs, or test it from a browser at /test.',
    },
    'certificate-good': { sentence: 'The certificate is good.', cure: nothing },
    'certificate-internal': {
      sentence:
        'The certificate is of this deployment’s own authority: browsers warn until they are told to trust it.',
      cure: nothing,
    },
    'certificate-elsewhere': {
      sentence: 'Another web server has the certificate; it is not seen from here.',
      cure: nothing,
    },
    'certificate-unknown': {
      sentence: 'When the certificate ends is not known here.',
      cure: nothing,
    },
    'certificate-pending': {
      sentence: 'The certificate is being ordered; browsers warn until it is there.',
      cure: 'Wait a minute.',
    },
    'certificate-expiring': {
      sentence: 'The certificate ends within hours and should have been renewed by now.',
      cure: 'See what the keeper says below, and the log: ./scripts/burrow logs keeper.',
    },
    'certificate-fallback': {
      sentence: 'There is no certificate that browsers trust; one that stands in is served.',
      cure: 'See what the keeper says below: it names the reason.',
    },
    'certificate-expired': {
      sentence: 'The certificate has expired, and browsers refuse the page.',
      cure: 'See what the keeper says below, and the log: ./scripts/burrow logs keeper.',
    },
    'edge-answers': { sentence: 'HAProxy answers.', cure: nothing },
    'edge-silent': {
      sentence: 'HAProxy does not answer the keeper.',
      cure: 'Look at its log: ./scripts/burrow logs edge. Start what is down: ./scripts/up.',
    },
    'proxy-passes': { sentence: 'Requests come through the web server in front.', cure: nothing },
    'proxy-silent': {
      sentence: 'For minutes no request has come through the web server in front.',
      cure: 'Look at its log: ./scripts/burrow logs caddy. Start what is down: ./scripts/up.',
    },
    'keeper-well': { sentence: 'The keeper has nothing to complain about.', cure: nothing },
    'keeper-problem': { sentence: 'The keeper has found something wrong.', cure: nothing },
    'keeper-silent': {
      sentence: 'The keeper does not run: calls go on, but certificates and secrets are not renewed.',
      cure: 'Look at its log: ./scripts/burrow logs keeper. Start what is down: ./scripts/up.',
    },
    'keeper-unreadable': {
      sentence: 'What the keeper says cannot be read; it is of another version.',
      cure: 'Bring all parts to the same version: ./scripts/up.',
    },
  },
  keeperSays: (cause) => `The keeper: ${cause}.`,
};
