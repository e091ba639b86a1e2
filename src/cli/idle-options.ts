import type { GivenValue } from '../config/given-value.ts';
import { keyIn, type Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import { LLM_PRESETS } from '../engine/translation/llm/presets.ts';
import type { TranslationSettings } from '../engine/translation/settings.ts';

/** Options by which somebody says that a translator is to translate. */
const TELLING = [
  'translation.deepl.url',
  'translation.deepl.partials',
  'translation.llm.server',
  'translation.llm.url',
  'translation.llm.model',
];

/**
 * Whoever names a server behind an option believes that it translates. A file may keep settings for another day.
 * @throws EngineError `usage` where an option has no effect.
 */
export function refuseIdleOptions(
  flags: readonly GivenValue[],
  translation: TranslationSettings,
  environment: Environment,
): void {
  const named = flags.flatMap(({ setting: { name, path, info }, value }) => {
    const option = `--${info.flag ?? ''}`;
    if (TELLING.includes(name) && value !== false) return [{ option, translator: path[1] ?? '' }];
    if (name !== 'translation.budget' && name !== 'translation.price') return [];
    return Object.keys(value as object).map((translator) => ({ option: `${option} ${translator}`, translator }));
  });
  const idle = named.find(({ translator }) => !translation.translators.includes(translator));
  if (idle) {
    const { option, translator } = idle;
    throw new EngineError('usage', `${option} has no effect: "${translator}" is not among the translators.`, {
      hint: `Add --translator ${translator}, or --translator ${translator},${translation.translators.join(',')}.`,
    });
  }
  const limitsDrafts = flags.some(({ setting }) => setting.name === 'translation.draftLimit');
  if (limitsDrafts && !paysForDrafts(translation, environment)) throw idleDraftLimit();
}

function idleDraftLimit(): EngineError {
  return new EngineError(
    'usage',
    '--draft-limit has no effect: no translator would be paid for unfinished sentences.',
    {
      hint: 'Leave it out; or add --deepl-partials, or a language model server with a key.',
    },
  );
}

function paysForDrafts({ translators, deepl, llm }: TranslationSettings, environment: Environment): boolean {
  if (translators.includes('deepl') && deepl.partials) return true;
  const keyVariable = llm.keyVariable ?? (llm.server === undefined ? undefined : LLM_PRESETS[llm.server].keyVariable);
  return translators.includes('llm') && keyVariable !== undefined && keyIn(environment, keyVariable) !== '';
}
