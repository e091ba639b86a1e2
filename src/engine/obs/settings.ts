import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { scriptCode } from '../../protocol/language/writing.ts';
import { languageTag, numberFromText, switchFromText, variableName } from '../setting-text.ts';
import { CONDITION } from './captions-while.ts';
import { isThisComputer } from './obs-address.ts';
import type { Immutable } from '../settings-section.ts';

/** What OBS takes by itself, and what Overlingo calls the variable with its password. */
export const OBS_PASSWORD_VARIABLE = 'OVERLINGO_OBS_PASSWORD';

const port = z
  .number('is not a port number')
  .int('is not a whole number')
  .min(1, 'is not between 1 and 65535')
  .max(65_535, 'is not between 1 and 65535');

/** A name or a number of a computer, without anything around it that an address has. */
const host = z.string().regex(/^[\p{L}\p{N}._-]+$|^\[?[0-9a-f:]+(?:%\w+)?\]?$/iu, 'is not the name of a computer');

function idleUnconnected(valueOf: (name: string) => unknown): IdleSetting | undefined {
  const captionsWhile = valueOf('obs.captionsWhile') as readonly string[];
  const streamCaptions = valueOf('obs.streamCaptions') as string | undefined;
  if (wantsObs({ connect: valueOf('obs.connect') === true, captionsWhile, streamCaptions })) return undefined;
  return { because: 'nothing is connected to OBS', hint: 'Add --obs, or leave it out.' };
}

function idleElsewhere(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (isThisComputer(String(valueOf('obs.host')))) return undefined;
  return { because: 'OBS runs on another computer', hint: 'Leave it out, and put the password into the variable.' };
}

/** A language in Latin letters, which are all that CEA-608 has. */
const latinLanguage = languageTag.refine(
  (tag) => (scriptCode(tag) ?? 'Latn') === 'Latn',
  'is not written in Latin letters, and captions inside of a stream have no others: ' +
    'name another language, send captions to YouTube by youtube.captions, or show the overlay',
);

/** Where OBS is, and whether a run connects to it. The section `obs`. */
export const obsSettings = z.strictObject({
  connect: setting(z.boolean('is not true or false').default(false), {
    description: 'connect to OBS while captions run, and load its overlay sources anew on each connection',
    flag: 'obs',
    fromText: switchFromText,
    live: true,
  }),
  captionsWhile: setting(
    z
      .array(
        z
          .string('is not a text')
          .regex(CONDITION, 'is not unmuted:NAME, scene:NAME, live or recording')
          .describe('such as unmuted:Mic/Aux'),
        'is not a list of conditions',
      )
      .default([]),
    {
      description:
        'captions only while OBS has it so: unmuted:NAME of an input, scene:NAME, live or recording; ' +
        'several times for several; connects to OBS by itself',
      flag: 'captions-while',
      value: '<condition>',
      repeats: true,
      // Names in OBS may hold commas.
      fromText: (text) => text.split(';').map((part) => part.trim()),
      live: true,
    },
  ),
  streamCaptions: setting(latinLanguage.optional(), {
    description:
      'captions that viewers can switch on, inside of the stream of OBS: language of the text, in Latin letters; ' +
      'connects to OBS by itself',
    flag: 'stream-captions',
    value: '<tag>',
    live: true,
  }),
  host: setting(host.default('127.0.0.1'), {
    description: 'computer on which OBS runs',
    flag: 'obs-host',
    value: '<host>',
    idle: idleUnconnected,
    live: true,
  }),
  port: setting(port.default(4455), {
    description: 'port of its WebSocket server',
    flag: 'obs-port',
    value: '<number>',
    fromText: numberFromText,
    idle: idleUnconnected,
    live: true,
  }),
  passwordVariable: setting(variableName.default(OBS_PASSWORD_VARIABLE), {
    description: 'environment variable with the password of its WebSocket server',
    flag: 'obs-password-variable',
    value: '<name>',
    idle: idleUnconnected,
    live: true,
  }),
  readPassword: setting(z.boolean('is not true or false').default(false), {
    description: 'read the password from the settings that OBS keeps on this computer, where the variable has none',
    flag: 'obs-read-password',
    fromText: switchFromText,
    idle: (valueOf) => idleUnconnected(valueOf) ?? idleElsewhere(valueOf),
    live: true,
  }),
});

export type ObsSettings = Immutable<z.output<typeof obsSettings>>;

/** Whether a run connects to OBS by these settings. */
export function wantsObs(
  settings: Pick<ObsSettings, 'connect' | 'captionsWhile'> & { readonly streamCaptions?: string | undefined },
): boolean {
  return settings.connect || settings.captionsWhile.length > 0 || settings.streamCaptions !== undefined;
}
