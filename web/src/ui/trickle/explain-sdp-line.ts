import type { SdpTexts } from '../../i18n/en-sdp.ts';
import type { SdpLine } from '../../trickle/parse-sdp.ts';
import { codecOf, extensionOf, feedbackOf, type SdpSubject, subjectOf } from '../../trickle/sdp-topics.ts';

/** In a sentence or two. */
export function explainSdpLine(line: SdpLine, texts: SdpTexts): string {
  const subject = subjectOf(line);
  const explanation = texts.topics[subject.topic];
  const sentence = typeof explanation === 'string' ? explanation : explanation(...subject.words);
  return [sentence, moreAbout(subject, texts)].filter((one) => one !== null).join(' ');
}

function moreAbout({ topic, words }: SdpSubject, texts: SdpTexts): string | null {
  const [, second = '', ...rest] = words;
  if (topic === 'rtpmap') return lookUp(codecOf(second), texts.codecs);
  if (topic === 'extmap') return lookUp(extensionOf(second), texts.extensions);
  if (topic === 'rtcp-fb') return lookUp(feedbackOf([second, ...rest]), texts.feedback);
  return null;
}

function lookUp<Key extends string>(key: Key | null, texts: Readonly<Record<Key, string>>): string | null {
  return key === null ? null : texts[key];
}
