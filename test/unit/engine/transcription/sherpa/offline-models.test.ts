import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sherpaStreamingDefinition } from '../../../../../src/engine/transcription/sherpa/definition.ts';
import { sherpaOfflineDefinition } from '../../../../../src/engine/transcription/sherpa/offline-definition.ts';
import { OFFLINE_KINDS } from '../../../../../src/engine/transcription/sherpa/offline-models.ts';
import { findSherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';
import { whisperOnnxDefinition } from '../../../../../src/engine/transcription/whisper-onnx/definition.ts';
import { runtimeFiles } from '../../../../support/files.ts';
import { graphMessage, metadataMessage } from '../../../../support/models/onnx-builder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-offline-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Metadata = Record<string, string>;

/** Writes a folder with a model that says something of itself in its first file. */
async function write(names: readonly string[], metadata: Metadata = {}): Promise<void> {
  const entries = Object.entries(metadata).map(([key, value]) => metadataMessage(key, value));
  for (const [index, name] of names.entries()) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    const parts = [graphMessage([]), ...(index === 0 ? entries : [])];
    await writeFile(path.join(folder, name), name.endsWith('.onnx') ? Buffer.concat(parts) : 'x 0\n');
  }
}

const type = (model_type: string): Metadata => ({ model_type });

const TOKENS = 'tokens.txt';
const PAIR = ['encoder.int8.onnx', 'decoder.int8.onnx', TOKENS];
const TRANSDUCER = ['encoder.int8.onnx', 'decoder.int8.onnx', 'joiner.int8.onnx', TOKENS];
const ONE = ['model.int8.onnx', TOKENS];
const V1 = ['preprocess.onnx', 'encode.int8.onnx', 'uncached_decode.int8.onnx', 'cached_decode.int8.onnx', TOKENS];

/** An X-ASR that does not stream, as it is published. */
const X_ASR = [
  'encoder-epoch-99-avg-1.int8.onnx',
  'decoder-epoch-99-avg-1.onnx',
  'joiner-epoch-99-avg-1.int8.onnx',
  TOKENS,
];
const X_ASR_SAYS = { ...type('zipformer2'), model_author: 'k2-fsa', comment: 'non-streaming zipformer2' };

const NEMO = { model_type: 'EncDecRNNTBPEModel', vocab_size: '8192', pred_hidden: '640' };
const PARAKEET_3 = { ...NEMO, url: 'https://huggingface.co/nvidia/parakeet-tdt-0.6b-v3' };
const CTC = { model_type: 'EncDecCTCModelBPE', url: 'https://x/models/stt_de_conformer_ctc_large' };
const LFR = { lfr_window_size: '7', lfr_window_shift: '6', neg_mean: '0', inv_stddev: '1' };
const SENSE_VOICE = { ...LFR, normalize_samples: '0', lang_zh: '3', lang_en: '4', lang_ja: '11' };
const FIRE_RED = { cmvn_mean: '0', max_len: '448', num_decoder_layers: '16' };

/** What is expected of a folder. */
interface Planned {
  /** Where the library is told of it. */
  readonly key: string;
  /** The first and the last language; none where nobody knows. */
  readonly languages: readonly string[];
}

