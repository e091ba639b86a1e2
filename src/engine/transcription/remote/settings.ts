import { z } from 'zod';
import { setting } from '../../setting.ts';
import { variableName } from '../../setting-text.ts';

/** What a transcription server is asked for. */
export const remoteSettings = z.strictObject({
  model: setting(z.string().min(1, 'is empty').default('whisper-1'), {
    description: 'model name on a transcription server',
    flag: 'remote-model',
    value: '<name>',
  }),
  keyVariable: setting(variableName.optional(), {
    description: 'environment variable that holds the key of a transcription server',
    flag: 'api-key-variable',
    value: '<name>',
  }),
});
