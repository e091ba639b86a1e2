import { parseText } from 'media-captions';
import type { ParsedCue } from './subtitle-parsers.ts';

/** The subtitles of a text as a player of web pages reads them. Throws where it finds a fault. */
export async function playerCues(text: string, type: 'srt' | 'vtt' | 'ass'): Promise<ParsedCue[]> {
  const { cues, errors } = await parseText(text, { type, strict: true, errors: true });
  const [fault] = errors;
  if (fault) throw fault;
  return cues.map((cue) => ({
    startMs: Math.round(cue.startTime * 1000),
    endMs: Math.round(cue.endTime * 1000),
    lines: cue.text.split('\n'),
  }));
}
