import { z } from 'zod';
import { setting, type IdleSetting } from '../../setting.ts';
import { chosenModels } from '../model-choice.ts';
import { isServer } from './is-server.ts';
import { variableName } from '../../setting-text.ts';

function idleWithoutServer(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (chosenModels(valueOf('recognizer.model')).some(isServer)) return undefined;
  return { because: 'no transcription server is asked', hint: 'Add --model with the address of a server.' };
}

/** What a transcription server is asked for. */
export const remoteSettings = z.strictObject({
  model: setting(z.string().min(1, 'is empty').default('whisper-1'), {
    description: 'model name on a transcription server',
    flag: 'remote-model',
    value: '<name>',
    idle: idleWithoutServer,
  }),
  keyVariable: setting(variableName.optional(), {
    description: 'environment variable that holds the key of a transcription server',
    flag: 'api-key-variable',
    value: '<name>',
    idle: idleWithoutServer,
  }),
});
