import { EngineError } from '../../../../../src/engine/errors.ts';
import { createLogger } from '../../../../../src/engine/log.ts';
import {
  DeepLTranslator,
  type DeepLTranslatorOptions,
} from '../../../../../src/engine/translation/deepl/deepl-translator.ts';
import type { TranslationRequest, TranslationUsage } from '../../../../../src/engine/translation/translator.ts';
import type { DeepLServer } from '../../../../support/deepl-server.ts';
import { translationRequest } from '../translation-request.ts';

/** A key that is easy to find where it must not be. */
export const KEY = 'keymarker-0f1e2d3c:fx';

/** A translator for a test server, and what it told. */
export interface OpenedDeepL extends AsyncDisposable {
  readonly translator: DeepLTranslator;
  readonly notices: EngineError[];
  /** Everything logged, at all levels. */
  readonly logged: string[];
  readonly usage: TranslationUsage[];
  /** The answer to a final, `undefined` where there was none. */
  say(text: string, change?: Partial<TranslationRequest>, signal?: AbortSignal): Promise<string | undefined>;
  /** The error that the request ends with. */
  failure(text: string, change?: Partial<TranslationRequest>, signal?: AbortSignal): Promise<EngineError>;
}

/** Opens DeepL without its background work; Spanish to English where a request says nothing else. */
export function openDeepL(
  server: Pick<DeepLServer, 'url'>,
  options: Partial<DeepLTranslatorOptions> = {},
): OpenedDeepL {
  const notices: EngineError[] = [];
  const logged: string[] = [];
  const usage: TranslationUsage[] = [];
  const log = createLogger('debug', (line) => logged.push(line));
  const onNotice = (notice: EngineError): number => notices.push(notice);
  const translator = new DeepLTranslator({ key: KEY, serverUrl: server.url, log, onNotice, ...options });
  const say: OpenedDeepL['say'] = async (text, change = {}, signal = new AbortController().signal) => {
    let answer: string | undefined;
    const onUsage = (used: TranslationUsage): number => usage.push(used);
    for await (const translation of translator.translate(translationRequest(text, change), { signal, onUsage })) {
      answer = translation;
    }
    return answer;
  };
  const failure: OpenedDeepL['failure'] = async (text, change, signal) => {
    try {
      await say(text, change, signal);
    } catch (error) {
      if (error instanceof EngineError) return error;
      throw error;
    }
    throw new Error('The request did not fail.');
  };
  const dispose = (): Promise<void> => translator.close();
  return { translator, notices, logged, usage, say, failure, [Symbol.asyncDispose]: dispose };
}
