/** Recordings of people who talk on: their delays are worth measuring. */
export const FLUENT = [
  'reading-en',
  'reading-es',
  'speech-en',
  'two-voices-en',
  ...[1, 2, 3, 4, 5, 6].map((number) => `sentence-en-${number}`),
];

/** The weights that are measured: a name in the folder of real weights, or a path. */
export function speechModel(): string {
  return process.env['SPEECH_MODEL'] ?? 'whisper-base';
}

/** The other form of the weights, for the recogniser of GPUs. On a processor it takes as long as the sound, or longer. */
export const GGML_MODEL = 'ggml-base-q5_1.bin';

/** For development: the chosen weights and the fluent recordings only, without the programs to compare with live. */
export function quickMode(): boolean {
  return process.env['SPEECH_QUICK'] !== undefined;
}
