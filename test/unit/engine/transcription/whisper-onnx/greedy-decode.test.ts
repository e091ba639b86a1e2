import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecoderAnswer } from '../../../../../src/engine/transcription/whisper-onnx/decoder-network.ts';
import {
  decodeGreedily,
  type GreedyOptions,
} from '../../../../../src/engine/transcription/whisper-onnx/greedy-decode.ts';
import type { ModelTraits } from '../../../../../src/engine/transcription/whisper-onnx/model-traits.ts';

const START = 100;
const NO_SPEECH = 101;
const END = 90;

const traits: ModelTraits = {
  bands: 80,
  windowFrames: 3000,
  layers: 1,
  heads: 1,
  width: 4,
  contextTokens: 40,
  endToken: END,
  startToken: START,
  previousToken: 102,
  noSpeechToken: NO_SPEECH,
  noTimestampsToken: 103,
  transcribeToken: 104,
  translateToken: 105,
  blankToken: 1,
  remarkTokens: new Set([2]),
  languageTokens: new Map(),
};

/** A network that says a script whatever it is fed, and checks that it is never fed more than it can remember. */
class ScriptedNetwork {
  readonly #script: readonly number[];
  readonly #stateOf: (position: number) => number;
  #fed = 0;
  feeds = 0;

  constructor(script: readonly number[], stateOf: (position: number) => number = (position) => 5 * position) {
    this.#script = script;
    this.#stateOf = stateOf;
  }

  rewind(count: number): void {
    this.#fed = Math.min(this.#fed, count);
  }

