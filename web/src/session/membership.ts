import {
  type ClientEvent,
  type JoinGrant,
  type OwnerProof,
  PROTOCOL_VERSION,
  type ServerEvent,
  type ServerEventName,
} from '#protocol';
import type { OpeningPassword } from './opening-password.ts';
import type { CallPorts } from './ports.ts';
import { forgetSeat, type StoredSeat, seatLock, writeSeat } from './seat-storage.ts';
import type { JoinProblem } from './view.ts';

export interface MembershipOptions {
  readonly ports: Pick<CallPorts, 'signaling' | 'clock' | 'tabStorage' | 'holdLock' | 'report'>;
  readonly room: string;
  readonly session: string;
  /** Asked at each join: the ownership may have passed on. */
  readonly owner: () => OwnerProof | null;
  readonly password: OpeningPassword;
  /** The seat to take up again, whose lock is held. */
  readonly seat: StoredSeat | null;
  /** A seat was taken, or taken again: `self` tells whether it is the one from before. */
  readonly onJoined: (grant: JoinGrant) => void;
  /** Do not join as somebody new when the seat is gone. */
  readonly resumeOnly: boolean;
  /** The server was upgraded under the call: only another page load speaks its version. */
  readonly onVersion: () => void;
  /** The first attempt to join failed, and no other follows by itself. */
  readonly onRefused: (problem: JoinProblem) => void;
  /** The seat ended while the line was lost, and there is no other to be had. */
  readonly onSeatGone: () => void;
  /** The line to the server was lost; coming back is under way. */
  readonly onLost: () => void;
  readonly onEvent: <Name extends ServerEventName>(name: Name, data: ServerEvent<Name>) => void;
}

/**
 * The seat in the room: takes it, takes it again after each loss of the line, and gives it up. Knows resume tokens
 * and nothing of peers or media.
 */
export class Membership {
  readonly #options: MembershipOptions;
  #seat: StoredSeat | null;
  #hasJoined = false;
  #ended = false;
  /** Grows with each attempt; an answer to an older one is stale. */
  #attempt = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(options: MembershipOptions) {
    this.#options = options;
    this.#seat = options.seat;
  }

  join(): void {
    const { ports } = this.#options;
    this.#cancelTimer = ports.clock.schedule(() => this.#fail('unreachable'), FIRST_ANSWER_LIMIT_MS);
    ports.signaling.open({
      onConnected: () => this.#tryToEnter(),
      onDisconnected: () => {
        this.#attempt++;
        this.#pause();
        if (this.#hasJoined) this.#options.onLost();
      },
      onEvent: (name, data) => {
        if (!this.#ended) this.#options.onEvent(name, data);
      },
    });
  }

  /** Gives the seat up; nothing is heard of it afterwards. */
  async leave(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    forgetSeat(this.#options.ports.tabStorage, this.#options.room);
    await this.#options.ports.signaling.ask('room:leave', {});
    this.#options.ports.signaling.close();
  }

  /** The server gave another token for the same seat. */
  renew(resume: string): void {
    if (this.#seat === null || this.#ended) return;
    this.#seat = { ...this.#seat, resume };
    this.#cancelTimer();
    this.#remember();
  }

  /** The server has ended the seat. */
  close(): void {
    this.#end();
    this.#options.ports.signaling.close();
  }

  #tryToEnter(): void {
    this.#pause();
    const attempt = ++this.#attempt;
    this.#enter(attempt).catch(this.#options.ports.report);
  }

  async #enter(attempt: number): Promise<void> {
    const { ports, room, password } = this.#options;
    const answer = await ports.signaling.ask('room:join', this.#request());
    if (attempt !== this.#attempt || this.#ended) return;
    if (answer === null) {
      ports.signaling.reconnect();
    } else if (answer.ok) {
      this.#cancelTimer();
      this.#hasJoined = true;
      password.handleJoined();
      const isNewSeat = answer.self !== this.#seat?.id;
      this.#seat = { id: answer.self, resume: answer.resume };
      this.#remember();
      // At once: what the server says next is about the room as this answer describes it.
      this.#options.onJoined(answer);
      if (isNewSeat) await ports.holdLock(seatLock(answer.self));
    } else if (answer.code === 'expired' && this.#seat !== null) {
      this.#seat = null;
      forgetSeat(ports.tabStorage, room);
      if (this.#options.resumeOnly && !this.#hasJoined) this.#fail('expired');
      else this.#tryToEnter();
    } else if (
      this.#hasJoined &&
      this.#seat === null &&
      (answer.code === 'locked' || answer.code === 'full')
    ) {
      this.close();
      this.#options.onSeatGone();
    } else if (this.#hasJoined) {
      if (answer.code === 'version') this.#options.onVersion();
      password.handleRefused(answer.code);
      // Media goes on meanwhile, so there is nothing to lose by asking again.
      const delayMs = (answer.retryAfterSeconds ?? 0) * 1000 || ENTER_AGAIN_MS;
      const again = () => (answer.code === 'bad-request' ? ports.signaling.reconnect() : this.#tryToEnter());
      this.#cancelTimer = ports.clock.schedule(again, delayMs);
    } else {
      this.#fail(password.handleRefused(answer.code));
    }
  }

  /** While it sits, the seat is kept fresh: after a reload only a fresh one is taken again unasked. */
  #remember(): void {
    const { ports, room } = this.#options;
    if (this.#seat === null) return;
    writeSeat(ports, room, this.#seat);
    this.#cancelTimer = ports.clock.schedule(() => this.#remember(), REMEMBER_EVERY_MS);
  }

  /** Calls off whatever was to happen later, but for the limit of the first attempt. */
  #pause(): void {
    if (this.#hasJoined) this.#cancelTimer();
  }

  #request(): ClientEvent<'room:join'> {
    const { room, session } = this.#options;
    const owner = this.#options.owner();
    const password = this.#options.password.toSend();
    return {
      version: PROTOCOL_VERSION,
      room,
      session,
      ...(this.#seat === null ? {} : { resume: this.#seat.resume }),
      ...(owner === null ? {} : { owner }),
      ...(password === null ? {} : { password }),
    };
  }

  #fail(problem: JoinProblem): void {
    this.close();
    this.#options.onRefused(problem);
  }

  #end(): void {
    this.#ended = true;
    this.#attempt++;
    this.#cancelTimer();
  }
}

/** Why 15 s: a slow phone network has answered by then, and nobody looks longer at a spinner. */
const FIRST_ANSWER_LIMIT_MS = 15_000;
const ENTER_AGAIN_MS = 3_000;
const REMEMBER_EVERY_MS = 10_000;
