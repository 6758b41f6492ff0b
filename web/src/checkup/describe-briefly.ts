import type { Observation } from '#diagnosis';
import type { Language } from '../i18n/detect-language.ts';
import type { Description, LineState } from './view.ts';

const TEXTS = {
  en: {
    good: 'Calls work from here.',
    limited: 'Calls work from here, but not every way through is open.',
    bad: 'Calls that need the relay do not get through from here.',
    unknown: 'Nothing can be said yet.',
    page: 'This site',
    webSocket: 'The line by which calls are arranged',
    credentials: 'Access to the relay',
  },
  'zh-CN': {
    good: '从这里可以正常通话。',
    limited: '从这里可以通话，但并非每条通路都畅通。',
    bad: '从这里无法通过中继通话。',
    unknown: '暂时无法判断。',
    page: '本网站',
    webSocket: '用来建立通话的连接',
    credentials: '中继的使用权限',
  },
} satisfies Record<Language, Record<LineState | 'page' | 'webSocket' | 'credentials', string>>;

/** The least that can be said of an observation. */
export function describeBriefly(observation: Observation, language: Language): Description {
  const texts = TEXTS[language];
  const judge = (isGood: boolean): LineState => (isGood ? 'good' : 'bad');
  const ways = observation.turn.map(({ url, relayed }) => ({
    state: judge((relayed?.received ?? 0) > 0),
    text: url,
  }));
  const open = ways.filter(({ state }) => state === 'good').length;
  const isReached = observation.page === 'answers' && observation.webSocket === 'open' && open > 0;
  const outcome = !isReached ? 'bad' : open < ways.length ? 'limited' : 'good';
  return {
    outcome,
    sentence: texts[outcome],
    cure: null,
    lines: [
      { state: judge(observation.page === 'answers'), text: texts.page },
      { state: judge(observation.webSocket === 'open'), text: texts.webSocket },
      { state: judge(observation.credentialsRefused === null), text: texts.credentials },
      ...ways,
    ],
  };
}
