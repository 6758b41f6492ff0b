import { isTurnUrl } from '../../trickle/server-entry.ts';
import type { ServerList } from '../../trickle/server-list.ts';
import { Notice } from '../elements/notice.tsx';
import { CopyButton } from './copy-button.tsx';
import { useTrickleTexts } from './trickle-texts.ts';

const PUBLIC_PAGE = 'https://webrtc.github.io/samples/src/content/peerconnection/trickle-ice/';

/** What to paste where others test: opened by those who want it, loaded by nobody. */
export function PublicPageSection({ servers }: { servers: ServerList }) {
  const { publicPage: words, servers: names } = useTrickleTexts();
  const problems = servers.problems.value;
  const entries = servers.entries.value.filter(({ id }) => !problems.has(id));
  const own = servers.own.value;
  if (entries.length === 0) return null;
  const hasOwn = own.state === 'here' && entries.some(({ isOwn }) => isOwn);
  return (
    <section class="section-card" aria-labelledby="trickle-public">
      <details class="fold" data-testid="public-page">
        <summary>
          <h2 id="trickle-public">{words.title}</h2>
        </summary>
        <div class="public-page-content">
          <p>
            {words.lead}{' '}
            <a href={PUBLIC_PAGE} target="_blank" rel="noreferrer noopener">
              {words.where}
            </a>
          </p>
          <Notice role="status">
            {hasOwn ? words.warning(new Date(own.answer.expiresAt)) : words.ownWarning}
          </Notice>
          <ol class="server-list">
            {entries.map(({ id, url, username, credential }, index) => (
              <li key={id} class="server-item">
                <dl class="paste-list">
                  <PasteRow label={names.url} value={url} name={words.copyUrl(index + 1)} />
                  {isTurnUrl(url) && (
                    <>
                      <PasteRow
                        label={names.username}
                        value={username}
                        name={words.copyUsername(index + 1)}
                      />
                      <PasteRow
                        label={names.credential}
                        value={credential}
                        name={words.copyCredential(index + 1)}
                      />
                    </>
                  )}
                </dl>
              </li>
            ))}
          </ol>
          <p class="hint">{words.difference}</p>
        </div>
      </details>
    </section>
  );
}

function PasteRow({ label, value, name }: { label: string; value: string; name: string }) {
  const { copyWord } = useTrickleTexts().publicPage;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="code">{value}</span>
        <CopyButton text={copyWord} name={name} content={() => value} />
      </dd>
    </div>
  );
}
