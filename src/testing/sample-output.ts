import type { EngineOutput } from '../engine/pipeline/output.ts';
import type { UtteranceId } from '../protocol/caption-event.ts';

/**
 * What an engine may tell within a few seconds, with every kind of event in it: a sentence that grows, is finished and
 * translated into French, one that comes to nothing, and a notice.
 */
export function sampleOutput(): readonly EngineOutput[] {
  const of = (id: string, revision: number) => ({
    utteranceId: id as UtteranceId,
    sourceId: 'mic1',
    speaker: 'Ana',
    revision,
    startMs: 1000,
    endMs: 1000 + 700 * revision,
    timing: { emittedAtMs: 5000 + 700 * revision },
  });
  const [first, second] = ['mic1-1', 'mic1-2'];
  return [
    { type: 'transcript-partial', ...of(first, 1), language: 'en', stableText: '', unstableText: 'Good even' },
    { type: 'transcript-partial', ...of(first, 2), language: 'en', stableText: 'Good evening', unstableText: ' every' },
    { type: 'translation-partial', ...of(first, 2), language: 'fr', text: 'Bonsoir' },
    {
      type: 'status-notice',
      level: 'info',
      stage: 'transcription',
      code: 'bundled-model',
      message: 'The bundled speech model knows few words.',
      hint: 'Choose another one.',
    },
    { type: 'transcript-final', ...of(first, 3), language: 'en', text: 'Good evening everyone.' },
    { type: 'transcript-partial', ...of(second, 1), language: 'en', stableText: '', unstableText: 'Hm' },
    { type: 'translation-final', ...of(first, 3), language: 'fr', text: 'Bonsoir à tous.', untranslated: false },
    { type: 'utterance-discard', ...of(second, 2), reason: 'no-speech' },
  ];
}
