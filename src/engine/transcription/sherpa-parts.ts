import path from 'node:path';
import { EngineError } from '../errors.ts';

/** What a file of a model is for, by its name. The first that fits counts. */
const NAMES = {
  joiner: /joiner/u,
  uncachedDecoder: /uncached/u,
  cachedDecoder: /cached/u,
  mergedDecoder: /merged/u,
  preprocessor: /preprocess/u,
  convFrontend: /conv_frontend/u,
  encoderAdaptor: /encoder_adaptor/u,
  llm: /^llm/u,
  embedding: /^embedding/u,
  encoder: /encode/u,
  decoder: /decode/u,
  /** The one file of a model that is one. */
  model: /^/u,
};

type ModelPart = keyof typeof NAMES;

/** All that a file of a model may be for. */
export const PARTS = Object.keys(NAMES) as readonly ModelPart[];

/** The files of a model by what they are for. Paths. */
export type ModelParts = Readonly<Partial<Record<ModelPart, string | undefined>>>;

/** The parts that make a model, the usual ones first. */
const MODELS: readonly (readonly ModelPart[])[] = [
  ['encoder', 'decoder'],
  ['encoder', 'decoder', 'joiner'],
  ['model'],
  ['encoder', 'mergedDecoder'],
  ['preprocessor', 'encoder', 'uncachedDecoder', 'cachedDecoder'],
  ['convFrontend', 'encoder', 'decoder'],
  ['encoderAdaptor', 'llm', 'embedding'],
];

/** Files that are no speech model, and may lie beside one. */
const BESIDE = /vad|punct/u;

/** Files of one name but for this are the same model with numbers that are more or less exact. */
const PRECISION = /[-_.](?:u?int8|q?int4|q4f?16?|q8|b?fp16|float16|fp32|quantized)(?=[-_.])/gu;

/** What models for other engines end with. */
const FOREIGN = /\.(?:gguf|bin|safetensors|nemo|pt|pth|tflite)$/u;

/**
 * The parts of the model in a folder.
 * @param names of the files in it, sorted.
 * @throws EngineError `model-missing` where a part is missing, `model-unsupported` where there are two models or another kind.
 */
export function modelPartsOf(folder: string, names: readonly string[]): ModelParts {
  const files = new Map<ModelPart, string[]>();
  for (const name of names) {
    if (!/\.(?:onnx|ort)$/u.test(name) || BESIDE.test(name)) continue;
    const part = PARTS.find((one) => NAMES[one].test(name)) ?? 'model';
    files.set(part, [...(files.get(part) ?? []), name]);
  }
  if (files.size === 0) throw noModel(folder, names);
  for (const variants of files.values()) {
    const [first = '', ...others] = variants;
    const other = others.find((name) => whateverPrecision(name) !== whateverPrecision(first));
    if (other !== undefined) throw twoModels(folder, first, other);
  }
  const found = [...files.keys()];
  const fitting = MODELS.filter((parts) => found.every((part) => parts.includes(part)));
  if (fitting.length === 0) throw twoModels(folder, ...strangers(files));
  const whole = fitting.find((parts) => parts.length === found.length);
  if (!whole) throw missingPart(folder, fitting[0]?.find((part) => !found.includes(part)) ?? 'model', files);
  return Object.fromEntries([...files].map(([part, variants]) => [part, path.join(folder, quickest(variants))]));
}

function whateverPrecision(name: string): string {
  return name.replaceAll(PRECISION, '').replace(/\.\w+$/u, '');
}

/** Of several variants the quantised one: on a CPU it is faster and hardly worse. */
function quickest([first = '', ...others]: readonly string[]): string {
  return [first, ...others].find((name) => name.includes('int8')) ?? first;
}

/** Two files that belong to no model together, else the first and the last one. */
function strangers(files: ReadonlyMap<ModelPart, readonly string[]>): readonly [string, string] {
  const all = [...files].map(([part, [name = '']]) => ({ part, name }));
  const pairs = all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
  const areStrangers = ([one, other]: (typeof pairs)[number]): boolean =>
    !MODELS.some((parts) => parts.includes(one.part) && parts.includes(other.part));
  const found = pairs.find(areStrangers);
  return found ? [found[0].name, found[1].name] : [all[0]?.name ?? '', all.at(-1)?.name ?? ''];
}

function missingPart(folder: string, part: ModelPart, files: ReadonlyMap<ModelPart, readonly string[]>): EngineError {
  const there = [...files.values()].map(([name = '']) => name).join(', ');
  return new EngineError('model-missing', `The model folder ${folder} has ${there}, but no ${nameOf(part)}.`, {
    hint: 'Copy or download the model again. A sherpa-onnx model has one ONNX file, or an encoder and a decoder; transducers have a joiner too.',
    stage: 'transcription',
  });
}

/** As people call it: `cached decoder`. */
function nameOf(part: ModelPart): string {
  return part.replaceAll(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}

function twoModels(folder: string, one: string, other: string): EngineError {
  return new EngineError('model-unsupported', `The model folder ${folder} holds two models: ${one} and ${other}.`, {
    hint: 'Give each model a folder of its own, with its tokens.',
    stage: 'transcription',
  });
}

function noModel(folder: string, names: readonly string[]): EngineError {
  const foreign = names.find((name) => FOREIGN.test(name));
  if (foreign === undefined) {
    return new EngineError('model-missing', `The model folder ${folder} has no model file (*.onnx).`, {
      hint: 'Give the folder that holds the files of a sherpa-onnx model, with its tokens.',
      stage: 'transcription',
    });
  }
  const hint = /\.(?:gguf|bin)$/u.test(foreign)
    ? `Give the file itself: ${path.join(folder, foreign)}.`
    : 'Choose a model in GGUF, or one in the files of sherpa-onnx: see overlingo models list speech.';
  return new EngineError('model-unsupported', `The model folder ${folder} holds no ONNX model but ${foreign}.`, {
    hint,
    stage: 'transcription',
  });
}
