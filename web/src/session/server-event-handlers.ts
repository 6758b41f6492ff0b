import type { Knock, ServerEvent, ServerEventName } from '#protocol';
import type { Participant, Participants } from './participants.ts';
import type { Clock } from './ports.ts';

/** What a call does with what the server says; each entry of the table is one event of docs/protocol.md. */
export interface ServerEventEffects {
  readonly participants: Participants;
  readonly clock: Pick<Clock, 'schedule'>;
  meet(id: string, session: string): void;
  part(id: string): void;
  check(id: string): void;
  receive(from: Participant, payload: string): void;
  handleRemoved(id: string): void;
  handleLocked(locked: boolean): void;
  handleHandedOver(resume: string): void;
  handleKnock(knock: Knock): void;
  handleKnockGone(id: string): void;
  handleClosed(reason: ServerEvent<'room:closed'>['reason']): void;
}

/** Why: a check says again what was not delivered, which at once would be too much again. */
const RATE_LIMITED_PAUSE_MS = 2_000;

export type ServerEventHandlers = { readonly [Name in ServerEventName]: (data: ServerEvent<Name>) => void };

export function createServerEventHandlers(effects: ServerEventEffects): ServerEventHandlers {
  const { participants, clock } = effects;
  /** Whose links are to be checked a little later. */
  const waiting = new Set<string>();

  function checkLater(id: string): void {
    if (waiting.has(id)) return;
    waiting.add(id);
    clock.schedule(() => {
      waiting.delete(id);
      effects.check(id);
    }, RATE_LIMITED_PAUSE_MS);
  }

  return {
    'peer:joined': ({ id, session }) => effects.meet(id, session),
    'peer:back': ({ id, session }) => effects.meet(id, session),
    'peer:left': ({ id, reason }) => {
      if (reason === 'removed') effects.handleRemoved(id);
      effects.part(id);
    },
    'peer:away': ({ id }) => markAway(participants.get(id)),
    signal: ({ from, payload }) => {
      const participant = participants.get(from);
      if (participant !== undefined) effects.receive(participant, payload);
    },
    'signal:refused': ({ to, code }) => {
      const participant = to === undefined ? undefined : participants.get(to);
      if (participant === undefined) return;
      // Not there, or not there yet: `peer:back` will have the link checked. Anything else was lost on the way.
      if (code === 'away' || code === 'unknown-peer' || code === 'not-in-room') markAway(participant);
      else if (code === 'rate-limited') checkLater(participant.id);
      else effects.check(participant.id);
    },
    'room:changed': ({ locked }) => effects.handleLocked(locked),
    'room:handed-over': ({ resume }) => effects.handleHandedOver(resume),
    'knock:arrived': (knock) => effects.handleKnock(knock),
    'knock:gone': ({ id }) => effects.handleKnockGone(id),
    // Said to who waits at a door (entry-request.ts): in a call they are late.
    'knock:heard': () => undefined,
    'knock:answered': () => undefined,
    'room:closed': ({ reason }) => effects.handleClosed(reason),
  };
}

function markAway(participant: Participant | undefined): void {
  if (participant !== undefined) participant.away.value = true;
}
