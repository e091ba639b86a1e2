import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { alignmentHeads, crossAttentionOutputs, type Head } from './alignment-heads.ts';
import type { EncodedSound } from './encoder-network.ts';
import type { ModelTraits } from './model-traits.ts';
import { readOnnxFile, withOutputs } from './onnx-file.ts';

/** What the decoder says to some tokens: for each of them how likely each token is to follow, and what it listened to. */
export interface DecoderAnswer {
  /** Of each token one row of `vocabularySize` values, not normalised. */
  readonly logits: Float32Array;
  readonly vocabularySize: number;
  /** Of each token one row of `frames` weights, from the heads that follow the speech. Absent where the model hides them. */
  readonly attention: readonly Float32Array[] | undefined;
}

interface Cache {
  readonly keys: Tensor;
  readonly values: Tensor;
}

/** The decoder of a Whisper model in ONNX. It remembers the tokens that it was fed; one decode at a time. */
export class DecoderNetwork {
  readonly #session: InferenceSession;
  readonly #traits: ModelTraits;
  readonly #attentionNames: readonly string[];
  readonly #heads: readonly Head[];
  /** What is read and what is written change places with each step: two sets are all the memory that any decode needs. */
  #cache: Cache;
  #spare: Cache;
  #sound: EncodedSound | undefined;
  #fed = 0;

  private constructor(session: InferenceSession, traits: ModelTraits, attentionNames: readonly string[]) {
    this.#session = session;
    this.#traits = traits;
    this.#attentionNames = attentionNames;
    const { layers, heads, languageTokens } = traits;
    const multilingual = languageTokens.size > 0;
    this.#heads = attentionNames.length === layers ? alignmentHeads({ layers, heads, multilingual }) : [];
    this.#cache = emptyCache(traits);
    this.#spare = emptyCache(traits);
  }

  /** Loads the file, so that it tells its attention too. One whose weights lie in other files cannot. */
  static async load(
    file: string,
    traits: ModelTraits,
    options: InferenceSession.SessionOptions,
  ): Promise<DecoderNetwork> {
    const { nodes, externalWeights } = await readOnnxFile(file);
    const names = externalWeights ? [] : crossAttentionOutputs(nodes);
    const session =
      names.length === 0
        ? await InferenceSession.create(file, options)
        : await InferenceSession.create(withOutputs(await readFile(file), names), options);
    return new DecoderNetwork(session, traits, names);
  }

  /** Whether it tells what it listens to. */
  get tellsAttention(): boolean {
    return this.#heads.length > 0;
  }

  /** Number of tokens that it remembers. */
  get fed(): number {
    return this.#fed;
  }

  /** Begins a decode of a sound. */
  begin(sound: EncodedSound): void {
    this.#sound = sound;
    this.#fed = 0;
  }

  /** Forgets all but the first `count` tokens. */
  rewind(count: number): void {
    this.#fed = Math.min(this.#fed, count);
  }

  /** Takes the next tokens, several at little more than the cost of one. */
  async feed(tokens: readonly number[]): Promise<DecoderAnswer> {
    if (!this.#sound) throw new Error('No decode was begun.');
    const answer = await this.#session.run(
      {
        tokens: new Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length]),
        offset: new Tensor('int64', [BigInt(this.#fed)], [1]),
        in_n_layer_self_k_cache: this.#cache.keys,
        in_n_layer_self_v_cache: this.#cache.values,
        n_layer_cross_k: this.#sound.keys,
        n_layer_cross_v: this.#sound.values,
      },
      {
        logits: null,
        out_n_layer_self_k_cache: this.#spare.keys,
        out_n_layer_self_v_cache: this.#spare.values,
        ...Object.fromEntries(this.#attentionNames.map((name) => [name, null])),
      },
    );
    [this.#cache, this.#spare] = [this.#spare, this.#cache];
    this.#fed += tokens.length;
    const logits = answer['logits'] as Tensor;
    return {
      logits: logits.data as Float32Array,
      vocabularySize: logits.dims[2] ?? 0,
      attention: this.#attentionRows(answer, tokens.length),
    };
  }

  /** The mean over the heads that follow the speech. */
  #attentionRows(answer: InferenceSession.OnnxValueMapType, count: number): readonly Float32Array[] | undefined {
    if (!this.tellsAttention) return undefined;
    const frames = (answer[this.#attentionNames[0] ?? ''] as Tensor).dims.at(-1) ?? 0;
    return Array.from({ length: count }, (_, row) => {
      const mean = new Float32Array(frames);
      for (const [layer, head] of this.#heads) {
        const weights = (answer[this.#attentionNames[layer] ?? ''] as Tensor).data as Float32Array;
        const start = (head * count + row) * frames;
        for (let frame = 0; frame < frames; frame += 1)
          mean[frame] = (mean[frame] as number) + (weights[start + frame] as number) / this.#heads.length;
      }
      return mean;
    });
  }
}

function emptyCache({ layers, contextTokens, width }: ModelTraits): Cache {
  const dimensions = [layers, 1, contextTokens, width];
  const size = layers * contextTokens * width;
  return {
    keys: new Tensor('float32', new Float32Array(size), dimensions),
    values: new Tensor('float32', new Float32Array(size), dimensions),
  };
}
