import type { LocalCandidate, PeerConnection, StatsReport } from '../peer-connection.ts';
import { FakeConnectivity } from './fake-connectivity.ts';
import { FakeDataChannel } from './fake-data-channel.ts';
import type { FakeNetwork } from './fake-network.ts';
import { FakeOperationsChain } from './fake-operations-chain.ts';
import { type FakeSdp, type FakeSection, formatFakeSdp, parseFakeSdp, ufragOfFake } from './fake-sdp.ts';
import { FakeTransceiver } from './fake-transceiver.ts';

/** Why a name of its own: where there are no numbers to compare, transceivers can be numbered as they come. */
const DATA_SECTION: FakeSection = { mid: 'data', kind: 'application', direction: 'sendrecv' };

interface Applied {
  readonly type: 'offer' | 'answer';
  readonly sdp: FakeSdp;
}

export interface FakePeerConnectionOptions {
  readonly network: FakeNetwork;
  readonly configuration?: RTCConfiguration;
  /** How long the next operation takes. */
  readonly operationMs?: () => number;
}

/**
 * A small model of RTCPeerConnection: the operations chain, signaling states with implicit rollback, the
 * negotiation-needed flag, ICE generations and trickled candidates (W3C webrtc-pc §4.4.1, §4.7.3, RFC 8829).
 */
export class FakePeerConnection implements PeerConnection {
  signalingState: RTCSignalingState = 'stable';
  configuration: RTCConfiguration;
  readonly applied: string[] = [];
  /** For the network to move. */
  readonly connectivity: FakeConnectivity;
  readonly #options: FakePeerConnectionOptions;
  readonly #chain: FakeOperationsChain;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();
  #transceivers: FakeTransceiver[] = [];
  #local: { current: Applied | null; pending: Applied | null } = { current: null, pending: null };
  #remote: { current: Applied | null; pending: Applied | null } = { current: null, pending: null };
  #gathered = new Map<string, string[]>();
  #isBroken = false;
  readonly #findsNoNetwork: boolean;
  readonly #remoteCandidates = new Set<string>();
  #credentialsToReplace = new Set<string>();
  #isNegotiationNeeded = false;
  /** The one that both ends make with the id 0. */
  channel: FakeDataChannel | null = null;

