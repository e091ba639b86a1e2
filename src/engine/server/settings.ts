import { z } from 'zod';
import { setting } from '../setting.ts';
import { numberFromText, switchFromText } from '../setting-text.ts';
import { audienceSettings } from './audience/audience-settings.ts';

const port = z
  .number('is not a port number')
  .int('is not a whole number')
  .min(0, 'is not between 0 and 65535')
  .max(65_535, 'is not between 0 and 65535');

/** Where the pages are, and who is let in. The section `server`. */
export const serverSettings = z.strictObject({
  port: setting(port.default(7474), {
    description: 'port of the pages; where none is named and 7474 is taken, the next free one',
    flag: 'port',
    value: '<number>',
    fromText: numberFromText,
  }),
  lan: setting(z.boolean('is not true or false').default(false), {
    description: 'let other devices of the network in, with the printed token',
    flag: 'lan',
    fromText: switchFromText,
  }),
  programs: setting(z.boolean('is not true or false').default(false), {
    description: 'let programs send sound over a WebSocket, with the printed token',
    flag: 'programs',
    fromText: switchFromText,
  }),
  remote: setting(z.boolean('is not true or false').default(false), {
    description: 'let programs of this PC control the run over HTTP, with the printed token',
    flag: 'remote',
    fromText: switchFromText,
  }),
  maxLag: setting(
    z.number('is not a number of seconds').min(1, 'is below 1 second').max(30, 'is above 30 seconds').default(4),
    {
      description: 'how far captions may be behind where somebody speaks faster than people read',
      flag: 'max-lag',
      value: '<seconds>',
      fromText: numberFromText,
      live: true,
    },
  ),
  ...audienceSettings,
});
