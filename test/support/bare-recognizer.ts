import { loadWhisperOnnx } from '../../src/engine/transcription/whisper-onnx/whisper-onnx-recognizer.ts';
import { demoWhisper } from './demo-whisper.ts';

/** The bundled model without a pipeline around it: one decode of one piece of sound. */
export async function bareDecode(samples: Float32Array, language: string): Promise<string> {
  const recognizer = await (loaded ??= loadWhisperOnnx(demoWhisper()));
  const session = recognizer.open({ language, prompt: '' });
  session.push(samples);
  const { text } = await session.decode({ task: 'transcribe', final: true, sampleCount: samples.length });
  session.close();
  return text;
}

let loaded: ReturnType<typeof loadWhisperOnnx> | undefined;
