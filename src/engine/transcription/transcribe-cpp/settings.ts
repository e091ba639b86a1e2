import { z } from 'zod';
import { setting, type IdleSetting } from '../../setting.ts';
import { chosenModels } from '../model-choice.ts';
import { isServer } from '../remote/is-server.ts';

/** Of other models the file alone tells what runs them. */
function idleWithoutFile(valueOf: (name: string) => unknown): IdleSetting | undefined {
  const others = chosenModels(valueOf('recognizer.model')).filter((model) => model !== 'demo' && !isServer(model));
  if (others.length > 0) return undefined;
  return { because: 'transcribe.cpp does not run the model', hint: 'Add --model with a GGUF or ggml file.' };
}

/** Where transcribe.cpp computes. */
export const transcribeCppSettings = z.strictObject({
  device: setting(z.enum(['auto', 'gpu', 'cpu'], 'is not one of auto, gpu and cpu').default('auto'), {
    description: 'where transcribe.cpp computes: gpu, cpu, or auto for a GPU where there is one',
    flag: 'speech-device',
    value: '<device>',
    idle: idleWithoutFile,
  }),
});
