import { isWanted, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { RecognizerPool, TimedHypothesis } from './host/recognizer-pool.ts';
import type { Utterance } from './utterance.ts';

/** A final decode whose text is in another language than it was told to be in. */
interface DriftedDecode {
  readonly utterance: Pick<Utterance, 'id' | 'sourceId' | 'stableText' | 'audio'>;
  readonly hypothesis: TimedHypothesis;
  /** Decode only the first so many samples. */
  readonly sampleCount: number;
  readonly spoken: SpokenLanguage;
  /** Whether words stood before it that can have led it astray: what was said before, terms of the glossary. */
  readonly prompted: boolean;
}

/**
 * Decodes an utterance once more, in the language of its text where that may be spoken, else in the one that was asked for,
 * without words before it. Gives what was heard first where that is no better, or would be the same: somebody spoke, perhaps
 * another language than the streamer said.
 */
export async function undrifted(
  pool: Pick<RecognizerPool, 'open' | 'decode'>,
  { utterance, hypothesis, sampleCount, spoken, prompted }: DriftedDecode,
): Promise<TimedHypothesis> {
  const { otherLanguage } = hypothesis;
  // What viewers have read stays, so that another text could only be joined to it.
  if (!otherLanguage?.whole || utterance.stableText !== '') return hypothesis;
  const isMistaken = spoken.language === 'auto' && isWanted(spoken, otherLanguage.language);
  if (!isMistaken && !prompted) return hypothesis;
  const language = isMistaken ? otherLanguage.language : hypothesis.language;
  const audio = pool.open(`${utterance.id}.again`, utterance.sourceId, { language, prompt: '' });
  try {
    audio.append(utterance.audio);
    const again = await pool.decode(audio, { kind: 'final', task: 'transcribe', sampleCount });
    return again.text !== '' && !again.otherLanguage ? again : hypothesis;
  } catch {
    // What was heard is worth more than what may be better; the next decode tells what ails the recogniser.
    return hypothesis;
  } finally {
    audio.close();
  }
}
