import type { StatusNotice } from '../../protocol/status.ts';
import { EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { bundledTranslationModels } from '../models/bundled-models.ts';
import { readShippedCatalogue } from '../models/catalogue-file.ts';
import { pairsOf } from '../models/translation-catalogue.ts';
import type { Clock } from '../pipeline/clock.ts';
import { noticeOf } from '../pipeline/notice.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { FailoverTranslator } from '../translation/failover/failover-translator.ts';
import { DraftAllowance } from '../translation/failover/draft-allowance.ts';
import type { ChainMember } from '../translation/failover/guarded-engine.ts';
import { MonthBudget } from '../translation/failover/month-budget.ts';
import type { TranslationLimits } from '../translation/failover/timed-answers.ts';
import { UsageLedger } from '../translation/failover/usage-ledger.ts';
import { openLlmTranslator } from '../translation/llm/open-llm-translator.ts';
import { openLocalTranslator } from '../translation/local/local-translator.ts';
import type { TermSource } from '../translation/term-source.ts';
import { WhisperTranslator, type SpeechTranslation } from '../translation/whisper/whisper-translator.ts';
import type { TranslationConfig, TranslatorName } from '../translation-config.ts';

/** A viewer does not wait for longer. The local engine and the recogniser have limits of their own within these. */
const LIMITS: Readonly<Record<TranslatorName, TranslationLimits>> = {
  deepl: { firstTextMs: 5000, stallMs: 5000, totalMs: 5000 },
  // A local server may have to load its model first.
  llm: { firstTextMs: 10_000, stallMs: 4000, totalMs: 20_000 },
  local: { firstTextMs: 60_000, stallMs: 60_000, totalMs: 60_000 },
  whisper: { firstTextMs: 60_000, stallMs: 60_000, totalMs: 60_000 },
};

/**
 * Characters a minute of drafts, where each costs. Somebody who talks without a pause says about 1000, so their bill is
 * two and a half times as high at most, and the captions of one language never stand still for a whole sentence.
 */
const DRAFT_LIMIT = 1500;

/** How errors of the background are told. */
const TOLD = { level: 'warning', stage: 'translation' } as const;

/** What the translators of a chain need of the rest of the run. */
export interface TranslatorTools {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly clock: Clock;
  /** Terms of the user's glossary, where there is one. */
  readonly terms: TermSource | undefined;
  readonly notify: (notice: StatusNotice) => void;
  readonly onCacheHit: () => void;
  /** For translators that listen to the sound again. */
  readonly speech: SpeechTranslation;
}

interface MemberTools extends TranslatorTools {
  readonly ledger: UsageLedger | undefined;
  /** Told when an engine begins to use other terms than before. */
  readonly onTermsInUse: () => void;
}

/** What translates for the whole engine. */
export interface OpenedTranslator {
  readonly translator: FailoverTranslator;
  /** Ends all engines, and writes down what of the budgets is used. */
  readonly close: () => Promise<void>;
}

/** Opens the engines of the chain. Throws an `EngineError` where one of them cannot be had at all. */
export async function openTranslator(config: TranslationConfig, tools: TranslatorTools): Promise<OpenedTranslator> {
  const ledger = Object.keys(config.budgets).length === 0 ? undefined : await openLedger(config, tools);
  const members: ChainMember[] = [];
  // The engines are there before the chain that they tell.
  const chain: { translator?: FailoverTranslator } = {};
  const memberTools = { ...tools, ledger, onTermsInUse: () => chain.translator?.termsChanged() };
  try {
    for (const name of config.chain) members.push(await openMember(name, config, memberTools));
  } catch (error) {
    await Promise.all(members.map(({ translator }) => translator.close()));
    throw error;
  }
  const { log, clock, notify: onNotice, onCacheHit } = tools;
  const translator = new FailoverTranslator({ members, log, clock, onNotice, onCacheHit });
  chain.translator = translator;
  return {
    translator,
    close: async () => {
      await translator.close();
      await ledger?.close();
    },
  };
}

function openLedger({ usageFile }: TranslationConfig, { clock, notify }: TranslatorTools): Promise<UsageLedger> {
  return UsageLedger.open({
    file: usageFile,
    clock,
    today: () => new Date(),
    onProblem: (error) => notify(noticeOf(error, TOLD)),
  });
}

async function openMember(name: TranslatorName, config: TranslationConfig, tools: MemberTools): Promise<ChainMember> {
  const { ledger } = tools;
  const limit = config.budgets[name];
  const price = config.prices[name];
  const engine = await openEngine(name, config, tools);
  const { partials, billed } = engine.translator.capabilities;
  return {
    ...engine,
    limits: LIMITS[name],
    ...(partials && billed ? { drafts: new DraftAllowance(config.draftLimit ?? DRAFT_LIMIT, tools.clock) } : {}),
    ...(limit && ledger ? { budget: new MonthBudget(name, limit, ledger) } : {}),
    ...(price ? { price } : {}),
  };
}

async function openEngine(
  name: TranslatorName,
  config: TranslationConfig,
  tools: MemberTools,
): Promise<Pick<ChainMember, 'translator' | 'memoryBytes'>> {
  const { log, clock, terms, notify, onTermsInUse } = tools;
  const known = terms ? { terms } : {};
  switch (name) {
    case 'deepl': {
      if (!config.deepl) throw missing(name);
      const background = [config.title, config.game].filter((text) => text !== '').join('. ');
      const tell = (error: EngineError): void => notify(noticeOf(error, TOLD));
      const { openDeepLTranslator } = await import('../translation/deepl/deepl-translator.ts');
      const about = { background, log, clock, onNotice: tell, onTermsInUse };
      return { translator: openDeepLTranslator({ ...config.deepl, ...known, ...about }) };
    }
    case 'llm': {
      if (!config.llm) throw missing(name);
      const { style, ...server } = config.llm;
      const { title, game } = config;
      return { translator: await openLlmTranslator({ ...server, ...known, prompt: { title, game, style }, log }) };
    }
    case 'local': {
      const translator = await openLocal(tools);
      return { translator, memoryBytes: () => translator.memory.reduce((sum, { bytes }) => sum + bytes, 0) };
    }
    case 'whisper':
      return { translator: new WhisperTranslator(tools.speech) };
  }
}

async function openLocal({ files, log, clock, notify }: TranslatorTools) {
  const obtainable = pairsOf(await readShippedCatalogue(files.assets));
  return openLocalTranslator({
    modelRoots: [
      { folder: files.translationModels, bundled: false },
      { folder: bundledTranslationModels(files.assets), bundled: true },
    ],
    obtainablePairs: obtainable.map(({ pair }) => pair),
    workerFile: files.translationWorker,
    onNotice: notify,
    log,
    clock,
  });
}

function missing(name: TranslatorName): EngineError {
  return new EngineError('internal', `There are no settings for the translator "${name}".`, { stage: 'translation' });
}
