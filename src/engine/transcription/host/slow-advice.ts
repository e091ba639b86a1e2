import type { RecognizerConfig } from '../recognizer-config.ts';

/** What the streamer can do where a recogniser is too slow, by its kind. */
export function slowAdvice(kind: RecognizerConfig['kind']): { readonly message: string; readonly hint: string } {
  const message = 'This machine is too slow for this speech model: captions come later and later. No speech is lost.';
  switch (kind) {
    case 'whisper-node':
    case 'parakeet':
      return {
        message,
        hint:
          'Choose a smaller model, or a Whisper model in ONNX (a folder for sherpa-onnx), which a processor decodes many ' +
          'times faster than ggml; or use a computer with a GPU.',
      };
    case 'whisper-onnx':
      return { message, hint: 'Choose a smaller model, close other programs, or use a ggml model on a GPU.' };
    case 'sherpa-transducer':
      return { message, hint: 'Choose a smaller model, or close other programs.' };
    case 'remote':
      return {
        message: 'The speech server is too slow: captions come later and later. No speech is lost.',
        hint: 'Choose a smaller model there, a server that is nearer or less busy, or several servers.',
      };
  }
}
