import type { DeepLAccess } from './translation/deepl/deepl-connection.ts';
import type { DeepLStyle } from './translation/deepl/text-options.ts';
import type { TranslationPrice } from './translation/failover/engine-statistics.ts';
import type { BudgetLimit } from './translation/failover/month-budget.ts';
import type { LlmServerOptions } from './translation/llm/llm-server.ts';
import type { CaptionStyle } from './translation/llm/prompt.ts';

export type TranslatorName = 'deepl' | 'llm' | 'local' | 'whisper';

/** DeepL's account and how it shall translate. */
export interface DeepLConfig extends DeepLAccess, Omit<DeepLStyle, 'background'> {
  /** There are drafts of unfinished sentences, which are billed. */
  readonly partials: boolean;
}

/** The server of a language model and how it shall translate. */
export interface LlmConfig extends LlmServerOptions {
  /** The server's usual one when absent. */
  readonly model?: string;
  readonly style: CaptionStyle;
}

/** Who translates, and within which limits. */
export interface TranslationConfig {
  /** Best first; the next one answers where one cannot. */
  readonly chain: readonly TranslatorName[];
  /** Wanted where it is in the chain. */
  readonly deepl?: DeepLConfig;
  /** Wanted where it is in the chain. */
  readonly llm?: LlmConfig;
  /** What the stream is called, for engines that make use of it; empty where it is not known. */
  readonly title: string;
  /** The game or subject of the stream; empty where it is not known. */
  readonly game: string;
  /** Hard limits for a calendar month. */
  readonly budgets: Readonly<Partial<Record<TranslatorName, BudgetLimit>>>;
  readonly prices: Readonly<Partial<Record<TranslatorName, TranslationPrice>>>;
  /** Characters a minute of drafts for each translator that costs, 0 for none; 1500 when absent. */
  readonly draftLimit?: number;
  /** File that keeps what of the budgets is used up. */
  readonly usageFile: string;
  /** There are no drafts: viewers read finished sentences only. */
  readonly readingMode: boolean;
  /** Nothing is translated while no page is open that shows captions. */
  readonly pauseWithoutViewers: boolean;
}
