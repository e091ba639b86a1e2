import os from 'node:os';
import path from 'node:path';
import type { TranslationConfig, TranslatorName } from '../../src/engine/translation-config.ts';

/** Translation by these engines, with nothing special. */
export function translationBy(...chain: readonly TranslatorName[]): TranslationConfig {
  return {
    chain,
    title: '',
    game: '',
    budgets: {},
    prices: {},
    usageFile: path.join(os.tmpdir(), 'overlingo-test-usage.json'),
    readingMode: false,
    pauseWithoutViewers: false,
  };
}
