import type { StatusNotice } from '../../protocol/status.ts';
import type { Environment } from '../environment.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { partOf } from '../settings-section.ts';
import { DraftAllowance } from '../translation/failover/draft-allowance.ts';
import { FailoverTranslator } from '../translation/failover/failover-translator.ts';
import type { ChainMember } from '../translation/failover/guarded-translator.ts';
import { MonthBudget } from '../translation/failover/month-budget.ts';
import type { TranslationPrice } from '../translation/failover/translator-statistics.ts';
import type { UsageLedger } from '../translation/failover/usage-ledger.ts';
import { chainOf } from '../translation/known-translators.ts';
import type { TranslationSettings } from '../translation/settings.ts';
import type { TermSource } from '../translation/term-source.ts';
import type { TranslatorDefinition, TranslatorTools } from '../translation/translator-definition.ts';
import { toTranslatorError } from '../translation/translator-error.ts';
import type { TranslationRequest, TranslationUsage, Translator } from '../translation/translator.ts';
import type { SpeechTranslation } from '../translation/whisper/whisper-translator.ts';
import { translationModels } from './translation-models.ts';

/** What a chain needs of the rest of the run. */
export interface ChainTools {
  readonly files: RuntimeFiles;
  readonly environment: Environment;
  readonly log: Logger;
  readonly clock: Clock;
  /** The record of used budgets, which chains share that follow each other; there are no budgets when absent. */
  readonly ledger?: () => UsageLedger;
  /** Translators that do not come with the program. */
  readonly added?: readonly TranslatorDefinition[];
  /** Terms of the user's glossary, where there is one. */
  readonly terms: TermSource | undefined;
  readonly notify: (notice: StatusNotice) => void;
  readonly onCacheHit: () => void;
  /** For translators that listen to the sound again. */
  readonly speech: SpeechTranslation;
}

/** What translates for the whole engine. */
export interface OpenedChain {
  readonly translator: FailoverTranslator;
  /** Ends all translators. */
  readonly close: () => Promise<void>;
}

/** Opens the translators of the chain. Throws an `EngineError` where one of them cannot be had at all. */
export async function openChain(settings: TranslationSettings, tools: ChainTools): Promise<OpenedChain> {
  const definitions = chainOf(settings, tools.added ?? []);
  const hasBudget = definitions.some(({ name }) => settings.budget[name] !== undefined);
  const ledger = hasBudget ? tools.ledger?.() : undefined;
  const members: ChainMember[] = [];
  // The translators are there before the chain that they tell.
  const chain: { translator?: FailoverTranslator } = {};
  const { files, environment, log, clock, terms, notify, speech, onCacheHit } = tools;
  const { title, game } = settings;
  const memberTools: TranslatorTools = {
    environment,
    models: translationModels(files),
    log,
    clock,
    stream: { title, game },
    terms,
    speech,
    notify,
    onTermsInUse: () => chain.translator?.termsChanged(),
  };
  let opening = '';
  try {
    for (const definition of definitions) {
      opening = definition.name;
      const translator = await definition.open(partOf(settings, definition), memberTools);
      members.push({ translator, ...termsOf(definition, translator, { settings, ledger, clock }) });
    }
  } catch (error) {
    await Promise.allSettled(members.map(async ({ translator }) => translator.close()));
    throw toTranslatorError(error, opening);
  }
  const translator = new FailoverTranslator({ members, log, clock, onNotice: notify, onCacheHit });
  chain.translator = translator;
  return { translator, close: () => translator.close() };
}

interface Spending {
  readonly settings: TranslationSettings;
  readonly ledger: UsageLedger | undefined;
  readonly clock: Clock;
}

/** Within which limits a translator is asked. */
function termsOf(
  { name, bills, limits }: TranslatorDefinition,
  translator: Translator,
  { settings: { budget, price, draftLimit }, ledger, clock }: Spending,
): Omit<ChainMember, 'translator'> {
  const { partials, billed } = translator.capabilities;
  const limit = budget[name];
  const mostCost = (request: TranslationRequest): TranslationUsage | undefined => translator.mostCost?.(request);
  const cost = priceOf(price[name]);
  return {
    limits,
    ...(partials && billed ? { drafts: new DraftAllowance(draftLimit, clock) } : {}),
    ...(limit !== undefined && bills && ledger
      ? { budget: new MonthBudget(name, { unit: bills, limit }, ledger, mostCost) }
      : {}),
    ...(cost ? { price: cost } : {}),
  };
}

function priceOf(price: TranslationSettings['price'][string]): TranslationPrice | undefined {
  if (price === undefined) return undefined;
  if (typeof price === 'number') return { perMillionCharacters: price };
  return { perMillionInputTokens: price.input, perMillionOutputTokens: price.output };
}