  feed(tokens: readonly number[]): Promise<DecoderAnswer> {
    const vocabularySize = 110;
    const logits = new Float32Array(tokens.length * vocabularySize);
    const first = this.#fed;
    for (const row of tokens.keys()) {
      const position = first + row - PREFIX.length + 1;
      logits[row * vocabularySize + (this.#script[position] ?? END)] = 9;
      // The remark and the blank are always likely, and never said first.
      logits[row * vocabularySize + 2] = 10;
      if (position === 0) logits[row * vocabularySize + 1] = 9.5;
    }
    this.#fed += tokens.length;
    this.feeds += 1;
    expect(this.#fed).toBeLessThan(traits.contextTokens);
    const attentionOf = (row: number): Float32Array => {
      const attention = new Float32Array(400);
      attention[this.#stateOf(first + row - PREFIX.length + 1)] = 1;
      return attention;
    };
    return Promise.resolve({ logits, vocabularySize, attentionOf });
  }
}

const PREFIX = [START, 103];

function decodeScript(network: ScriptedNetwork, options: Partial<GreedyOptions> = {}) {
  return decodeGreedily(network, {
    traits,
    prefix: PREFIX,
    forced: [],
    draft: [],
    soundStates: 400,
    isTooLong: () => false,
    signal: undefined,
    ...options,
  });
}

const idsOf = ({ tokens }: { tokens: readonly { token: number }[] }): number[] => tokens.map(({ token }) => token);
const script = fc.array(fc.integer({ min: 3, max: END - 1 }), { minLength: 1, maxLength: 30 });
const drafts = fc.array(fc.integer({ min: 3, max: END - 1 }), { maxLength: 50 });

describe('decodeGreedily', () => {
  it('says the script to its end, with any draft, and asks less often the better the draft is', async () => {
    await fc.assert(
      fc.asyncProperty(script, drafts, fc.nat(30), async (said, wrong, right) => {
        fc.pre(new Set(said).size === said.length);
        for (const draft of [[], said, said.slice(0, right), [...said.slice(0, right), ...wrong], wrong]) {
          const network = new ScriptedNetwork(said);
          const decoded = await decodeScript(network, { draft });
          expect(idsOf(decoded)).toEqual(said);
          expect(decoded).toMatchObject({ endedByLength: false, looped: false });
          expect(decoded.endAttention?.[5 * said.length]).toBe(1);
          const agreed = [...draft, undefined].findIndex(
            (token, index) => token !== said[index] || token === undefined,
          );
          expect(network.feeds).toBe(1 + said.length - Math.min(agreed, said.length));
        }
      }),
    );
  });

  it('keeps a forced beginning, and goes on from it', async () => {
    await fc.assert(
      fc.asyncProperty(
        script,
        fc.uniqueArray(fc.integer({ min: 3, max: END - 1 }), { maxLength: 12 }),
        drafts,
        async (said, forced, draft) => {
          fc.pre(new Set([...said, ...forced]).size === said.length + forced.length);
          const decoded = await decodeScript(new ScriptedNetwork(said), { forced, draft });
          expect(idsOf(decoded)).toEqual([...forced, ...said.slice(forced.length)]);
        },
      ),
    );
  });

  it('says nothing that is no speech, and begins with a word', async () => {
    // The script wants to begin with an end, which is refused once: the blank and the remark are likelier still.
    const decoded = await decodeScript(new ScriptedNetwork([]));
    expect(idsOf(decoded)).not.toContain(2);
    expect(idsOf(decoded)[0]).not.toBe(1);
    expect(decoded.tokens).toHaveLength(1);
  });

  it('ends where the text is longer than the sound, though never within a forced beginning', async () => {
    const said = Array.from({ length: 20 }, (_, index) => 10 + index);
    const isTooLong = (tokens: readonly number[]): boolean => tokens.length > 5;
    const limited = await decodeScript(new ScriptedNetwork(said), { isTooLong });
    expect(idsOf(limited)).toEqual(said.slice(0, 6));
    expect(limited.endedByLength).toBe(true);
    const forced = said.slice(0, 9);
    const beyond = await decodeScript(new ScriptedNetwork(said), { isTooLong, forced });
    expect(idsOf(beyond)).toEqual(said.slice(0, 10));
    expect(beyond.endedByLength).toBe(true);
  });

  it('ends where the network can remember no more, also with a draft or a beginning that is longer', async () => {
    const endless = Array.from({ length: 80 }, (_, index) => 3 + (index % 80));
    for (const options of [{}, { draft: endless }, { forced: endless }]) {
      const decoded = await decodeScript(new ScriptedNetwork(endless), options);
      expect(idsOf(decoded)).toEqual(endless.slice(0, traits.contextTokens - 1 - PREFIX.length));
      expect(decoded.endedByLength).toBe(true);
    }
  });

  it('cuts a loop, and leaves what is really said again', async () => {
    const phrase = [10, 11, 12, 13, 14, 15, 16, 17];
    const twice = [...phrase, ...phrase];
    const standing = await decodeScript(new ScriptedNetwork(twice, (position) => 5 * (position % phrase.length)));
    expect(idsOf(standing)).toEqual(phrase);
    expect(standing.looped).toBe(true);
    const moving = await decodeScript(new ScriptedNetwork(twice));
    expect(idsOf(moving)).toEqual(twice);
    expect(moving.looped).toBe(false);
  });

  it('does not cut into a forced beginning, whatever it repeats', async () => {
    const forced = [10, 10, 10, 10, 10, 10, 10, 10];
    const decoded = await decodeScript(new ScriptedNetwork([...forced, 20], () => 7), { forced });
    expect(idsOf(decoded)).toEqual([...forced, 20]);
  });

  it('tells probabilities as logarithms, and how likely no speech is', async () => {
    const { averageLogProbability, noSpeechProbability, tokens } = await decodeScript(new ScriptedNetwork([10, 11]));
    for (const { logProbability } of tokens) expect(logProbability).toBeLessThan(0);
    expect(averageLogProbability).toBeGreaterThan(-2);
    expect(noSpeechProbability).toBeGreaterThan(0);
    expect(noSpeechProbability).toBeLessThan(0.01);
  });

  it('stops at the next token when it is told to', async () => {
    const stop = new AbortController();
    const network = new ScriptedNetwork([10, 11, 12, 13]);
    const isTooLong = (tokens: readonly number[]): boolean => {
      if (tokens.length === 2) stop.abort(new Error('enough'));
      return false;
    };
    await expect(decodeScript(network, { isTooLong, signal: stop.signal })).rejects.toThrow('enough');
    expect(network.feeds).toBe(2);
  });
});
