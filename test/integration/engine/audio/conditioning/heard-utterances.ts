import type { AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import { createSpeechStage } from '../../../../../src/engine/speech/speech-stage.ts';
import { SileroDetector } from '../../../../../src/engine/speech/silero-detector.ts';
import { DEFAULT_SEGMENTER } from '../../../../../src/engine/speech/utterance-segmenter.ts';
import { asyncFrames, context, join } from '../../../../support/audio/conditioning-support.ts';

/** What the speech stage takes for utterances, as sound. */
export async function heardUtterances(frames: readonly AudioFrame[]): Promise<Float32Array[]> {
  const { stage } = createSpeechStage({
    sourceId: 'test',
    detector: new SileroDetector(0.5),
    settings: { ...DEFAULT_SEGMENTER, onsetMs: 64 },
  });
  const open: AudioFrame[][] = [];
  for await (const event of stage(asyncFrames(frames), context)) {
    if (event.type === 'utterance-start') open.push([...event.frames]);
    if (event.type === 'utterance-audio') open.at(-1)?.push(event.frame);
  }
  return open.map(join);
}
