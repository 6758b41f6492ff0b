import type { Knock, ServerEvent, ServerEventName } from '#protocol';
import type { Participant, Participants } from './participants.ts';

/** What a call does with what the server says; each entry of the table is one event of docs/protocol.md. */
export interface ServerEventEffects {
  readonly participants: Participants;
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

export type ServerEventHandlers = { readonly [Name in ServerEventName]: (data: ServerEvent<Name>) => void };

export function createServerEventHandlers(effects: ServerEventEffects): ServerEventHandlers {
  const { participants } = effects;
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
