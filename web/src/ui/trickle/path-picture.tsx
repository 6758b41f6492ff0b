import { useId } from 'preact/hooks';
import { type FoundPath, foundPaths } from '../../trickle/found-paths.ts';
import type { Run } from '../../trickle/trickle-run.ts';
import { useTrickleTexts } from './trickle-texts.ts';

/** Where each kind of way runs, on a grid of 360 × 200. */
const ROUTES = {
  relay: {
    d: 'M92 92C104 92 108 98 120 98M200 86C216 70 206 44 222 40M298 48C312 52 312 68 312 78',
    at: [196, 58],
  },
  srflx: { d: 'M92 106H116M204 106H268', at: [238, 110] },
  host: { d: 'M48 128C56 182 304 182 312 128', at: [180, 172] },
} as const;

const TYPES = ['relay', 'srflx', 'host'] as const;

/** The ways between this browser and somebody else; the list below says the same in words. */
export function PathPicture({ run }: { run: Run }) {
  const { picture } = useTrickleTexts();
  const paths = foundPaths(run.candidates, run.outcomes);
  const listId = useId();
  const stateOf = (type: FoundPath['type']) => paths.find((path) => path.type === type)?.state ?? 'not-found';
  return (
    <figure class="path-picture" data-testid="path-picture">
      <figcaption>
        <h3>{picture.title}</h3>
      </figcaption>
      <svg viewBox="0 0 360 190" role="img" aria-label={picture.title} aria-describedby={listId}>
        {TYPES.map((type) => (
          <g key={type} class="path-line" data-state={stateOf(type)}>
            <path d={ROUTES[type].d} />
            <text x={ROUTES[type].at[0]} y={ROUTES[type].at[1]}>
              {type}
            </text>
          </g>
        ))}
        <Place x={4} y={80} text={picture.device} />
        <Place x={116} y={80} text={picture.router} />
        <Place x={218} y={16} text={picture.server} />
        <Place x={268} y={80} text={picture.other} />
      </svg>
      <ul id={listId} class="path-list">
        {paths.map(({ type, state, count }) => (
          <li key={type} data-state={state}>
            <svg viewBox="0 0 32 12" aria-hidden="true" focusable="false">
              <path d="M2 6H30" />
            </svg>
            <span>
              {picture.types[type]}: {picture.states[state](count)}
            </span>
          </li>
        ))}
      </ul>
      <p class="hint">{picture.hint}</p>
    </figure>
  );
}

function Place({ x, y, text }: { x: number; y: number; text: string }) {
  return (
    <g class="path-place">
      <rect x={x} y={y} width="88" height="48" rx="12" />
      <text x={x + 44} y={y + 28}>
        {text}
      </text>
    </g>
  );
}
