import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerHost } from '../../../../../src/engine/transcription/host/recognizer-host.ts';
import type { WhisperOnnxConfig } from '../../../../../src/engine/transcription/whisper-onnx/definition.ts';
import { demoWhisper } from '../../../../support/demo-whisper.ts';
import { asset, fixture, recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { graphMessage, metadataMessage, nodeMessage, weightMessage } from '../../../../support/models/onnx-builder.ts';

const ENCODER = asset('models/demo-whisper/demo-encoder.onnx');
const DECODER = asset('models/demo-whisper/demo-decoder.onnx');

/** In a process of its own: should native code end it over a file, the test says so and goes on. */
describe('a model in ONNX', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'damaged-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function load(changes: Partial<WhisperOnnxConfig>) {
    const host = new RecognizerHost({
      entry: runtimeFiles.recognizerHost,
      module: recognizerModule('whisper-onnx'),
      config: demoWhisper(changes),
      clock: systemClock,
      log: silentLog,
      onLost: () => undefined,
    });
    try {
      return await host.load();
    } finally {
      host.stop();
    }
  }

  async function changed(file: string, change: (model: Buffer) => Buffer): Promise<string> {
    const copy = path.join(folder, path.basename(file));
    await writeFile(copy, change(await readFile(file)));
    return copy;
  }
  const cut = (share: number) => (model: Buffer) => model.subarray(0, Math.round(model.length * share));
  const appended = (part: Buffer) => (model: Buffer) => Buffer.concat([model, part]);

  it.each<[string, () => Promise<Partial<WhisperOnnxConfig>>]>([
    ['its encoder cut off', async () => ({ encoder: await changed(ENCODER, cut(0.7)) })],
    ['its decoder cut off', async () => ({ decoder: await changed(DECODER, cut(0.5)) })],
    [
      'zeros where its decoder was',
      async () => ({ decoder: await changed(DECODER, (model) => Buffer.alloc(model.length)) }),
    ],
    ['encoder and decoder exchanged', () => Promise.resolve({ encoder: DECODER, decoder: ENCODER })],
    ['its encoder twice', () => Promise.resolve({ decoder: ENCODER })],
    ['the decoder of a transducer', () => Promise.resolve({ decoder: fixture('models/tiny-transducer/decoder.onnx') })],
    ['the tokens of a transducer', () => Promise.resolve({ tokens: fixture('models/tiny-transducer/tokens.txt') })],
    [
      'another number of bands than it says',
      async () => ({ encoder: await changed(ENCODER, appended(metadataMessage('n_mels', '128'))) }),
    ],
    [
      'another number of layers than it says',
      async () => ({ encoder: await changed(ENCODER, appended(metadataMessage('n_text_layer', '6'))) }),
    ],
    [
      'a weight in a file that is missing',
      async () => ({
        decoder: await changed(DECODER, appended(graphMessage([weightMessage('elsewhere', 'elsewhere')]))),
      }),
    ],
  ])('is refused with a reason, and no crash, with %s', async (_, changes) => {
    const loading = load(await changes());
    await expect(loading).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
    await expect(loading).rejects.toThrow(/^The .{20,}\.$/su);
  });

  it('of English only takes English, and does not translate', async () => {
    const info = await load({ encoder: await changed(ENCODER, appended(metadataMessage('is_multilingual', '0'))) });
    expect(info.capabilities).toMatchObject({ languages: ['en'], translatesToEnglish: false });
    expect(info.warnings).toEqual([]);
  });

  it('that hides its attention says what is missed', async () => {
    const another = nodeMessage({ operation: 'Softmax', inputs: ['n_layer_cross_k'], outputs: ['another'] });
    const info = await load({ decoder: await changed(DECODER, appended(graphMessage([another]))) });
    expect(info.warnings.join()).toMatch(/words have no times/u);
  });
});
