import { describe, expect, it } from 'vitest';
import { recognizerSection } from '../../../src/engine/transcription/settings.ts';
import type { SourceConfig } from '../../../src/engine/pipeline/source.ts';
import { heldOutClips } from '../../support/clips.ts';
import { dummyRecognizer } from '../../support/dummy-recognizer.ts';
import { runEngine, type EngineRun } from '../../support/run-engine.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';

const [clip] = heldOutClips(1);
const sound = withGaps([clip!.samples], 800);

const speaker = (id: string, language: string): SourceConfig => ({ id, capture: samplesCapture(sound), language });

function run(model: string, sources: readonly SourceConfig[]): Promise<EngineRun> {
  return runEngine(sources, {
    config: { recognizer: recognizerSection([dummyRecognizer]).parse({ model }), partials: false },
    recognizers: [dummyRecognizer],
  });
}

describe('several speech models', () => {
  it('each listen to the sources of their languages, and the last one to all others', async () => {
    const sources = [speaker('ana', 'en-GB'), speaker('ben', 'de'), speaker('cem', 'tr')];
    const { events, status } = await run('en=dummy:hello,de=dummy:hallo,*=dummy:anything', sources);
    const heard = events.flatMap((event) =>
      event.type === 'transcript-final' ? [`${event.sourceId} ${event.text}`] : [],
    );
    expect(heard.toSorted()).toEqual(['ana Hello.', 'ben Hallo.', 'cem Anything.']);
    expect(status.stages.find(({ stage }) => stage === 'transcription')?.detail).toBe(
      'dummy by nothing on CPU for en, dummy by nothing on CPU for de, dummy by nothing on CPU for other languages.',
    );
  });

  it('are refused where none is for a source, before anything is heard', async () => {
    await expect(run('en=dummy:hello', [speaker('ana', 'en'), speaker('ben', 'de')])).rejects.toMatchObject({
      code: 'language-unsupported',
      message: 'No speech model is chosen for the language "de".',
      hint: 'Add de=MODEL or *=MODEL to --model.',
    });
    await expect(run('en=dummy:hello', [speaker('ana', 'auto')])).rejects.toMatchObject({
      code: 'language-unsupported',
      hint: expect.stringContaining('--language') as string,
    });
  });
});