  constructor(options: FakePeerConnectionOptions) {
    this.#options = options;
    this.#findsNoNetwork = options.network.isHidden;
    this.configuration = options.configuration ?? {};
    const { clock } = options.network;
    this.connectivity = new FakeConnectivity(clock, () => {
      this.#openChannel();
      this.#emit('connectionstatechange', {});
    });
    this.#chain = new FakeOperationsChain({
      clock,
      operationMs: options.operationMs ?? (() => 0),
      isClosed: () => this.signalingState === 'closed',
      onEmpty: () => this.#updateNegotiationNeeded(),
    });
    options.network.add(this);
  }

  // biome-ignore lint/suspicious/noExplicitAny: one implementation for the overloads of the interface.
  addEventListener(type: string, listener: (event: any) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  get connectionState(): RTCPeerConnectionState {
    return this.connectivity.state;
  }

  get localDescription() {
    return this.#describe(this.#local.pending ?? this.#local.current);
  }

  get remoteDescription() {
    return this.#describe(this.#remote.pending ?? this.#remote.current);
  }

  setLocalDescription(): Promise<void> {
    return this.#chain.add(() => {
      this.#refuseWhenBroken();
      const isAnswer = this.signalingState === 'have-remote-offer';
      const description = isAnswer ? this.#createAnswer() : this.#createOffer();
      this.#local.pending = description;
      if (isAnswer) this.#becomeStable();
      else this.signalingState = 'have-local-offer';
      this.#gather(description.sdp.ufrag);
    });
  }

  setRemoteDescription({ type, sdp }: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    return this.#chain.add(() => {
      this.#refuseWhenBroken();
      if (type === 'offer' && this.signalingState === 'have-local-offer') this.#rollBack();
      const isExpected = type === 'offer' || this.signalingState === 'have-local-offer';
      if (!isExpected) throw new DOMException(`${type} in ${this.signalingState}`, 'InvalidStateError');
      const parsed = parseFakeSdp(sdp);
      if (parsed === null) throw new DOMException('no SDP', 'OperationError');
      const offered = this.#local.pending?.sdp.sections ?? [];
      if (type === 'answer' && parsed.sections.length !== offered.length)
        throw new DOMException('sections of the answer are not those of the offer', 'InvalidAccessError');
      this.#remote.pending = { type, sdp: parsed };
      for (const candidate of parsed.candidates) this.#remoteCandidates.add(ufragOfFake(candidate) ?? '');
      if (type === 'offer') this.#associate(parsed);
      this.applied.push(sdp);
      if (type === 'answer') this.#becomeStable();
      else this.signalingState = 'have-remote-offer';
    });
  }

  addIceCandidate({ candidate = '', usernameFragment }: RTCIceCandidateInit): Promise<void> {
    return this.#chain.add(() => {
      const remote = this.#remote.pending ?? this.#remote.current;
      if (remote === null) throw new DOMException('no remote description', 'InvalidStateError');
      const ufrag = usernameFragment ?? ufragOfFake(candidate);
      if (ufrag !== null && ufrag !== remote.sdp.ufrag) throw new DOMException('ufrag', 'OperationError');
      if (candidate !== '' && !candidate.startsWith('candidate:'))
        throw new DOMException('no candidate', 'OperationError');
      if (candidate !== '') this.#remoteCandidates.add(ufrag ?? remote.sdp.ufrag);
      this.#options.network.update();
    });
  }

  addTransceiver(
    trackOrKind: MediaStreamTrack | string,
    { streams = [] }: RTCRtpTransceiverInit = {},
  ): FakeTransceiver {
    const isKind = typeof trackOrKind === 'string';
    const transceiver = new FakeTransceiver({
      kind: isKind ? trackOrKind : trackOrKind.kind,
      track: isKind ? null : trackOrKind,
      direction: 'sendrecv',
      chain: (action) => this.#chain.add(action),
      onChange: () => this.#updateNegotiationNeeded(),
    });
    transceiver.streams = streams;
    this.#transceivers.push(transceiver);
    this.#updateNegotiationNeeded();
    return transceiver;
  }

  createDataChannel(): FakeDataChannel {
    if (this.channel !== null) throw new DOMException('the id 0 is taken', 'OperationError');
    this.channel = new FakeDataChannel(() => this.#options.network.update());
    this.#updateNegotiationNeeded();
    return this.channel;
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.#transceivers];
  }

  setConfiguration(configuration: RTCConfiguration): void {
    this.configuration = configuration;
  }

  restartIce(): void {
    this.#credentialsToReplace = new Set(this.localUfrags);
    this.#updateNegotiationNeeded();
  }

  async getStats(): Promise<StatsReport> {
    const candidateType = this.isRelayed ? 'relay' : 'host';
    return new Map<string, object>([
      ['T', { id: 'T', type: 'transport', selectedCandidatePairId: 'P' }],
      ['P', { id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R' }],
      ['L', { id: 'L', type: 'local-candidate', candidateType }],
      ['R', { id: 'R', type: 'remote-candidate', candidateType: 'host' }],
    ]);
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectivity.close();
    this.channel?.close();
    this.#options.network.remove(this);
  }

  /** Of this model's own: what the network asks. */
  get localUfrags(): string[] {
    return [this.#local.current, this.#local.pending].flatMap((applied) => applied?.sdp.ufrag ?? []);
  }

  get currentUfrags(): { local: string | null; remote: string | null } {
    return { local: this.#local.current?.sdp.ufrag ?? null, remote: this.#remote.current?.sdp.ufrag ?? null };
  }

  get isRelayed(): boolean {
    return this.#gathered.get(this.currentUfrags.local ?? '')?.some((one) => one.includes('relay')) ?? false;
  }

  knows(ufrag: string): boolean {
    return !this.#findsNoNetwork && this.#remoteCandidates.has(ufrag);
  }

  /** As Chromium (156): an offer of nothing has no BUNDLE group, and with that nothing can be negotiated any more. */
  #refuseWhenBroken(): void {
    if (this.#isBroken) throw new DOMException('no BUNDLE group', 'OperationError');
  }

  #createOffer(): Applied {
    for (const transceiver of this.#transceivers) transceiver.mid ??= this.#freeMid();
    const sections: FakeSection[] = this.#transceivers.map(({ mid, kind, direction }) => ({
      mid: mid ?? '',
      kind,
      direction,
    }));
    if (this.channel !== null) sections.push(DATA_SECTION);
    this.#isBroken = sections.length === 0;
    this.#refuseWhenBroken();
    return { type: 'offer', sdp: { ufrag: this.#ufrag(), sections, candidates: [] } };
  }

  #createAnswer(): Applied {
    const offer = this.#remote.pending?.sdp;
    const sections = (offer?.sections ?? []).map((section) =>
      section.mid === DATA_SECTION.mid
        ? section
        : { ...section, direction: this.#byMid(section.mid)?.answerTo(section.direction) ?? 'inactive' },
    );
    const isRestart = offer?.ufrag !== this.#remote.current?.sdp.ufrag;
    return { type: 'answer', sdp: { ufrag: this.#ufrag(isRestart), sections, candidates: [] } };
  }

  /** New credentials for the first description and for a restart, else those in use. */
  #ufrag(isRestart = false): string {
    const inUse = this.#local.pending?.sdp.ufrag ?? this.#local.current?.sdp.ufrag;
    if (inUse !== undefined && !isRestart && !this.#credentialsToReplace.has(inUse)) return inUse;
    return `u${this.#options.network.nextNumber()}`;
  }

  #associate({ sections }: FakeSdp): void {
    for (const { mid, kind } of sections) {
      if (mid === DATA_SECTION.mid || this.#byMid(mid) !== undefined) continue;
      const transceiver = this.addTransceiver(kind);
      transceiver.associate(mid);
    }
  }

  #becomeStable(): void {
    this.#local = { current: this.#local.pending, pending: null };
    this.#remote = { current: this.#remote.pending ?? this.#remote.current, pending: null };
    this.signalingState = 'stable';
    const [mine, theirs] = [this.#local.current, this.#remote.current];
    if (!this.#credentialsToReplace.has(mine?.sdp.ufrag ?? '')) this.#credentialsToReplace.clear();
    for (const transceiver of this.#transceivers) transceiver.settle(mine?.sdp, theirs?.sdp, mine?.type);
    this.#isNegotiationNeeded = false;
    this.#openChannel();
    this.#options.network.update();
  }

  #rollBack(): void {
    const settled = new Set(this.#local.current?.sdp.sections.map(({ mid }) => mid));
    for (const transceiver of this.#transceivers)
      if (!settled.has(transceiver.mid ?? '')) transceiver.mid = null;
    this.#local.pending = null;
    this.signalingState = 'stable';
    this.#isNegotiationNeeded = false;
  }

  #updateNegotiationNeeded(): void {
    if (!this.#chain.isEmpty || this.signalingState !== 'stable' || this.#isNegotiationNeeded) return;
    const isNeeded =
      // As Chromium (156), where the specification asks for more than nothing.
      this.#local.current === null ||
      (this.channel !== null && !this.#hasDataSection) ||
      this.#credentialsToReplace.size > 0 ||
      this.#transceivers.some((transceiver) => transceiver.isUnsettled);
    if (!isNeeded) return;
    queueMicrotask(() => {
      if (!this.#chain.isEmpty || this.signalingState !== 'stable' || this.#isNegotiationNeeded) return;
      this.#isNegotiationNeeded = true;
      this.#emit('negotiationneeded', {});
    });
  }

  get #hasDataSection(): boolean {
    return this.#local.current?.sdp.sections.some(({ mid }) => mid === DATA_SECTION.mid) ?? false;
  }

  #openChannel(): void {
    if (this.connectionState === 'connected' && this.#hasDataSection) this.channel?.becomeOpen();
  }

  #gather(ufrag: string): void {
    if (this.#findsNoNetwork || this.#gathered.has(ufrag)) return;
    const list: string[] = [];
    this.#gathered.set(ufrag, list);
    const types = this.configuration.iceTransportPolicy === 'relay' ? ['relay'] : ['host', 'srflx'];
    types.forEach((type, index) => {
      const candidate = `candidate:${index} 1 udp 1 192.0.2.1 9 typ ${type} ufrag ${ufrag}`;
      this.#options.network.clock.schedule(() => {
        list.push(candidate);
        this.#emitCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag });
      }, 10 * index);
    });
    this.#options.network.clock.schedule(() => this.#emitCandidate(null), 10 * types.length);
  }

  #emitCandidate(candidate: LocalCandidate | null): void {
    if (this.signalingState !== 'closed') this.#emit('icecandidate', { candidate });
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }

  #describe(applied: Applied | null): { type: 'offer' | 'answer'; sdp: string } | null {
    if (applied === null) return null;
    const candidates = this.#gathered.get(applied.sdp.ufrag) ?? [];
    return { type: applied.type, sdp: formatFakeSdp({ ...applied.sdp, candidates }) };
  }

  #byMid(mid: string): FakeTransceiver | undefined {
    return this.#transceivers.find((transceiver) => transceiver.mid === mid);
  }

  #freeMid(): string {
    const taken = new Set(this.#transceivers.map(({ mid }) => mid));
    let number = 0;
    while (taken.has(String(number))) number += 1;
    return String(number);
  }
}
