import path from 'node:path';
import {
  openLocalTranslator,
  type LocalTranslatorOptions,
} from '../../../../src/engine/translation/local/local-translator.ts';
import type { LocalTranslator } from '../../../../src/engine/translation/local/local-translator.ts';
import type { TranslationRequest, Translator } from '../../../../src/engine/translation/translator.ts';
import { utteranceId } from '../../../support/caption-builders.ts';
import { silentLog } from '../../../../src/engine/log.ts';

const root = path.join(import.meta.dirname, '../../../..');

export const bundledModels = path.join(root, 'assets/models/demo-translation');

/** The local translator as it is built for users, with the bundled models unless told otherwise. */
export function openLocal(options: Partial<LocalTranslatorOptions> = {}): Promise<LocalTranslator> {
  return openLocalTranslator({
    modelRoots: [{ folder: bundledModels, bundled: true }],
    workerFile: path.join(root, 'dist/translation-worker.js'),
    log: silentLog,
    ...options,
  });
}

export function request(
  text: string,
  [sourceLanguage, targetLanguage]: readonly [string, string],
  final = true,
): TranslationRequest {
  const id = utteranceId('u');
  return { utteranceId: id, text, sourceLanguage, targetLanguage, final, previousText: '', context: [] };
}

/** The whole answer; empty where there is none. */
export async function answerOf(
  translator: Translator,
  asked: TranslationRequest,
  signal = new AbortController().signal,
): Promise<string> {
  let text = '';
  for await (const piece of translator.translate(asked, { signal })) text += piece;
  return text;
}
