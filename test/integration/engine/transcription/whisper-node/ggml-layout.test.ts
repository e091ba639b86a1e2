import { expect, it } from 'vitest';
import { readGgmlLayout } from '../../../../../src/engine/transcription/whisper-node/ggml-layout.ts';
import { demoModel } from '../../../../support/models/demo-model.ts';

it('the layout of a ggml file is read from a real model', async () => {
  expect(await readGgmlLayout(await demoModel())).toMatchObject({
    kind: 'whisper',
    size: 16_810_089,
    multilingual: true,
    languages: 99,
    audioContext: 1500,
    textContext: 448,
    positionalEmbedding: { rows: 1500, dataBytes: 1500 * 192 * 4 },
  });
});
