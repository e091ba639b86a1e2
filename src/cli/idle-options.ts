import type { GivenValue } from '../config/given-value.ts';
import type { Config } from '../config/schema.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { IdleSetting } from '../engine/setting.ts';
import { BUILT_IN_TRANSLATORS } from '../engine/translation/built-in-translators.ts';
import type { TranslationSettings } from '../engine/translation/settings.ts';
import type { TranslatorDefinition } from '../engine/translation/translator-definition.ts';

/** By name, so that what was added counts like the others. */
const TRANSLATORS: Readonly<Record<string, TranslatorDefinition>> = BUILT_IN_TRANSLATORS;

/**
 * Whoever types an option believes that it does something. A file may keep settings for another day.
 * @param config what the command goes by, in all its layers.
 * @throws EngineError `usage` for the first option that has no effect.
 */
export function refuseIdleOptions(flags: readonly GivenValue[], config: Config, environment: Environment): void {
  const valueOf = (name: string): unknown => valueAt(config, name.split('.'));
  for (const { setting, value } of flags) {
    const option = `--${setting.info.flag ?? ''}`;
    // What is switched off stays without effect on purpose.
    if (value === false) continue;
    const idle: Idle | undefined =
      idleTranslator(setting.path, { option, value, translation: config.translation }) ??
      idleTranslation(setting, config) ??
      idleStream(setting.name, config.translation) ??
      idleDraftLimit(setting.name, config.translation, environment) ??
      setting.info.idle?.(valueOf);
    if (idle === undefined) continue;
    throw new EngineError('usage', `${idle.part ?? option} has no effect: ${idle.because}.`, { hint: idle.hint });
  }
}

interface Idle extends IdleSetting {
  /** The option with the part of its value that is meant; the option when absent. */
  readonly part?: string;
}

/** Settings of one translator, and limits and prices by their names. */
function idleTranslator(
  [section, name = '']: readonly string[],
  {
    option,
    value,
    translation: { translators },
  }: {
    readonly option: string;
    readonly value: unknown;
    readonly translation: TranslationSettings;
  },
): Idle | undefined {
  if (section !== 'translation') return undefined;
  const isByName = typeof value === 'object' && value !== null && !Array.isArray(value);
  const named = isByName ? Object.keys(value) : Object.hasOwn(TRANSLATORS, name) ? [name] : [];
  const missing = named.find((translator) => !translators.includes(translator));
  if (missing === undefined) return undefined;
  return {
    part: isByName ? `${option} ${missing}` : option,
    because: `"${missing}" is not among the translators`,
    hint: `Add --translator ${missing}, or --translator ${missing},${translators.join(',')}.`,
  };
}

/** Programs that send sound may ask for languages of their own. */
function idleTranslation(
  { path: [section], name }: GivenValue['setting'],
  { translation, server }: Config,
): Idle | undefined {
  if (section !== 'translation' || name === 'translation.targets') return undefined;
  if (translation.targets.length > 0 || server.programs) return undefined;
  return { because: 'nothing is translated', hint: 'Add --translate with a language, such as --translate en.' };
}

function idleStream(name: string, { translators }: TranslationSettings): Idle | undefined {
  if (name !== 'translation.title' && name !== 'translation.game') return undefined;
  if (translators.some((translator) => uses(translator, 'stream'))) return undefined;
  const others = Object.keys(TRANSLATORS).filter((translator) => uses(translator, 'stream'));
  return {
    because: `${translators.join(', ')} ${translators.length === 1 ? 'makes' : 'make'} no use of it`,
    hint: `Leave it out, or choose ${others.join(' or ')} with --translator.`,
  };
}

function uses(translator: string, aid: 'stream' | 'terms'): boolean {
  return TRANSLATORS[translator]?.uses?.includes(aid) === true;
}

function idleDraftLimit(name: string, settings: TranslationSettings, environment: Environment): Idle | undefined {
  if (name !== 'translation.draftLimit') return undefined;
  const own: Readonly<Record<string, unknown>> = settings;
  const pays = settings.translators.some((translator) => {
    const definition = TRANSLATORS[translator];
    return definition?.paysForDrafts?.(own[translator] as never, environment) === true;
  });
  if (pays) return undefined;
  return {
    because: 'no translator would be paid for unfinished sentences',
    hint: 'Leave it out; or add --deepl-partials, or a language model server with a key.',
  };
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key] : undefined),
    config,
  );
}
