import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The sizes of Firefox's models. */
const SIZES = {
  tiny: { width: 256, encoderLayers: 6, decoderLayers: 2, inner: 1536 },
  'base-memory': { width: 384, encoderLayers: 6, decoderLayers: 4, inner: 1536 },
} as const;

/** A size that Firefox uses. */
export type ModelSize = keyof typeof SIZES;

const VOCABULARY = 32_000;
const HEADS = 8;

/** Kinds of tensors in Marian's file format. */
const FLOAT32 = 0x404;
const INT8 = 0x101;
const INTGEMM8 = 0x4101;

const ALIGNMENT = 256;
const LEVELS = 127;

/** The largest input that a layer expects; its scale is stored beside the weights. */
const LARGEST_INPUT = 4;

interface Tensor {
  readonly name: string;
  readonly kind: number;
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/**
 * Writes a model of a real size with random weights, and a vocabulary in which `w0`, `w1`, … are one token each. It
 * answers noise, and never ends before its limit of twice the tokens of the text, so its time is an upper bound.
 */
export function writeRandomModel(size: ModelSize, folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'model.bin'), marianFile([...tensorsOf(size), configTensor(size)]));
  writeFileSync(path.join(folder, 'vocab.spm'), vocabularyFile());
}

function tensorsOf(size: ModelSize): Tensor[] {
  const { width, encoderLayers, decoderLayers, inner } = SIZES[size];
  const norm = (name: string): Tensor[] => [filled(`${name}_ln_scale`, width, 1), filled(`${name}_ln_bias`, width, 0)];
  const attention = (name: string): Tensor[] => [
    ...['q', 'k', 'v', 'o'].flatMap((part) => layer([`${name}_W${part}`, `${name}_b${part}`], width, width)),
    ...norm(`${name}_Wo`),
  ];
  const feedForward = (name: string): Tensor[] => [
    ...layer([`${name}_W1`, `${name}_b1`], width, inner),
    ...layer([`${name}_W2`, `${name}_b2`], inner, width),
    ...norm(`${name}_ffn`),
  ];
  const outputBias = new Float32Array(VOCABULARY);
  // The end of the sentence and the unknown word are never chosen.
  outputBias.fill(-1e4, 0, 2);
  return [
    weights('Wemb', VOCABULARY, width),
    scale('none'),
    floats('decoder_ff_logit_out_b', outputBias),
    ...numbers(encoderLayers).flatMap((number) => [
      ...attention(`encoder_l${number}_self`),
      ...feedForward(`encoder_l${number}_ffn`),
    ]),
    ...numbers(decoderLayers).flatMap((number) => [
      ...layer([`decoder_l${number}_rnn_W`], width, width),
      ...layer([`decoder_l${number}_rnn_Wf`, `decoder_l${number}_rnn_bf`], width, width),
      ...norm(`decoder_l${number}_rnn_ffn`),
      ...attention(`decoder_l${number}_context`),
      ...feedForward(`decoder_l${number}_ffn`),
    ]),
  ];
}

/** @param names of the weights, and of the bias where there is one. */
function layer([weightName = '', biasName]: readonly string[], rows: number, columns: number): Tensor[] {
  const bias = biasName === undefined ? [] : [filled(biasName, columns, 0)];
  return [weights(weightName, rows, columns), scale(weightName), ...bias];
}

function weights(name: string, rows: number, columns: number): Tensor {
  const data = Buffer.alloc(rows * columns + 4);
  for (let at = 0; at < rows * columns; at += 1) data.writeInt8(randomLevel(), at);
  // Weights of about the spread that a trained layer has.
  data.writeFloatLE((LEVELS / 3) * Math.sqrt(rows), rows * columns);
  return { name, kind: INTGEMM8, shape: [rows, columns], data };
}

function scale(weightName: string): Tensor {
  return filled(`${weightName}_QuantMultA`, 1, LEVELS / LARGEST_INPUT);
}

