import type { DiagnosisTexts } from './diagnosis-texts.ts';

/** What can be the matter, and what to do about it, in English. */
export const causesEn: DiagnosisTexts['causes'] = {
  'all-well': {
    sentence: 'Every way to the relay that was tried carries data.',
    person: 'Nothing has to be done.',
    operator: 'Nothing has to be done.',
  },
  'certificate-expiring': {
    sentence:
      'Everything works, but the certificate of the server ends within hours and should be renewed by now.',
    person: 'Nothing yet. Tell whoever runs the server.',
    operator:
      'Look why the renewal fails: ./scripts/burrow status and the log of keeper say it in a sentence.',
  },
  'udp-port-blocked': {
    sentence: 'One of the ports for UDP gets no answer; another one is used instead, and calls are as good.',
    person: 'Nothing has to be done.',
    operator:
      'Nothing, if other networks are well: it is this one. If all networks say the same, open 3478/udp and 443/udp in the firewall of your provider and of the host.',
  },
  'udp-blocked': {
    sentence:
      'No UDP gets through to the relay, so sound and picture take the way of web pages (TCP, usually to port 443). They may lag a little.',
    person:
      'Calls work as it is. For smoother ones use another network, or ask for UDP to ports 3478 and 443 to be allowed.',
    operator:
      'Nothing, if other networks are well: it is this one. If all networks say the same, open 3478/udp and 443/udp in the firewall of your provider and of the host.',
  },
  'only-443': {
    sentence: 'This network lets nothing but port 443 through. Calls take that port.',
    person: 'Calls work as it is. For smoother ones use another network, such as that of a phone.',
    operator:
      'Nothing, if other networks are well. If all networks say the same, open 3478/udp and 3478/tcp in the firewall of your provider and of the host.',
  },
  'turns-blocked': {
    sentence:
      'The way over TLS, which looks like a web page, does not reach the relay, although pages load. Calls take UDP instead.',
    person:
      'Nothing has to be done as long as UDP passes. A program or firewall that inspects encrypted traffic does this, and so does a warning about the certificate that was clicked away.',
    operator:
      'See whether the address opens without a warning in a fresh browser: a certificate that is not trusted has the same effect. If it does, it is this network. Firefox uses TLS to the relay only with a name, not with a bare address.',
  },
  'some-ways-fail': {
    sentence: 'At least one way to the relay carries data, but others do not, in no pattern that has a name.',
    person: 'Nothing has to be done. If calls stutter, try another network.',
    operator:
      'Look at the lines that fail, and compare with another network: what fails everywhere is at the server, most often a port that a firewall closes.',
  },
  'one-family-fails': {
    sentence:
      'Over one of IPv4 and IPv6 the relay is not reached, as on every network that has only one of them; the other one carries data.',
    person: 'Nothing has to be done.',
    operator:
      'If it is IPv6 on every network, the AAAA record of the name leads to where the relay does not answer: let it answer there, or remove the record.',
  },
  lossy: {
    sentence: 'The relay carries data, but much of it is lost on the way, so calls will stutter.',
    person: 'Move closer to the Wi-Fi, use a cable, stop large downloads, or try another network.',
    operator:
      'If all networks say the same, see whether the line of the host is full or TURN_MAX_MBIT is too low.',
  },
  'server-check-fails': {
    sentence:
      'Data passes through the relay from here, although the server finds its relay at fault by its own check.',
    person: 'Nothing has to be done.',
    operator:
      'Look again in a minute: the relay may have just come back. If it stays, the check looks in the wrong place: see TURN_PROBE and the log of signaling.',
  },
  'certificate-expired': {
    sentence: 'The certificate of the server has ended.',
    person: 'See whether the clock of this device is right. If it is, tell whoever runs the server.',
    operator: 'Renew it: ./scripts/burrow status and the log of keeper say in a sentence why it was not.',
  },
  'certificate-untrusted': {
    sentence: 'The way over TLS shows a certificate that is not to be trusted, so it is not used.',
    person:
      'If a program or firewall inspects encrypted traffic, use another network. Otherwise tell whoever runs the server.',
    operator:
      'Use a certificate that browsers trust, with its whole chain (fullchain.pem): ./scripts/burrow status says why there is none.',
  },

  offline: {
    sentence: 'Nothing answers, neither the page nor the relay: this device is offline, or the server is.',
    person: 'See whether other websites open. If they do, wait a minute, then tell whoever runs the server.',
    operator: 'See whether the server runs and its name leads to it: docker compose ps.',
  },
  'page-silent': {
    sentence: 'The page of the server did not answer, although other parts of it do.',
    person: 'Wait a minute and test again. If it stays, tell whoever runs the server.',
    operator:
      'See whether edge, caddy and signaling run, and whether the address opens without a warning: docker compose ps.',
  },
  'websocket-failed': {
    sentence: 'The page answers, but the line by which calls are arranged (a WebSocket) cannot be opened.',
    person:
      'Turn off a VPN, proxy or extension that filters web pages, or use another network, such as that of a phone.',
    operator:
      'If all networks say the same: a proxy of your own in front must pass WebSockets on, and the page must be opened by an address that ALLOWED_ORIGINS knows.',
  },
  'rate-limited': {
    sentence: 'The server gave no credentials for the test, because there were too many requests from here.',
    person: 'Wait a minute, then test again.',
    operator:
      'If everybody is told to wait, all visitors seem to come from one address: name the proxy in front in TRUSTED_PROXIES.',
  },
  password: {
    sentence: 'The server gives credentials for a test only to those who know its password.',
    person: 'Enter the password of this server, or ask whoever runs it for a test link.',
    operator: 'Tell CREATE_PASSWORD, or make a test link, which needs none.',
  },
  'credentials-refused': {
    sentence: 'The server gave no credentials for the test, so the relay could not be tried.',
    person: 'Test again. If you came by a test link, it may have ended: ask for a new one.',
    operator: 'Make a new test link. If it stays, see the log of signaling.',
  },

  'no-relay': {
    sentence: 'The server names no relay, so people connect directly or not at all.',
    person: 'Nothing can be done from here. Tell whoever runs the server.',
    operator: 'Set up the relay: without one, people behind strict networks are never connected.',
  },
  'not-tried': {
    sentence:
      'A relay gave an address, but nothing was sent through it; whether it carries data is not known.',
    person: 'Test again, and wait until the test has ended.',
    operator: 'An address alone proves nothing: let the test send data.',
  },
  unfinished: {
    sentence: 'The test ended before the relay had answered or was given up.',
    person: 'Test again, and leave the page open and in front until the test has ended.',
    operator: 'Ask for the test to be repeated.',
  },
  contradiction: {
    sentence: 'What was seen does not fit together, most likely because something changed during the test.',
    person: 'Wait a minute and test again.',
    operator:
      'Ask for the test to be repeated. If it stays, see the logs of turn and signaling at this time.',
  },

  'relay-blocked': {
    sentence: 'No way to the relay gets an answer from this network, although the relay itself is well.',
    person:
      'Use another network, such as that of a phone, turn off a VPN, or ask for port 443 of the server to be allowed for more than web pages.',
    operator:
      'Test from another network. If all say the same, open 3478/udp, 443/udp and 443/tcp in the firewall of your provider and of the host, and see whether the certificate is trusted.',
  },
  'relay-silent': {
    sentence:
      'No way to the relay gets an answer. Whether the relay or this network is the reason is not known.',
    person:
      'Try another network, such as that of a phone. If it is the same there, tell whoever runs the server.',
    operator:
      'See whether turn runs and which ports are open. With TURN_PROBE set the server checks its relay itself and can tell the two apart.',
  },
  'no-allocation': {
    sentence:
      'The network lets packets through, but the relay gives no address, and this browser does not say why.',
    person: 'Test again with Chrome, Edge or Chromium, which tell the reason.',
    operator:
      'Test with Chromium, which shows the error code. Most often it is the credential (401) or a quota (486).',
  },
  'bytes-lost': {
    sentence:
      'The relay gives addresses, but nothing that is sent through it comes back, although the server finds its relay well by its own check.',
    person: 'Test again. If it stays, turn off a VPN or use another network.',
    operator:
      'If all networks say the same: see whether a packet filter or the guard drops what the relay sends, and whether TURN_MAX_MBIT is too low.',
  },
  'relay-timeout': {
    sentence: 'The relay of the server does not answer at all.',
    person: 'Nothing can be done from here. Tell whoever runs the server.',
    operator:
      'coturn does not answer: see whether it runs, and whether a packet filter drops packets to the places of TURN_PROBE.',
  },
  'relay-unauthorized': {
    sentence: 'The relay does not accept the credentials that the server makes for it.',
    person: 'Test again in a minute. If it stays, tell whoever runs the server.',
    operator:
      'coturn does not take our credential (401): see whether its turn_secret table holds the secret of TURN_SECRET, for its realm, and whether the clocks of both agree.',
  },
  'relay-forbidden': {
    sentence: 'The relay takes no new calls: it is about to restart, or is set up wrongly.',
    person: 'Test again in a few minutes. If it stays, tell whoever runs the server.',
    operator:
      'coturn refuses (403): either it is draining before a restart, or allowed-peer-ip does not name its own relay address; see external-ip and relay-ip.',
  },
  'relay-quota': {
    sentence: 'The relay gives no further address, because too many are taken.',
    person: 'Close other tabs with calls or tests, wait ten minutes, then test again.',
    operator:
      'coturn has no allocation left to give (486): see user-quota and total-quota, and who uses the relay so much.',
  },
  'relay-capacity': {
    sentence: 'The relay has no port left: too many people use it at once.',
    person: 'Test again later. If it stays, tell whoever runs the server.',
    operator: 'coturn has no port left to relay from (508): widen min-port to max-port.',
  },
  'relay-no-bytes': {
    sentence: 'The relay gives addresses, but carries nothing from one to the other.',
    person: 'Nothing can be done from here. Tell whoever runs the server.',
    operator:
      'coturn gives allocations but carries nothing from one to the other: see whether packets from coturn to its own relay address are dropped, and whether external-ip is right.',
  },
  'relay-name': {
    sentence: 'The server does not find its own relay: the relay does not run, or its name is wrong.',
    person: 'Tell whoever runs the server; from here nothing can be done.',
    operator:
      'The host of TURN_PROBE has no address: see whether coturn runs, and whether the name is spelled right.',
  },
  'relay-certificate': {
    sentence: 'The relay shows a certificate that is not for its name, or not of this time.',
    person: 'Nothing can be done from here. Tell whoever runs the server.',
    operator:
      'The certificate at the TLS port of the relay has ended, has not begun, or is for another name than that in its URL: see whether it is renewed, whether DOMAIN is right, and whether the clock of the host is.',
  },
  'relay-other': {
    sentence: 'The relay answers with an error that has no name here.',
    person: 'Test again in a minute. If it stays, tell whoever runs the server what the lines below say.',
    operator: 'coturn answers with an error that Burrow does not expect: see its log at this time.',
  },
};