describe('the kind of a model that hears a whole sound', () => {
  it.each<[string, readonly string[], Metadata, Planned]>([
    ['NeMo transducer', TRANSDUCER, PARAKEET_3, { key: 'transducer', languages: ['bg', 'uk'] }],
    ['NeMo transducer', TRANSDUCER, NEMO, { key: 'transducer', languages: [] }],
    ['zipformer transducer', TRANSDUCER, type('zipformer2'), { key: 'transducer', languages: [] }],
    ['zipformer transducer', TRANSDUCER, type('conformer'), { key: 'transducer', languages: [] }],
    ['zipformer transducer', X_ASR, X_ASR_SAYS, { key: 'transducer', languages: [] }],
    ['Moonshine', V1, {}, { key: 'moonshine', languages: ['en', 'en'] }],
    [
      'Moonshine v2',
      ['encoder_model.ort', 'decoder_model_merged.ort', TOKENS],
      {},
      { key: 'moonshine', languages: [] },
    ],
    ['Canary', PAIR, type('EncDecMultiTaskModel'), { key: 'canary', languages: ['en', 'fr'] }],
    [
      'Cohere Transcribe',
      PAIR,
      type('cohere-transcribe-03-2026'),
      { key: 'cohereTranscribe', languages: ['en', 'ko'] },
    ],
    ['FireRedASR', PAIR, FIRE_RED, { key: 'fireRedAsr', languages: ['zh', 'en'] }],
    ['SenseVoice', ONE, SENSE_VOICE, { key: 'senseVoice', languages: ['zh', 'ja'] }],
    ['paraformer', ONE, { ...LFR, model_type: 'paraformer' }, { key: 'paraformer', languages: [] }],
    ['NeMo CTC', ONE, CTC, { key: 'nemoCtc', languages: ['de', 'de'] }],
    ['NeMo CTC', ONE, type('EncDecHybridRNNTCTCBPEModel'), { key: 'nemoCtc', languages: [] }],
    ['zipformer CTC', ONE, type('zipformer2_ctc'), { key: 'zipformerCtc', languages: [] }],
    ['WeNet CTC', ONE, type('wenet_ctc'), { key: 'wenetCtc', languages: [] }],
    ['TeleSpeech CTC', ONE, type('telespeech_ctc'), { key: 'teleSpeechCtc', languages: ['zh', 'zh'] }],
    [
      'FireRedASR CTC',
      ONE,
      { ...type('fire-red-asr-2-ctc'), cmvn_mean: '0' },
      { key: 'fireRedAsrCtc', languages: ['zh', 'en'] },
    ],
    ['MedASR', ONE, type('medasr_ctc'), { key: 'medasr', languages: ['en', 'en'] }],
    ['Omnilingual ASR', ONE, type('omnilingual-asr'), { key: 'omnilingual', languages: [] }],
    ['Dolphin', ONE, { mean: '0', invstd: '1', vocab_size: '40002' }, { key: 'dolphin', languages: [] }],
    [
      'Qwen3-ASR',
      ['conv_frontend.onnx', 'encoder.int8.onnx', 'decoder.int8.onnx', 'tokenizer/vocab.json'],
      {},
      { key: 'qwen3Asr', languages: ['zh', 'ro'] },
    ],
    [
      'Fun-ASR Nano',
      ['encoder_adaptor.int8.onnx', 'llm.fp16.onnx', 'embedding.int8.onnx', 'Qwen3-0.6B/vocab.json'],
      LFR,
      { key: 'funasrNano', languages: [] },
    ],
  ])('is %s by its files and what they say', async (name, files, metadata, { key, languages }) => {
    await write(files, metadata);
    const found = await findSherpaFiles(folder);
    const kinds = OFFLINE_KINDS.filter(({ fits }) => fits(found));
    expect(kinds[0]?.name).toBe(name);
    const config = kinds[0]?.config(found, { task: 'transcribe', code: 'en' });
    expect(Object.keys(config ?? {})).toContain(key);
    expect(JSON.stringify(config)).not.toContain('""');
    const known = kinds[0]?.languages(found) ?? [];
    expect([known[0], known.at(-1)]).toEqual([languages[0], languages[1]]);
    expect(await planned(sherpaOfflineDefinition)).toBeDefined();
    // No other recogniser of such folders takes it for one of its own.
    expect(await planned(sherpaStreamingDefinition)).toBeUndefined();
    expect(await planned(whisperOnnxDefinition)).toBeUndefined();
  });

  it.each<[string, readonly string[], Metadata]>([
    ['Whisper', ['base-encoder.onnx', 'base-decoder.onnx', 'base-tokens.txt'], type('whisper-base')],
    ['a transducer that streams', TRANSDUCER, { ...type('zipformer2'), decode_chunk_len: '32', T: '45' }],
    ['a Parakeet that streams', TRANSDUCER, { ...NEMO, streaming_model_type: 'nemo_parakeet_unified_streaming' }],
    ['a CTC model that streams', ONE, { ...CTC, chunk_shift: '56', cache_last_time_dim1: '24' }],
    ['a paraformer that streams', PAIR, { ...LFR, encoder_output_size: '512', decoder_num_blocks: '16' }],
    ['a WeNet model that streams', ONE, { ...type('wenet_ctc'), chunk_size: '16' }],
    ['a model for something else', ONE, type('speaker-segmentation')],
  ])('is none for %s', async (_, files, metadata) => {
    await write(files, metadata);
    expect(await planned(sherpaOfflineDefinition)).toBeUndefined();
  });

  it('leaves a paraformer that streams to the recogniser for streams', async () => {
    await write(PAIR, { ...LFR, encoder_output_size: '512', decoder_num_blocks: '16' });
    expect(await planned(sherpaStreamingDefinition)).toBeDefined();
    expect(await planned(whisperOnnxDefinition)).toBeUndefined();
  });

  it.each([
    ['sherpa-onnx-moonshine-tiny-en-quantized-2026-02-27', ['en']],
    ['moonshine-ko-tiny-onnx', ['ko']],
    ['moonshine-base-uk', ['uk']],
    ['moonshine', []],
    ['my-en-model', []],
  ])('is a Moonshine v2 in %s that knows %j', async (name, languages) => {
    const files = ['encoder_model.ort', 'decoder_model_merged.ort', TOKENS].map((file) => `${name}/${file}`);
    await write(files);
    const found = await findSherpaFiles(path.join(folder, name));
    expect(OFFLINE_KINDS.find(({ fits }) => fits(found))?.languages(found)).toEqual(languages);
  });

  it('asks Canary for the spoken language, or for English', async () => {
    await write(PAIR, type('EncDecMultiTaskModel'));
    const found = await findSherpaFiles(folder);
    const canary = OFFLINE_KINDS.find(({ fits }) => fits(found));
    const same = canary?.config(found, { code: 'de', task: 'transcribe' });
    expect(same?.canary).toMatchObject({ srcLang: 'de', tgtLang: 'de' });
    const english = canary?.config(found, { code: 'de', task: 'translate-to-english' });
    expect(english?.canary).toMatchObject({ srcLang: 'de', tgtLang: 'en' });
  });
});

async function planned(
  definition: Pick<
    typeof sherpaOfflineDefinition | typeof sherpaStreamingDefinition | typeof whisperOnnxDefinition,
    'plan'
  >,
) {
  const wanted = { type: 'folder', files: await findSherpaFiles(folder) } as const;
  return definition.plan(wanted, { settings: {}, replicas: 1, threads: 2, files: runtimeFiles });
}
