import { z } from 'zod';
import { setting } from '../setting.ts';
import { choice } from '../setting-text.ts';
import { SENSITIVITIES } from './sensitivity.ts';

/** How speech is told from other sound. The section `speech`. */
export const speechSettings = z.strictObject({
  sensitivity: setting(choice(SENSITIVITIES).default('normal'), {
    description: 'how readily sound is taken for speech: low, normal or high',
    flag: 'sensitivity',
    value: '<level>',
  }),
});

export type SpeechSettings = z.output<typeof speechSettings>;
