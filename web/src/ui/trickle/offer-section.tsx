import { useMemo } from 'preact/hooks';
import { parseSdp, type SdpSection } from '../../trickle/parse-sdp.ts';
import { CopyButton } from './copy-button.tsx';
import { explainSdpLine } from './explain-sdp-line.ts';
import { LearnText } from './learn.tsx';
import { useSdpTexts, useTrickleTexts } from './trickle-texts.ts';

/** The offer by level and by line, each with what it says. */
export function OfferSection({ offer }: { offer: string }) {
  const texts = useTrickleTexts();
  const sections = useMemo(() => parseSdp(offer), [offer]);
  return (
    <section class="section-card" aria-labelledby="trickle-offer" data-testid="offer">
      <h2 id="trickle-offer">{texts.offer.title}</h2>
      <LearnText {...texts.learn.offer} />
      <div class="sdp">
        {sections.map((section, index) => (
          <OfferLevel key={index} section={section} />
        ))}
      </div>
      <CopyButton text={texts.offer.copy} content={() => offer} />
    </section>
  );
}

function OfferLevel({ section: { media, mid, lines } }: { section: SdpSection }) {
  const { offer } = useTrickleTexts();
  const sdp = useSdpTexts();
  const title = media === null ? offer.session : offer.section(offer.media[media] ?? media, mid);
  return (
    <details class="fold sdp-level" data-testid="sdp-level">
      <summary>
        <span>{title}</span>
        <span class="sdp-count">{offer.lines(lines.length)}</span>
      </summary>
      <dl class="sdp-lines">
        {lines.map((line, index) => (
          <div key={index}>
            <dt class="code">{line.text}</dt>
            <dd>{explainSdpLine(line, sdp)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
