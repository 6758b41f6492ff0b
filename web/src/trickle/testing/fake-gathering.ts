import type { BrowserCandidate } from '../found-candidate.ts';
import type { GatheringConnection } from '../gather.ts';

/** A peer connection whose gathering is told by the test. */
export class FakeGathering implements GatheringConnection {
  iceGatheringState: RTCIceGatheringState = 'new';
  localDescription: { sdp: string } | null = null;
  isClosed = false;
  readonly asked: string[] = [];
  onicecandidate: GatheringConnection['onicecandidate'] = null;
  onicecandidateerror: GatheringConnection['onicecandidateerror'] = null;
  onicegatheringstatechange: GatheringConnection['onicegatheringstatechange'] = null;
  readonly configuration: RTCConfiguration;
  #refuses: boolean;

  constructor(configuration: RTCConfiguration, refuses = false) {
    this.configuration = configuration;
    this.#refuses = refuses;
  }

  addTransceiver(kind: string): void {
    this.asked.push(kind);
  }

  createDataChannel(): void {
    this.asked.push('data');
  }

  async setLocalDescription(): Promise<void> {
    if (this.#refuses) throw new DOMException('no', 'OperationError');
    this.localDescription = { sdp: 'v=0\r\n' };
  }

  close(): void {
    this.isClosed = true;
  }

  find(candidate: string, more: Partial<BrowserCandidate> = {}): void {
    this.onicecandidate?.({ candidate: { candidate, sdpMid: '0', ...more } });
  }

  fail(url: string, errorCode: number): void {
    this.onicecandidateerror?.({ url, errorCode, errorText: 'so' });
  }

  complete(): void {
    this.iceGatheringState = 'complete';
    this.onicegatheringstatechange?.();
  }
}
