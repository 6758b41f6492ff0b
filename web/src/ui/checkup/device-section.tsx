import type { DeviceCheck } from '../../checkup/view.ts';
import type { CheckupTexts } from '../../i18n/checkup-en.ts';
import type { App, MediaProblem } from '../../session/view.ts';
import { SideLink } from '../elements/side-link.tsx';
import { useTexts } from '../i18n-context.ts';
import { StateMark } from './state-mark.tsx';
import { useCheckupTexts } from './use-checkup-texts.ts';

/** Apart from the rest: whoever only wants to know about the network is not asked for a camera. */
export function DeviceSection({ app, devices }: { app: App; devices: DeviceCheck }) {
  const { devices: texts } = useCheckupTexts();
  const { media } = useTexts();
  const state = devices.state.value;
  const problem = devices.problem.value;
  return (
    <section class="checkup-section" data-testid="device-check">
      <h2>{texts.title}</h2>
      <div role="status" class="checkup-devices">
        {state === 'idle' && <p class="hint">{texts.lead}</p>}
        {state === 'asking' && problem === null && <p>{texts.asking}</p>}
        {state === 'done' && worksOf(problem, texts) !== null && (
          <p class="checkup-device">
            <span class="checkup-line-text">{worksOf(problem, texts)}</span>
            <StateMark state="good" />
          </p>
        )}
        {problem !== null && (
          <>
            <p class="checkup-device">
              <span class="checkup-line-text">{media.problems[problem.cause](problem.kind)}</span>
              <StateMark state={state === 'asking' ? 'pending' : 'bad'} />
            </p>
            <p class="hint">{media.waysOut[problem.wayOut](problem.kind)}</p>
          </>
        )}
      </div>
      <div class="actions">
        {state !== 'asking' && (
          <button
            type="button"
            class="button button-secondary"
            data-testid="test-devices"
            onClick={() => devices.start()}
          >
            {state === 'idle' ? texts.start : media.tryAgain}
          </button>
        )}
        {state === 'done' && (
          <SideLink app={app} path="/devices">
            {texts.more}
          </SideLink>
        )}
      </div>
    </section>
  );
}

function worksOf(problem: MediaProblem | null, texts: CheckupTexts['devices']): string | null {
  if (problem === null) return texts.both;
  if (problem.kind === 'both') return null;
  return problem.kind === 'camera' ? texts.onlyMicrophone : texts.onlyCamera;
}