function filled(name: string, length: number, value: number): Tensor {
  return floats(name, new Float32Array(length).fill(value));
}

function floats(name: string, values: Float32Array): Tensor {
  return { name, kind: FLOAT32, shape: [1, values.length], data: Buffer.from(values.buffer) };
}

function configTensor(size: ModelSize): Tensor {
  const { width, encoderLayers, decoderLayers, inner } = SIZES[size];
  const lines = [
    'type: transformer',
    `dim-emb: ${width}`,
    `dim-vocabs: \n  - ${VOCABULARY}\n  - ${VOCABULARY}`,
    `enc-depth: ${encoderLayers}`,
    `dec-depth: ${decoderLayers}`,
    `transformer-heads: ${HEADS}`,
    `transformer-dim-ffn: ${inner}`,
    'transformer-decoder-autoreg: rnn',
    'dec-cell: ssru',
    'transformer-ffn-depth: 2',
    'transformer-ffn-activation: relu',
    'transformer-preprocess: ""',
    'transformer-postprocess: dan',
    'transformer-postprocess-emb: d',
    'tied-embeddings-all: true',
    'transformer-train-position-embeddings: false',
  ];
  const data = Buffer.from(`${lines.join('\n')}\n\0`);
  return { name: 'special:model.yml', kind: INT8, shape: [data.length], data };
}

/** Headers, names, shapes, a gap, and the data from a multiple of 256 on. */
function marianFile(tensors: readonly Tensor[]): Buffer {
  const data = tensors.map((tensor) => padded(tensor.data));
  const headers = tensors.map(({ name, kind, shape }, index) =>
    uint64s(name.length + 1, kind, shape.length, data[index]?.length ?? 0),
  );
  const names = tensors.map(({ name }) => Buffer.from(`${name}\0`));
  const shapes = tensors.map(({ shape }) => Buffer.from(Int32Array.from(shape).buffer));
  const head = Buffer.concat([uint64s(1, tensors.length), ...headers, ...names, ...shapes]);
  const gap = (ALIGNMENT - ((head.length + 8) % ALIGNMENT)) % ALIGNMENT;
  return Buffer.concat([head, uint64s(gap), Buffer.alloc(gap), ...data]);
}

/** A SentencePiece model: the two special pieces, letters, and words. */
function vocabularyFile(): Buffer {
  const letters = ['▁', ...'abcdefghijklmnopqrstuvwxyz0123456789.,!?'];
  const words = numbers(VOCABULARY - 2 - letters.length).map((number) => `▁w${number - 1}`);
  return Buffer.concat([
    piece('</s>', 0, 3),
    piece('<unk>', 0, 2),
    ...[...letters, ...words].map((text) => piece(text, -10, 1)),
  ]);
}

/** One piece as a protocol buffer: its text, its score, its type. */
function piece(text: string, score: number, type: number): Buffer {
  const bytes = Buffer.from(text);
  const scoreBytes = Buffer.alloc(4);
  scoreBytes.writeFloatLE(score);
  const message = Buffer.concat([
    Buffer.of(0x0a, bytes.length),
    bytes,
    Buffer.of(0x15),
    scoreBytes,
    Buffer.of(0x18, type),
  ]);
  return Buffer.concat([Buffer.of(0x0a, message.length), message]);
}

function padded(data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.alloc((ALIGNMENT - (data.length % ALIGNMENT)) % ALIGNMENT)]);
}

function uint64s(...values: readonly number[]): Buffer {
  return Buffer.from(BigUint64Array.from(values, BigInt).buffer);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

let state = 1;

/** The same numbers in each run, between -127 and 127, most of them small. */
function randomLevel(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  const sum = (state >>> 24) + ((state >>> 16) & 0xff) + ((state >>> 8) & 0xff);
  return Math.max(-LEVELS, Math.min(LEVELS, Math.trunc(sum / 3) - LEVELS));
}
