import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';
import { setting } from './setting.ts';
import { choice } from './setting-text.ts';

/** What is told beside the captions. The section `log`. */
export const logSettings = z.strictObject({
  level: setting(choice(LOG_LEVELS).default('error'), {
    description: 'error, warn, info or debug',
    flag: 'log',
    value: '<level>',
  }),
});
