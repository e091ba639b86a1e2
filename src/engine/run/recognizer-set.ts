import path from 'node:path';
import type { StatusNotice, StepStatus } from '../../protocol/status.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { EngineConfig } from '../engine-config.ts';
import { EngineError } from '../errors.ts';
import { everySpoken } from '../pipeline/source.ts';
import { choiceFor, parseModelChoices, type ModelChoice } from '../transcription/model-choice.ts';
import type { RecognizerInfo } from '../transcription/recognizer.ts';
import { freeMemory, memoryNotice, modelMemory } from './model-memory.ts';
import { openRecognizers, type Recognizers, type RecognizersOptions } from './open-recognizers.ts';
import { candidatesFor } from './plan-recognizers.ts';

interface OpenChoice extends ModelChoice {
  readonly recognizers: Recognizers;
}

/** What listens: one speech model for all sources, or several by their languages. */
export class RecognizerSet {
  readonly #choices: readonly OpenChoice[];
  /** Each once. */
  readonly all: readonly Recognizers[];

  private constructor(choices: readonly OpenChoice[]) {
    this.#choices = choices;
    this.all = [...new Set(choices.map(({ recognizers }) => recognizers))];
  }

  /**
   * Loads all speech models that are wanted, one after the other.
   * @throws EngineError where one is of no use; the reason of the signal where that aborts meanwhile.
   */
  static async open(config: EngineConfig, tools: RecognizersOptions): Promise<RecognizerSet> {
    const opened: OpenChoice[] = [];
    const choices = choicesOf(config);
    for (const spoken of config.sources.flatMap(everySpoken)) need(choices, spoken);
    await warnOfMemory(config, choices, tools);
    for (const choice of choices) {
      const same = opened.find(({ model }) => model === choice.model);
      const own = { ...config, recognizer: { ...config.recognizer, model: choice.model } };
      opened.push({ ...choice, recognizers: same?.recognizers ?? (await openRecognizers(own, tools)) });
    }
    if (opened.length > 1) {
      const parts = opened.map(({ language, recognizers }) => `${nameOf(recognizers)} for ${wordsFor(language)}`);
      tools.status.set('transcription', 'working', `${parts.join(', ')}.`);
    }
    return new RecognizerSet(opened);
  }

  /** What the loaded recognisers are and can do. */
  get infos(): readonly RecognizerInfo[] {
    return this.all.flatMap(({ infos }) => infos);
  }

  /** What the streamer must know of the models, once it is known who translates. */
  get notices(): readonly StatusNotice[] {
    return this.all.flatMap(({ notice }) => notice ?? []);
  }

  get pids(): readonly number[] {
    return this.all.flatMap(({ pool }) => pool.pids);
  }

  /** How much new sound is heard at once, where most is; undefined where none gives partials. */
  get step(): StepStatus | undefined {
    const steps = this.all.flatMap(({ pool, capabilities }) => (capabilities.partials ? [pool.step] : []));
    if (steps.length === 0) return undefined;
    return {
      nowMs: Math.round(Math.max(...steps.map(({ ms }) => ms))),
      longestMs: Math.round(Math.max(...steps.map(({ longestMs }) => longestMs))),
      wasLong: steps.some(({ wasLong }) => wasLong),
    };
  }

  /** What listens to a source. @throws EngineError `language-unsupported` where no model is chosen for it. */
  for(spoken: SpokenLanguage): Recognizers {
    return need(this.#choices, spoken).recognizers;
  }
}

function need<Choice extends ModelChoice>(choices: readonly Choice[], spoken: SpokenLanguage): Choice {
  const choice = choiceFor(choices, spoken);
  if (choice) return choice;
  const heard = spoken.language === 'auto';
  const what = heard ? 'speech whose language has to be detected' : `the language "${spoken.language}"`;
  throw new EngineError('language-unsupported', `No speech model is chosen for ${what}.`, {
    hint: heard
      ? 'Say which language is spoken with --language, or add *=MODEL to --model.'
      : `Add ${spoken.language}=MODEL or *=MODEL to --model.`,
    stage: 'transcription',
  });
}

/** Each model is loaded once and stays loaded, in as many processes as are wanted. */
async function warnOfMemory(
  { recognizer }: EngineConfig,
  choices: readonly ModelChoice[],
  { files, added, notify }: RecognizersOptions,
): Promise<void> {
  const names = [...new Set(choices.map(({ model }) => model))];
  if (names.length < 2) return;
  const models: { readonly name: string; readonly bytes: number }[] = [];
  for (const name of names) {
    const { wanted } = await candidatesFor({ ...recognizer, model: name }, { files, added });
    const memory = await modelMemory(wanted, files);
    if (memory) models.push({ name: path.basename(name), bytes: memory.bytes * recognizer.replicas });
  }
  const short = memoryNotice(models, freeMemory());
  if (short) notify(short);
}

function choicesOf({ recognizer }: EngineConfig): readonly ModelChoice[] {
  const parsed = parseModelChoices(recognizer.model);
  if (parsed.ok) return parsed.choices;
  throw new EngineError('usage', `The speech model "${recognizer.model}" ${parsed.problem}.`, {
    hint: 'Several models are written like en=parakeet-unified-en,*=nemotron-3.5.',
    stage: 'transcription',
  });
}

function nameOf({ infos: [info] }: Recognizers): string {
  return info ? `${info.model} by ${info.library} on ${info.device}` : 'a model';
}

function wordsFor(language: string): string {
  return language === '*' ? 'other languages' : language;
}
