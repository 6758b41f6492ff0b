import { expect, it } from 'vitest';
import type { EncodingBudget } from './mesh-budget.ts';
import type { RtpSender, SendParameters, TrackKind } from './peer-connection.ts';
import { SenderParameters } from './sender-parameters.ts';
import { settle } from './testing/virtual-clock.ts';

const budget: EncodingBudget = { active: true, maxBitrate: 500_000, maxHeight: 480, maxFramerate: 30 };

function setUp({ kind = 'video' as TrackKind, width = 1280, height = 720, isForgetful = false } = {}) {
  const given: SendParameters[] = [];
  const problems: string[] = [];
  let current: SendParameters = { encodings: [{ active: true }] };
  let failure: Error | null = null;
  let isWaiting = false;
  let asked = 0;
  let finish: () => void = () => undefined;
  const track = { getSettings: () => ({ width, height }) } as MediaStreamTrack;
  const sender: RtpSender = {
    track: null,
    replaceTrack: async () => undefined,
    setStreams: () => undefined,
    getParameters() {
      asked++;
      return structuredClone(current);
    },
    async setParameters(parameters) {
      given.push(structuredClone(parameters));
      if (isWaiting)
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      if (failure) throw failure;
      current = isForgetful ? { encodings: parameters.encodings } : parameters;
    },
  };
  const parameters = new SenderParameters({
    ...{ sender, kind, track: () => track },
    onProblem: (code) => problems.push(code),
  });
  const set = async (one: EncodingBudget) => {
    parameters.set(one);
    await settle();
  };
  return {
    ...{ given, problems, set },
    asked: () => asked,
    setCurrent: (next: SendParameters) => {
      current = next;
    },
    failWith: (error: Error | null) => {
      failure = error;
    },
    hold: () => {
      isWaiting = true;
    },
    finish: async () => {
      isWaiting = false;
      finish();
      await settle();
    },
  };
}

it('sets what the budget says, the picture scaled to the height', async () => {
  const { given, set } = setUp();
  await set(budget);
  const encoding = { active: true, maxBitrate: 500_000, maxFramerate: 30, scaleResolutionDownBy: 1.5 };
  expect(given).toEqual([
    { degradationPreference: 'balanced', encodings: [{ ...encoding, priority: 'low' }] },
  ]);
});

it.each([
  ['a camera held upright', { width: 720, height: 1280 }, 1.5],
  ['a camera that is smaller', { width: 320, height: 240 }, 1],
])('scales by the short side and never up: %s', async (_, size, scale) => {
  const { given, set } = setUp(size);
  await set(budget);
  expect(given[0]?.encodings[0]?.scaleResolutionDownBy).toBe(scale);
});

it('leaves to a screen how it degrades, and to sound its scale', async () => {
  for (const kind of ['screen', 'audio'] as const) {
    const { given, set } = setUp({ kind });
    await set({ active: true, maxBitrate: 40_000 });
    const priority = kind === 'screen' ? 'medium' : 'high';
    expect(given).toEqual([{ encodings: [{ active: true, maxBitrate: 40_000, priority }] }]);
  }
});

it('asks the browser nothing where nothing is to be set', async () => {
  const { set, asked } = setUp();
  for (let looks = 0; looks < 3; looks++) await set(budget);
  expect(asked()).toBe(1);
});

it('sets nothing where nothing, or next to nothing, would change', async () => {
  const { given, set } = setUp();
  await set(budget);
  await set(budget);
  await set({ ...budget, maxBitrate: 520_000 });
  expect(given).toHaveLength(1);
  await set({ ...budget, maxBitrate: 560_000 });
  expect(given).toHaveLength(2);
});

it('asks a browser that knows of no preference only once', async () => {
  const { given, set } = setUp({ isForgetful: true });
  await set(budget);
  await set(budget);
  expect(given).toHaveLength(1);
});

it('stops and starts a picture', async () => {
  const { given, set } = setUp();
  await set(budget);
  await set({ active: false, maxBitrate: 0 });
  await set({ active: false, maxBitrate: 0 });
  await set(budget);
  expect(given.map(({ encodings }) => encodings[0]?.active)).toEqual([true, false, true]);
});

it('sets nothing before there are encodings', async () => {
  const { given, problems, set, setCurrent } = setUp();
  setCurrent({ encodings: [] });
  await set(budget);
  expect([given, problems]).toEqual([[], []]);
});

it('tells of a refusal, and sets the next budget', async () => {
  const { given, problems, set, failWith } = setUp();
  failWith(new DOMException('negotiated meanwhile', 'InvalidStateError'));
  await set(budget);
  expect(problems).toEqual(['parameters-refused']);
  failWith(null);
  await set(budget);
  expect(given).toHaveLength(2);
});

it('makes of all changes asked for during one only the last', async () => {
  const { given, set, hold, finish } = setUp();
  hold();
  await set(budget);
  await set({ ...budget, maxBitrate: 900_000 });
  await set({ ...budget, maxBitrate: 200_000 });
  expect(given).toHaveLength(1);
  await finish();
  expect(given.map(({ encodings }) => encodings[0]?.maxBitrate)).toEqual([500_000, 200_000]);
});
