import { thisComputer, type KeptMeasure } from '../../src/engine/transcription/measured/kept-measures.ts';

/** A measure of transcribe.cpp on the processor of this computer. */
export function keptMeasure(about: Partial<KeptMeasure> = {}): KeptMeasure {
  return {
    recognizer: 'transcribe-cpp',
    library: 'transcribe.cpp (whisper)',
    device: 'CPU',
    stepMs: 1000,
    loadMs: 500,
    stepShare: 0.2,
    finalShare: 0.1,
    peakBytes: 100_000_000,
    wordErrors: {},
    model: 'fingerprint',
    processor: { device: 'cpu' },
    program: '0.1.0',
    computer: thisComputer(),
    ...about,
  };
}
