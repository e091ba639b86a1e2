import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { scriptCode } from '../../protocol/language/writing.ts';
import { choice, languageTag, numberFromText, switchFromText, variableName } from '../setting-text.ts';
import { CONDITION } from './captions-while.ts';
import { isThisComputer } from './obs-address.ts';
import { sceneSettings } from './scene-settings.ts';
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

/** What connects to OBS. */
const REASONS = ['connect', 'captionsWhile', 'follow', 'scenes', 'streamCaptions'] as const;

/** Whether anything of the settings needs OBS. */
export function wantsObs({
  connect,
  captionsWhile,
  follow,
  scenes,
  streamCaptions,
}: Pick<ObsSettings, (typeof REASONS)[number]>): boolean {
  const isFollowed = captionsWhile.length > 0 || follow !== undefined || Object.keys(scenes).length > 0;
  return connect || isFollowed || streamCaptions !== undefined;
}

function idleUnconnected(valueOf: (name: string) => unknown): IdleSetting | undefined {
  const given = Object.fromEntries(REASONS.map((name) => [name, valueOf(`obs.${name}`)]));
  if (wantsObs(given as unknown as ObsSettings)) return undefined;
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
  follow: setting(choice(['stream', 'recording']).optional(), {
    description:
      'captions and a transcript of its own from the start to the end of each stream or recording in OBS: ' +
      'stream or recording; connects to OBS by itself',
    flag: 'follow',
    value: '<what>',
  }),
  scenes: setting(sceneSettings.default({}), {
    description: 'looks, inputs and languages by the scene that viewers see; connects to OBS by itself',
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

/** When captions go on: what is followed is one of the conditions. */
export function conditionsOf({
  captionsWhile,
  follow,
}: Pick<ObsSettings, 'captionsWhile' | 'follow'>): readonly string[] {
  if (follow === undefined) return captionsWhile;
  return [...captionsWhile, follow === 'stream' ? 'live' : 'recording'];
}
