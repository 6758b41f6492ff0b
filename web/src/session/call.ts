import { computed, effect, signal } from '@preact/signals-core';
import { type JoinGrant, type RefusalCode, SEAT_HOLD_SECONDS, SESSION_BYTES } from '#protocol';
import { encodeBase64url } from './base64url.ts';
import { createEntrance } from './entrance.ts';
import { createEntryRequest } from './entry-request.ts';
import { createIceCredentials } from './ice-credentials.ts';
import { openKnock, sealKnock } from './knock.ts';
import { Membership } from './membership.ts';
import { createOpeningPassword } from './opening-password.ts';
import { readOwnName, rememberOwnName } from './own-name.ts';
import { createOwnership } from './ownership.ts';
import { type Participant, Participants } from './participants.ts';
import { createPeerBudget } from './peer-budget.ts';
import { createPeerChannel } from './peer-channel.ts';
import type { CallPorts, MeshPort } from './ports.ts';
import { createRaisedHand } from './raised-hand.ts';
import { deriveRoom } from './room-derivation.ts';
import { type RoomKey, roomPath } from './room-key.ts';
import type { LinkContent, Profile } from './sealed-content.ts';
import { createSealedLine, type SealedLine } from './sealed-line.ts';
import { createSealer, type Sealer } from './sealing.ts';
import { forgetSeat, holdStoredSeat } from './seat-storage.ts';
import { createServerEventHandlers } from './server-event-handlers.ts';
import { keepSwitchedOff } from './switched-off.ts';
import {
  type Call,
  type CallEndReason,
  type CallPhase,
  type CallReporting,
  type JoinProblem,
  MAX_NAME_CHARACTERS,
} from './view.ts';
import { createVisitors } from './visitors.ts';
import { createVoices } from './voices.ts';

/** More than a page of ours has to say to one peer in the worst of networks; what is beyond is not even opened. */
const SIGNALS_OF_PEER = { burst: 200, perSecond: 20 };

