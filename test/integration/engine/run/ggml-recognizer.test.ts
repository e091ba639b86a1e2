import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../../src/engine/log.ts';
import { planRecognizers } from '../../../../src/engine/run/plan-recognizers.ts';
import { recognizerSection } from '../../../../src/engine/transcription/settings.ts';
import { chooseVariant } from '../../../../src/engine/transcription/whisper-node/choose-variant.ts';
import { runtimeFiles } from '../../../support/files.ts';
import { demoModel } from '../../../support/models/demo-model.ts';

describe('a ggml Whisper model', () => {
  it('goes to whisper.node where that finds a GPU, else to transcribe.cpp', async () => {
    const { variant } = await chooseVariant('auto', silentLog);
    const expected = variant === 'default' && process.platform !== 'darwin' ? 'transcribe-cpp' : 'whisper-node';
    const recognizer = recognizerSection().parse({ model: await demoModel() });
    const { definition, configs } = await planRecognizers(recognizer, {
      files: runtimeFiles,
      added: [],
      log: silentLog,
    });
    expect(definition.name).toBe(expected);
    expect(configs).toMatchObject([expected === 'transcribe-cpp' ? { device: 'auto' } : { variant }]);
  });
});
