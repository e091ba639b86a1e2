import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sherpaStreamingDefinition } from '../../../../../src/engine/transcription/sherpa/definition.ts';
import { hotwordsOf } from '../../../../../src/engine/transcription/sherpa/hotwords.ts';
import { ONLINE_KINDS } from '../../../../../src/engine/transcription/sherpa/online-models.ts';
import { findSherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';
import { graphMessage, metadataMessage } from '../../../../support/models/onnx-builder.ts';
import { runtimeFiles } from '../../../../support/files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-online-'));
  await writeFile(path.join(folder, 'tokens.txt'), '<blk> 0\n');
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a model file that says something of itself. */
async function model(name: string, metadata: Record<string, string> = {}): Promise<void> {
  const entries = Object.entries(metadata).map(([key, value]) => metadataMessage(key, value));
  await writeFile(path.join(folder, name), Buffer.concat([graphMessage([]), ...entries]));
}

async function transducer(metadata: Record<string, string>): Promise<void> {
  await model('encoder.int8.onnx', metadata);
  for (const name of ['decoder.onnx', 'joiner.int8.onnx']) await model(name);
}

const CHUNKS = { decode_chunk_len: '32', T: '45' };
const NEMO = { chunk_shift: '56', window_size: '65', cache_last_time_dim1: '24' };
const ZIPFORMER = { model_type: 'zipformer2', encoder_dims: '192', ...CHUNKS };
const T_ONE = { frame_length_ms: '300', state_dim: '219729', sample_rate: '8000' };
const PARAFORMER = { encoder_output_size: '512', decoder_num_blocks: '16', lfr_window_size: '7' };

describe('the kind of a streaming model', () => {
  it.each([
    ['streaming transducer', () => transducer(ZIPFORMER), 'transducer'],
    ['NeMo streaming transducer', () => transducer(NEMO), 'transducer'],
    ['streaming zipformer CTC', () => model('ctc-epoch-20-avg-1.int8.onnx', ZIPFORMER), 'zipformer2Ctc'],
    ['NeMo streaming CTC', () => model('model.onnx', NEMO), 'nemoCtc'],
    ['T-one', () => model('model.onnx', T_ONE), 'toneCtc'],
    [
      'streaming paraformer',
      () => model('encoder.int8.onnx', PARAFORMER).then(() => model('decoder.int8.onnx')),
      'paraformer',
    ],
  ])('is %s by its files and what they say', async (name, write, key) => {
    await write();
    const files = await findSherpaFiles(folder);
    const kind = ONLINE_KINDS.find(({ fits }) => fits(files));
    expect(kind?.name).toBe(name);
    expect(Object.keys(kind?.config(files) ?? {})).toEqual([key]);
    expect(JSON.stringify(kind?.config(files))).not.toContain('""');
  });

  it('is that of a unified Parakeet by its decoder', async () => {
    await transducer({ model_type: 'x' });
    await model('decoder.onnx', { streaming_model_type: 'nemo_parakeet_unified_streaming' });
    const files = await findSherpaFiles(folder);
    expect(ONLINE_KINDS.find(({ fits }) => fits(files))?.name).toBe('NeMo streaming transducer');
  });

  it.each([
    ['transducer', () => transducer({ model_type: 'EncDecRNNTBPEModel', vocab_size: '1024' })],
    ['CTC model', () => model('model.int8.onnx', { model_type: 'EncDecCTCModelBPE' })],
    [
      'Whisper',
      () => model('base-encoder.onnx', { model_type: 'whisper-base' }).then(() => model('base-decoder.onnx')),
    ],
  ])('is none where a %s does not stream', async (_, write) => {
    await write();
    expect(await planned()).toBeUndefined();
  });

  it('has the languages that it can be told', async () => {
    await transducer({ ...NEMO, prompt_dictionary: '{"auto": 101, "en-US": 0, "en-GB": 1, "ja-JP": 2}' });
    expect((await planned())?.configs).toMatchObject([{ languages: ['en', 'ja'] }]);
    await transducer(NEMO);
    expect((await planned())?.configs).toMatchObject([{ languages: 'any' }]);
  });
});

describe('words that are likely to occur', () => {
  const files = { bpeVocabulary: 'bpe.vocab' } as Awaited<ReturnType<typeof findSherpaFiles>>;
  const none = { ...files, bpeVocabulary: undefined };

  it('are cut by the table of the model, by signs, or not at all', () => {
    expect(hotwordsOf(files, '▁LOW 1\n')?.model).toEqual({ modelingUnit: 'bpe', bpeVocab: 'bpe.vocab' });
    expect(hotwordsOf(files, '▁LOW 1\n我 2\n')?.model.modelingUnit).toBe('cjkchar+bpe');
    expect(hotwordsOf(none, '我 1\n你 2\n')?.model).toEqual({ modelingUnit: 'cjkchar' });
    expect(hotwordsOf(none, '▁LOW 1\n')).toBeUndefined();
  });

  it('are the terms of a prompt, in the letters of the model', () => {
    expect(hotwordsOf(files, '▁LOW 1\n')?.phrases('Zelda, Link. zelda; #1 Boss, …')).toBe('ZELDA\nLINK\n1 BOSS');
    expect(hotwordsOf(files, '▁Low 1\n')?.phrases('Zelda')).toBe('Zelda');
    expect(hotwordsOf(files, '▁Low 1\n')?.phrases('')).toBe('');
  });
});

async function planned() {
  const wanted = { type: 'folder', files: await findSherpaFiles(folder) } as const;
  return sherpaStreamingDefinition.plan(wanted, { settings: {}, replicas: 1, threads: 2, files: runtimeFiles });
}
