import { MEDIA_PATHS, type ServiceStatus } from '#protocol';
import { useStatusTexts } from './use-status-texts.ts';

/** How much is going on, in numbers alone. */
export function NowCard({ status }: { status: ServiceStatus }) {
  const { now, duration, paths: texts } = useStatusTexts();
  const { rooms, paths, at, startedAt } = status;
  const total = MEDIA_PATHS.reduce((sum, path) => sum + paths[path], 0);
  const numbers = [
    [rooms.open, now.rooms(rooms.open)],
    [rooms.people, now.people(rooms.people)],
    [rooms.waiting, now.waiting],
    [duration(Date.parse(at) - Date.parse(startedAt)), now.uptime],
  ] as const;
  return (
    <section class="section-card" aria-labelledby="status-now">
      <h2 id="status-now">{now.title}</h2>
      <ul class="status-numbers">
        {numbers.map(([value, label]) => (
          <li key={label} class="status-number">
            <strong>{value}</strong> {label}
          </li>
        ))}
      </ul>
      <h3>{texts.title}</h3>
      {total === 0 ? (
        <p class="hint">{texts.none}</p>
      ) : (
        <dl class="status-bars">
          {MEDIA_PATHS.map((path) => (
            <div key={path}>
              <dt>{texts.names[path]}</dt>
              <dd>
                <meter min={0} max={total} value={paths[path]} aria-hidden="true" />
                <span>{texts.count(paths[path], paths[path] / total)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
