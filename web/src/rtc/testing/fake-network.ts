import type { Clock } from '../peer-connection.ts';
import type { FakePeerConnection } from './fake-peer-connection.ts';

/** How long real browsers take, roughly. */
const CONNECT_MS = 50;
const CARRY_MS = 5;
const DISCONNECTED_AFTER_MS = 3_000;
const FAILED_AFTER_MS = 15_000;

/**
 * Connects fake peer connections as ICE would: two whose ICE generations name each other, and one of which has got a
 * candidate of the other's, are connected while the network is up. Both notice when that ends, after some seconds.
 */
export class FakeNetwork {
  readonly clock: Clock;
  readonly #members = new Set<FakePeerConnection>();
  #isUp = true;
  /** ICE generations of addresses that are gone. */
  readonly #dead = new Set<string>();
  /** Without these generations' relay candidates nothing gets through. */
  onlyRelayed = false;
  /** Peer connections that are made while it is so never gather anything, and are never connected. */
  isHidden = false;
  #count = 0;
  /** With whom each has been connected: what is in a channel waits for that one. */
  readonly #partners = new Map<FakePeerConnection, FakePeerConnection>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  set isUp(isUp: boolean) {
    this.#isUp = isUp;
    this.update();
  }

  add(pc: FakePeerConnection): void {
    this.#members.add(pc);
  }

  remove(pc: FakePeerConnection): void {
    this.#members.delete(pc);
    this.update();
  }

  nextNumber(): number {
    this.#count += 1;
    return this.#count;
  }

  /** Every address of today is gone: only an ICE restart finds the new ones. */
  changeAddresses(): void {
    for (const pc of this.#members) for (const ufrag of pc.localUfrags) this.#dead.add(ufrag);
    this.update();
  }

  /** Look again who reaches whom. */
  update(): void {
    for (const pc of this.#members) {
      const reached = [...this.#members].find((other) => this.#connects(pc, other));
      if (reached !== undefined) {
        this.#partners.set(pc, reached);
        pc.connectivity.connectAfter(CONNECT_MS);
      } else pc.connectivity.loseAfter(DISCONNECTED_AFTER_MS, FAILED_AFTER_MS);
    }
    this.#carry();
  }

  /** Takes what waits in the channels of those who are connected. */
  #carry(): void {
    for (const pc of this.#members) {
      const partner = this.#partners.get(pc);
      if (partner?.channel?.readyState !== 'open' || !this.#connects(pc, partner)) continue;
      const texts = pc.channel?.outbox.splice(0) ?? [];
      for (const text of texts) this.clock.schedule(() => partner.channel?.receive(text), CARRY_MS);
    }
  }

  #connects(one: FakePeerConnection, other: FakePeerConnection): boolean {
    const [mine, theirs] = [one.currentUfrags, other.currentUfrags];
    if (!this.#isUp || one === other || mine.local === null || theirs.local === null) return false;
    if (mine.local !== theirs.remote || theirs.local !== mine.remote) return false;
    if (this.#dead.has(mine.local) || this.#dead.has(theirs.local)) return false;
    if (this.onlyRelayed && !one.isRelayed && !other.isRelayed) return false;
    return one.knows(theirs.local) || other.knows(mine.local);
  }
}
