import { EngineError } from '../../errors.ts';
import type { Recognizer } from '../recognizer.ts';
import type { RecognizerModule, RecognizerTools } from '../recognizer-module.ts';

/**
 * Loads a recogniser in this process.
 * @param module URL of its `RecognizerModule`, which is imported here and nowhere else: native code is large, and may
 * crash.
 * @param config what its definition planned.
 * @throws EngineError `recognizer-failed` where the module cannot be used, else what the recogniser says.
 */
export async function loadRecognizer(module: string, config: object, tools: RecognizerTools): Promise<Recognizer> {
  const imported: unknown = await import(module).catch((error: unknown) => {
    throw unusable(module, `cannot be imported (${kindOf(error)})`, error);
  });
  if (!isRecognizerModule(imported)) throw unusable(module, 'exports no function "open"');
  return imported.open(config, tools);
}

function isRecognizerModule(imported: unknown): imported is RecognizerModule<object> {
  return typeof (imported as { readonly open?: unknown }).open === 'function';
}

function unusable(module: string, why: string, cause?: unknown): EngineError {
  return new EngineError('recognizer-failed', `The module ${module} of the recogniser ${why}.`, {
    hint: 'Its definition must name the URL of a JavaScript module that exports "open"; see docs/api.md.',
    stage: 'transcription',
    cause,
  });
}

/** Such as `ERR_MODULE_NOT_FOUND` or `SyntaxError`. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it threw no error';
  return (error as NodeJS.ErrnoException).code ?? error.name;
}
