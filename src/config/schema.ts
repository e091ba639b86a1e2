import { z } from 'zod';
import { EngineError } from '../engine/errors.ts';
import type { AudioBackendDefinition } from '../engine/audio/devices/backend-definition.ts';
import { audioSection } from '../engine/audio/settings.ts';
import { transcriptSettings } from '../engine/captions/settings.ts';
import { logSettings } from '../engine/log-settings.ts';
import { obsSettings } from '../engine/obs/settings.ts';
import { overlaySettings, presetSettings } from '../engine/overlay-settings.ts';
import { serverSettings } from '../engine/server/settings.ts';
import { speechSettings } from '../engine/speech/settings.ts';
import { youtubeSettings } from '../engine/stream-captions/settings.ts';
import type { RecognizerDefinition } from '../engine/transcription/recognizer-definition.ts';
import { recognizerSection } from '../engine/transcription/settings.ts';
import type { TranslatorDefinition } from '../engine/translation/translator-definition.ts';
import { translationSection } from '../engine/translation/settings.ts';
import type { Immutable } from '../engine/settings-section.ts';
import { vocabularySettings } from '../engine/vocabulary/settings.ts';
import { checkDefinitions } from './check-definitions.ts';

/** What does not come with the program, to be named in the configuration like the others, with settings of its own. */
export interface AddedDefinitions {
  readonly translators?: readonly TranslatorDefinition[];
  readonly recognizers?: readonly RecognizerDefinition[];
  readonly audioBackends?: readonly AudioBackendDefinition[];
}

function sectionsWith({ translators, recognizers, audioBackends }: AddedDefinitions) {
  return z.strictObject({
    translation: translationSection(translators).prefault({}).describe('into what speech is translated, and by whom'),
    vocabulary: vocabularySettings.prefault({}).describe('names and words of the streamer'),
    recognizer: recognizerSection(recognizers).prefault({}).describe('what writes down what is said'),
    speech: speechSettings.prefault({}).describe('how speech is told from other sound'),
    audio: audioSection(audioBackends).prefault({}).describe('what is listened to'),
    server: serverSettings.prefault({}).describe('where the pages are, and who is let in'),
    transcripts: transcriptSettings.prefault({}).describe('what is kept of what was said'),
    overlay: overlaySettings.prefault({}).describe('how the overlay looks where its address does not say it'),
    presets: presetSettings,
    obs: obsSettings.prefault({}).describe('where OBS is, and whether a run connects to it'),
    youtube: youtubeSettings.prefault({}).describe('captions that YouTube takes beside a stream'),
    log: logSettings.prefault({}).describe('what is told beside the captions'),
  });
}

/** Names of definitions are words of the configuration. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;

function checkNames(kind: string, definitions: readonly { readonly name: string }[] = []): void {
  const wrong = definitions.find(({ name }) => !NAME.test(name));
  if (!wrong) return;
  throw new EngineError('config-invalid', `The name ${JSON.stringify(wrong.name)} of ${kind} is not in kebab case.`, {
    hint: 'Use small letters, digits and hyphens.',
  });
}

/** Everything that can be set. Each section lies beside what it configures. */
export const configSchema = sectionsWith({});

/**
 * The same with what does not come with the program.
 * @throws EngineError `config-invalid` where a name cannot stand in a configuration, or something is no definition.
 */
export function createConfigSchema(added: AddedDefinitions): typeof configSchema {
  checkDefinitions(added);
  checkNames('a translator', added.translators);
  checkNames('a recogniser', added.recognizers);
  checkNames('an audio backend', added.audioBackends);
  return sectionsWith(added);
}

/** A whole configuration, checked, with its defaults. */
export type Config = Immutable<z.output<typeof configSchema>>;

/** What has to be said of a configuration: everything may be left out. */
export type ConfigInput = z.input<typeof configSchema>;
