import type { InferenceSession } from 'onnxruntime-node';
import { EngineError } from '../../errors.ts';

/** Throws `model-damaged` where a graph does not take and give what is asked for: it is another kind of model. */
export function requireNames(
  { inputNames, outputNames }: Pick<InferenceSession, 'inputNames' | 'outputNames'>,
  { inputs, outputs }: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
  part: 'encoder' | 'decoder',
): void {
  const missing = [
    ...inputs.filter((name) => !inputNames.includes(name)),
    ...outputs.filter((name) => !outputNames.includes(name)),
  ];
  const unknown = inputNames.filter((name) => !inputs.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  const reason = missing.length > 0 ? `has no "${missing.join('", "')}"` : `asks for "${unknown.join('", "')}"`;
  throw new EngineError('model-damaged', `The file is not the ${part} of a Whisper model: it ${reason}.`, {
    hint: 'Use a Whisper model that was exported for sherpa-onnx, with its encoder and decoder in their places.',
    stage: 'transcription',
  });
}
