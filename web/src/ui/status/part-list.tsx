import type { StatusLine } from '#diagnosis';
import type { RelayView } from '#protocol';
import { StateMark } from '../checkup/state-mark.tsx';
import { useStatusTexts } from './use-status-texts.ts';

interface PartListProps {
  readonly lines: readonly StatusLine[];
  /** In the order of those lines that are about relays. */
  readonly relays: readonly RelayView[];
}

/** Every part with its verdict, and the cure where it needs one. */
export function PartList({ lines, relays }: PartListProps) {
  const { parts } = useStatusTexts();
  const ofRelays = lines.filter(({ part }) => part === 'relay');
  return (
    <section class="section-card" aria-labelledby="status-parts">
      <h2 id="status-parts">{parts}</h2>
      <ul>
        {lines.map((line, index) => {
          const { part, state, code, name, sentence, cure } = line;
          const relay = relays[ofRelays.indexOf(line)];
          // The same cure once, not under every way to the relay.
          const isSaid = lines.findIndex((one) => one.cure === cure) < index;
          return (
            <li
              key={index}
              class="status-part"
              data-testid="status-part"
              data-part={part}
              data-state={state}
              data-code={code}
            >
              <div>
                <h3>{name}</h3>
                <p>{sentence}</p>
                {relay !== undefined && <RelayFacts relay={relay} />}
                {cure !== null && !isSaid && <p class="hint">{cure}</p>}
              </div>
              <StateMark state={state} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function RelayFacts({ relay: { url, roundTripMs, probedAt, isHandedOut } }: { relay: RelayView }) {
  const { relays: texts, clockTime } = useStatusTexts();
  const facts = [
    roundTripMs !== null && texts.roundTrip(roundTripMs),
    probedAt !== null && texts.probedAt(clockTime(new Date(probedAt))),
    !isHandedOut && texts.notHandedOut,
  ].filter((one) => one !== false);
  return (
    <>
      <p class="code hint">{url}</p>
      {facts.length > 0 && <p class="hint">{facts.join(' · ')}</p>}
    </>
  );
}