/** One visit to one room, from its lobby to its end. */
export function createCall(roomKey: RoomKey, ports: CallPorts): Call {
  const { clock, media, screen, signaling, storage } = ports;
  const phase = signal<CallPhase>('lobby');
  const joinProblem = signal<JoinProblem | null>(null);
  const endReason = signal<CallEndReason | null>(null);
  const signalingConnected = signal(false);
  const isOwner = signal(false);
  const locked = signal(false);
  const capacity = signal<number | null>(null);
  const updateReady = signal(false);
  const reporting = signal<CallReporting | null>(null);
  const name = signal(readOwnName(storage));
  const entrance = createEntrance({ clock, phase });
  const password = createOpeningPassword(ports);
  const participants = new Participants({
    clock,
    onProfile(id, { microphone, camera, screen: shares, videoPaused, shownLines }) {
      mesh?.expectMedia(id, microphone || ((camera || shares) && !videoPaused));
      mesh?.setShownLines(id, shownLines ?? null);
    },
    onShown: tellNews,
  });
  /** Removed by an owner: they still know the secret, so a server that forgot must not bring them back. */
  const removed = new Set<string>();
  const session = encodeBase64url(ports.random(SESSION_BYTES));
  const forgetSwitchedOff = keepSwitchedOff(ports);

  const derived = deriveRoom(roomKey, ports.origin);
  const heldSeat = derived.then(({ room }) => holdStoredSeat(ports, room));
  const isTooMuch = createPeerBudget({ clock, ...SIGNALS_OF_PEER });
  let line: SealedLine | null = null;
  let membership: Membership | null = null;
  let mesh: MeshPort | null = null;
  let self = '';
  const voices = createVoices({ clock, participants, read: (ids) => mesh?.readVoices(ids) ?? null });
  const ownership = createOwnership({
    ...{ ports, roomKey, derived, isOwner },
    sendKey(peerId, key) {
      const heir = participants.get(peerId);
      if (heir !== undefined) sendTo(heir, { type: 'ownership', key });
    },
    onResume: (resume) => membership?.renew(resume),
  });
  const visitors = createVisitors({
    async open(knock) {
      const { sealingRoot, room } = await derived;
      return openKnock(sealingRoot, room, knock);
    },
    turnAway: (id) => void answerVisitor(id, false).catch(ports.report),
    report: ports.report,
  });
  let knockSealer: Sealer | null = null;
  const entry = createEntryRequest({
    ...{ ports, session, isPossible: roomKey.kind === 'generated' },
    room: derived.then(({ room }) => room),
    async sealName() {
      const { sealingRoot, room } = await derived;
      knockSealer ??= createSealer(sealingRoot, room);
      return sealKnock(knockSealer, session, name.peek());
    },
    onAdmitted: () => void join().catch(ports.report),
    onEnded: () => end('ended'),
    onRefused: (code) => {
      joinProblem.value = code;
    },
  });
  const credentials = createIceCredentials(ports, (servers) => mesh?.setIceServers(servers));

  const { hand, setHandRaised } = createRaisedHand(participants);
  /** Counts what `profile` has been. */
  let revision = 0;
  const isHeldBack = (kind: 'microphone' | 'camera') => {
    const held = media.controls.interrupted.value;
    return held === kind || held === 'both';
  };
  const profile = computed(() => ({
    name: name.value.slice(0, MAX_NAME_CHARACTERS),
    // What the system holds back is as good as off to the others.
    microphone: media.microphoneOn.value && !isHeldBack('microphone'),
    camera: media.cameraOn.value && !isHeldBack('camera'),
    screen: screen.stream.value !== null,
    hand: hand.value,
  }));
  const channel = createPeerChannel({
    ...{ participants, clock },
    profile: profileFor,
    send: (peerId, text) => mesh?.sendMessage(peerId, text) ?? false,
  });
  const stopTelling = effect(() => {
    rememberOwnName(storage, profile.value.name);
    revision += 1;
    for (const participant of participants.all()) tellProfileBothWays(participant);
  });

  function profileFor({ ownVideoPaused, shownLines }: Participant): Profile {
    const lines = shownLines();
    const ofThem = { videoPaused: ownVideoPaused.peek(), ...(lines !== null && { shownLines: lines }) };
    return { ...profile.peek(), ...ofThem, revision };
  }

  function tellProfile(participant: Participant): void {
    if (!participant.away.peek()) sendTo(participant, { type: 'profile', ...profileFor(participant) });
  }

  function tellProfileBothWays(participant: Participant): void {
    tellProfile(participant);
    channel.tellProfile(participant);
  }

  function handleVideoPaused(peerId: string, paused: boolean): void {
    const participant = participants.get(peerId);
    if (participant === undefined) return;
    participant.ownVideoPaused.value = paused;
    tellNews(participant);
  }

  /** Something has changed that is for this one person. */
  function tellNews(participant: Participant): void {
    revision += 1;
    tellProfileBothWays(participant);
  }

  function sendTo(participant: Participant, content: Parameters<SealedLine['send']>[2]): void {
    line?.send({ id: self, session }, { id: participant.id, session: participant.session }, content);
  }

  /** Somebody is there: new to us, back as they were, or back as another page load. */
  function meet({ id, session: peerSession, away }: JoinGrant['peers'][number], isNewcomer = false): void {
    if (removed.has(id) || id === self) return;
    const known = participants.get(id);
    const participant = known ?? participants.add(id, peerSession, isNewcomer);
    const polite = self > id;
    stopWaitingFor(participant);
    participant.away.value = away;
    if (known === undefined) mesh?.add(id, { polite });
    else if (known.session !== peerSession) {
      participant.handleReplaced(peerSession);
      channel.handleReplaced(participant);
      mesh?.replace(id, { polite });
    }
    if (!away) {
      mesh?.check(id);
      tellProfile(participant);
    }
  }

  function stopWaitingFor(participant: Participant): void {
    participant.cancelFarewell?.();
    participant.cancelFarewell = null;
  }

  function part(id: string): void {
    const participant = participants.get(id);
    if (participant !== undefined) channel.handleParted(participant);
    mesh?.remove(id);
    participants.remove(id);
  }

  function handleJoined(grant: JoinGrant): void {
    if (grant.self !== self) {
      // Another seat is another person to the others: every connection begins anew.
      for (const { id } of participants.all()) part(id);
      mesh?.close();
      self = grant.self;
      mesh = ports.createMesh({
        send: (peerId: string, content: LinkContent) => {
          const participant = participants.get(peerId);
          if (participant !== undefined) sendTo(participant, content);
        },
        refreshIceServers: () => credentials.refresh(),
        onNetworkChange: () => credentials.check(),
        // Nobody waits for the answer: it is one more or one less in a count.
        reportLink: (report) => void signaling.ask('link:report', report),
        onLink(peerId, state) {
          participants.handleLink(peerId, state);
          entrance.handleLink(state);
        },
        onChannelOpen: (peerId) => channel.handleOpen(peerId),
        onMessage: (peerId, text) => channel.handleMessage(peerId, text),
        onDetails: (peerId, details) => participants.get(peerId)?.connection.handleDetails(details),
        onVideoPaused: handleVideoPaused,
        mayReport: grant.reports === true,
      });
      reporting.value = mesh.reporting;
    }
    credentials.take(grant);
    const listed = new Set(grant.peers.map((peer) => peer.id));
    for (const participant of participants.all()) {
      if (listed.has(participant.id)) continue;
      // Who left or was removed while our line was lost is gone; after a restart they may still be on their way back.
      if (grant.restoring) waitFor(participant);
      else part(participant.id);
    }
    for (const peer of grant.peers) meet(peer);
    const lockWasLost = grant.owner && locked.peek() && !grant.locked;
    ownership.handleJoined(grant);
    visitors.replace(grant.knocks ?? []);
    if (ports.build !== null && grant.build !== undefined && grant.build !== ports.build)
      updateReady.value = true;
    capacity.value = grant.capacity;
    locked.value = grant.locked;
    if (lockWasLost) setLocked(true).catch(ports.report);
    signalingConnected.value = true;
    entrance.handleJoined(grant.peers.length);
    voices.start();
  }

  /** A server that has restarted lists people as they come back; their media may have gone on all the time. */
  function waitFor(participant: Participant): void {
    participant.away.value = true;
    participant.cancelFarewell ??= clock.schedule(() => part(participant.id), SEAT_HOLD_SECONDS * 1000);
  }

  function end(reason: CallEndReason): void {
    if (phase.peek() === 'over') return;
    phase.value = 'over';
    endReason.value = reason;
    signalingConnected.value = false;
    stopTelling();
    forgetSwitchedOff();
    entrance.stop();
    credentials.stop();
    voices.stop();
    for (const { id } of participants.all()) participants.remove(id);
    mesh?.close();
    media.close();
    screen.stop();
    channel.close();
  }

  const handlers = createServerEventHandlers({
    ...{ participants, clock },
    meet: (id, session) => meet({ id, session, away: false }, phase.peek() === 'in-call'),
    part,
    check: (id) => mesh?.check(id),
    receive(participant, payload) {
      if (isTooMuch(participant)) return;
      const from = { id: participant.id, session: participant.session };
      line?.receive(from, { id: self, session }, payload, (content) => {
        // Gone, or another page load, while it was opened.
        if (participants.get(participant.id) !== participant || participant.session !== from.session) return;
        if (content.type === 'profile') participant.handleProfile(content);
        else if (content.type === 'ownership') ownership.receive(content.key).catch(ports.report);
        else mesh?.handleSignal(participant.id, content);
      });
    },
    handleRemoved: (id) => removed.add(id),
    handleLocked: (value) => {
      locked.value = value;
    },
    handleHandedOver(resume) {
      ownership.handleHandedOver(resume);
      visitors.replace([]);
    },
    handleKnock: visitors.add,
    handleKnockGone: visitors.remove,
    async handleClosed(reason) {
      if (reason !== 'replaced') forgetSeat(ports.tabStorage, (await derived).room);
      membership?.close();
      end(reason);
    },
  });

  async function join(resumeOnly = false): Promise<void> {
    if (phase.peek() !== 'lobby') return;
    entry.letGo();
    phase.value = 'joining';
    joinProblem.value = null;
    const { room, blindId, sealingRoot } = await derived;
    const seat = await heldSeat;
    if (phase.peek() !== 'joining') return;
    line ??= createSealedLine({
      sealer: createSealer(sealingRoot, room),
      signal: (to, payload) => signaling.signal(to, payload),
      report: ports.report,
    });
    membership = new Membership({
      ...{ ports, room, session, seat, resumeOnly, password },
      owner: () => ownership.proof({ blindId }),
      onJoined: handleJoined,
      onRefused(problem) {
        joinProblem.value = problem;
        phase.value = 'lobby';
      },
      onSeatGone: () => end('expired'),
      onLost() {
        signalingConnected.value = false;
        // Nobody is given up while there is nobody to ask who is there.
        for (const participant of participants.all()) stopWaitingFor(participant);
      },
      onVersion() {
        joinProblem.value = 'version';
      },
      onEvent: (event, data) => handlers[event](data),
    });
    membership.join();
  }

  async function setLocked(value: boolean): Promise<RefusalCode | null> {
    const answer = await signaling.ask('room:lock', { locked: value });
    return answer === null ? 'unavailable' : answer.ok ? null : answer.code;
  }

  async function removePerson(id: string): Promise<RefusalCode | null> {
    const answer = await signaling.ask('room:remove', { peer: id });
    return answer === null ? 'unavailable' : answer.ok ? null : answer.code;
  }

  async function answerVisitor(id: string, admit: boolean): Promise<RefusalCode | null> {
    const answer = await signaling.ask('knock:answer', { knock: id, admit });
    if (answer?.ok || answer?.code === 'unknown-peer') visitors.remove(id);
    return answer === null ? 'unavailable' : answer.ok ? null : answer.code;
  }

  async function endForEveryone(): Promise<RefusalCode | null> {
    const answer = await signaling.ask('room:end', {});
    if (answer === null) return 'unavailable';
    if (!answer.ok) return answer.code;
    forgetSeat(ports.tabStorage, (await derived).room);
    membership?.close();
    end('ended');
    return null;
  }

  /** A page that was reloaded in the middle of a call goes back into it without being asked. */
  async function joinAfterReload(): Promise<void> {
    if ((await heldSeat) !== null && phase.peek() === 'lobby') await Promise.all([media.open(), join(true)]);
  }
  joinAfterReload().catch(ports.report);

  return {
    ...{ phase, joinProblem, endReason, signalingConnected, isOwner, locked, capacity, name, media },
    ...{ people: participants.people, activeSpeaker: voices.activeSpeaker, setLocked, removePerson },
    ...{ screen, chat: channel.chat, reactions: channel.reactions, hand, setHandRaised },
    ...{ handOver: ownership.handOver, ownershipNews: ownership.news, endForEveryone },
    ...{ entry, visitors: visitors.list, answerVisitor, updateReady, reporting },
    ...{ password: password.typed, passwordAsked: password.isAsked },
    join: () => join(),
    inviteLink: ports.origin + roomPath(roomKey),
    typedCode: roomKey.kind === 'typed' ? roomKey.code : null,
    leave() {
      entry.cancel();
      if (membership === null) signaling.close();
      else membership.leave().catch(ports.report);
      end('left');
    },
  };
}
