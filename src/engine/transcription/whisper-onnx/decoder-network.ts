import { InferenceSession, Tensor } from 'onnxruntime-node';
import { alignmentHeads, crossAttentionOutputs, type Head } from './alignment-heads.ts';
import type { EncodedSound } from './encoder-network.ts';
import type { ModelTraits } from './model-traits.ts';
import { readOnnxFile, withOutputs } from './onnx-file.ts';
import { requireNames } from './graph-names.ts';

/** What the decoder says to some tokens: for each of them how likely each token is to follow, and what it listened to. */
export interface DecoderAnswer {
  /** Of each token one row of `vocabularySize` values, not normalised. */
  readonly logits: Float32Array;
  readonly vocabularySize: number;
  /** What was listened to for a token: a weight for each state, from the heads that follow the speech. Absent where hidden. */
  readonly attentionOf: (row: number) => Float32Array | undefined;
}

/** What the graph of a decoder takes and gives, as sherpa-onnx names it. */
const INPUTS = [
  'tokens',
  'in_n_layer_self_k_cache',
  'in_n_layer_self_v_cache',
  'n_layer_cross_k',
  'n_layer_cross_v',
  'offset',
];
const OUTPUTS = ['logits', 'out_n_layer_self_k_cache', 'out_n_layer_self_v_cache'];

interface Cache {
  readonly keys: Tensor;
  readonly values: Tensor;
}

/** The decoder of a Whisper model in ONNX. It remembers the tokens that it was fed; one decode at a time. */
export class DecoderNetwork {
  readonly #session: InferenceSession;
  readonly #attentionNames: readonly string[];
  readonly #heads: readonly NamedHead[];
  /** What is read and what is written change places with each step: two sets are all the memory that any decode needs. */
  #cache: Cache;
  #spare: Cache;
  #sound: EncodedSound | undefined;
  #fed = 0;

  private constructor(session: InferenceSession, traits: ModelTraits, heads: readonly NamedHead[]) {
    this.#session = session;
    this.#heads = heads;
    this.#attentionNames = [...new Set(heads.map(({ output }) => output))];
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
    const heads = externalWeights ? [] : namedHeads(crossAttentionOutputs(nodes), traits);
    const names = new Set(heads.map(({ output }) => output));
    const session =
      names.size === 0
        ? await InferenceSession.create(file, options)
        : await InferenceSession.create(await withOutputs(file, [...names]), options);
    requireNames(session, { inputs: INPUTS, outputs: OUTPUTS }, 'decoder');
    return new DecoderNetwork(session, traits, heads);
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
      attentionOf: (row) => this.#attention(answer, row),
    };
  }

  #attention(answer: InferenceSession.OnnxValueMapType, row: number): Float32Array | undefined {
    if (!this.tellsAttention) return undefined;
    const rows = this.#heads.map(({ output, head }) => {
      // Dimensions: 1, heads, tokens, states.
      const { data, dims } = answer[output] as Tensor;
      const [, , tokens = 0, states = 0] = dims;
      const start = (head * tokens + row) * states;
      return (data as Float32Array).subarray(start, start + states);
    });
    return meanOf(rows);
  }
}

/** A head, and the output of the graph that holds the weights of its layer. */
interface NamedHead {
  readonly output: string;
  readonly head: number;
}

/** None where not every layer was found: the layers could not be told apart. */
function namedHeads(outputs: readonly string[], { layers, heads, languageTokens }: ModelTraits): readonly NamedHead[] {
  if (outputs.length !== layers) return [];
  const multilingual = languageTokens.size > 0;
  return alignmentHeads({ layers, heads, multilingual }).map(([layer, head]: Head) => ({
    output: outputs[layer] ?? '',
    head,
  }));
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let index = 0; index < mean.length; index += 1)
      mean[index] = (mean[index] as number) + (row[index] as number) / rows.length;
  }
  return mean;
}

function emptyCache({ layers, contextTokens, width }: ModelTraits): Cache {
  const dimensions = [layers, 1, contextTokens, width];
  const size = layers * contextTokens * width;
  return {
    keys: new Tensor('float32', new Float32Array(size), dimensions),
    values: new Tensor('float32', new Float32Array(size), dimensions),
  };
}
