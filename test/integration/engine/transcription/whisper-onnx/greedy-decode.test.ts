import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecoderNetwork } from '../../../../../src/engine/transcription/whisper-onnx/decoder-network.ts';
import {
  EncoderNetwork,
  type EncodedSound,
} from '../../../../../src/engine/transcription/whisper-onnx/encoder-network.ts';
import { decodeGreedily } from '../../../../../src/engine/transcription/whisper-onnx/greedy-decode.ts';
import { LogMel } from '../../../../../src/engine/transcription/whisper-onnx/log-mel.ts';
import { readTraits, type ModelTraits } from '../../../../../src/engine/transcription/whisper-onnx/model-traits.ts';
import { readOnnxFile } from '../../../../../src/engine/transcription/whisper-onnx/onnx-file.ts';
import { asset } from '../../../../support/files.ts';
import { heldOutClip } from '../../../../contract/recognizer-contract.ts';

describe('decodeGreedily with the demo model', () => {
  let network: DecoderNetwork;
  let model: ModelTraits;
  let sound: EncodedSound;
  const { samples } = heldOutClip('en01');

  beforeAll(async () => {
    const file = (part: string): string => asset(`models/demo-whisper/demo-${part}.onnx`);
    model = readTraits((await readOnnxFile(file('encoder'))).metadata);
    const options = { intraOpNumThreads: 1 };
    const encoder = await EncoderNetwork.load(file('encoder'), model, options);
    network = await DecoderNetwork.load(file('decoder'), model, options);
    const features = new LogMel(model.bands);
    features.push(samples);
    sound = await encoder.encode(features, samples.length, 32_000);
  });

  async function decode(draft: readonly number[], forced: readonly number[] = []): Promise<readonly number[]> {
    network.begin(sound);
    const decoded = await decodeGreedily(network, {
      traits: model,
      prefix: [model.startToken, model.languageTokens.get('en')!, model.transcribeToken, model.noTimestampsToken],
      forced,
      draft,
      soundStates: Math.ceil(samples.length / 320),
      isTooLong: (tokens) => tokens.length > 40,
      signal: undefined,
    });
    return decoded.tokens.map(({ token }) => token);
  }

  it('gives the same with a draft that is right, wrong, longer or shorter', async () => {
    const plain = await decode([]);
    expect(plain.length).toBeGreaterThan(4);
    const changed = fc.record({
      kept: fc.nat(plain.length),
      then: fc.array(fc.nat(model.endToken - 1), { maxLength: 20 }),
      rest: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(changed, async ({ kept, then, rest }) => {
        const draft = [...plain.slice(0, kept), ...then, ...(rest ? plain.slice(kept) : [])];
        expect(await decode(draft)).toEqual(plain);
      }),
      { numRuns: 15, examples: [[{ kept: plain.length, then: [], rest: false }]] },
    );
  });

  it('goes on from a beginning that is its own with the same words', async () => {
    const plain = await decode([]);
    expect(await decode([], plain.slice(0, 3))).toEqual(plain);
    const other = [...plain.slice(1, 3)];
    expect((await decode(plain, other)).slice(0, 2)).toEqual(other);
  });

  it('listens on in the sound from token to token', async () => {
    network.begin(sound);
    expect(network.tellsAttention).toBe(true);
    const { attentionOf } = await network.feed([model.startToken, model.noTimestampsToken]);
    for (const row of [0, 1]) {
      const attention = attentionOf(row)!;
      expect(attention).toHaveLength(sound.states);
      expect(attention.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 3);
    }
  });
});
