import path from 'node:path';
import type { Config } from '../config/schema.ts';
import { userFolders } from '../config/user-folders.ts';
import { LiveTranscripts } from '../engine/captions/sessions/live-transcripts.ts';
import type { TranscriptSettings } from '../engine/captions/settings.ts';
import { isUnknownLanguage } from '../protocol/language/parse-language.ts';
import type { StatusNotice } from '../protocol/status.ts';
import { namesOfInput, spokenInAny } from './scenes.ts';

/** The folder for the transcripts of sessions: the one that was named, else that of the user. */
export function transcriptsFolder(save: TranscriptSettings['save']): string {
  return typeof save === 'string' ? path.resolve(save) : userFolders().transcripts;
}

/** The transcripts of a session; undefined where none are wanted. */
export function openTranscripts(
  { transcripts, translation, recognizer, audio, obs }: Config,
  onNotice: (notice: StatusNotice) => void,
): LiveTranscripts | undefined {
  if (transcripts.save === false) return undefined;
  const languages = audio.inputs
    .flatMap((input) => [input.language ?? recognizer.language, ...spokenInAny(obs.scenes, namesOfInput(input))])
    .map(({ language }) => language);
  // Guests speak what the configuration says.
  const [spoken = recognizer.language.language, ...others] = [...new Set(languages)];
  return new LiveTranscripts({
    folder: transcriptsFolder(transcripts.save),
    spoken: others.length > 0 || spoken === 'auto' || isUnknownLanguage(spoken) ? undefined : spoken,
    targets: translation.targets,
    formats: transcripts.formats,
    keepDays: transcripts.keep,
    beginsWithin: obs.follow !== undefined,
    onNotice,
  });
}
