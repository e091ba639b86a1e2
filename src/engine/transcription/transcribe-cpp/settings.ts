import { z } from 'zod';
import { setting } from '../../setting.ts';

/** Where transcribe.cpp computes. */
export const transcribeCppSettings = z.strictObject({
  device: setting(z.enum(['auto', 'gpu', 'cpu'], 'is not one of auto, gpu and cpu').default('auto'), {
    description: 'where transcribe.cpp computes: gpu, cpu, or auto for a GPU where there is one',
    flag: 'speech-device',
    value: '<device>',
  }),
});
