import { parseLanguage } from '../../protocol/language/parse-language.ts';
import { sameLanguage } from '../../protocol/language/same-language.ts';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';

/** A speech model and what it is for. */
export interface ModelChoice {
  /** BCP-47 tag; `*` for all languages that no other model is chosen for, and where the language has to be heard. */
  readonly language: string;
  /** As the user wrote it. */
  readonly model: string;
}

type ParsedChoices =
  { readonly ok: true; readonly choices: readonly ModelChoice[] } | { readonly ok: false; readonly problem: string };

/** What stands before a model that is for one language. */
const LANGUAGE = /^\s*(\*|[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\s*=/u;

/**
 * Understands which models are wanted: one, or several such as `en=parakeet-unified-en,*=nemotron-3.5`. A comma that no
 * language follows belongs to a model: the addresses of servers are parted by such.
 */
export function parseModelChoices(text: string): ParsedChoices {
  if (!LANGUAGE.test(text)) return { ok: true, choices: [{ language: '*', model: text }] };
  const choices: ModelChoice[] = [];
  for (const piece of text.split(',')) {
    const [head, language] = LANGUAGE.exec(piece) ?? [];
    const last = choices.at(-1);
    if (head !== undefined && language !== undefined) {
      choices.push({ language, model: piece.slice(head.length).trim() });
    } else if (last) {
      choices[choices.length - 1] = { ...last, model: `${last.model},${piece}` };
    }
  }
  const problem = problemOf(choices);
  return problem === undefined ? { ok: true, choices } : { ok: false, problem };
}

/** The models that a value of the configuration names, as the user wrote them; none where it is no text. */
export function chosenModels(value: unknown): readonly string[] {
  const parsed = typeof value === 'string' ? parseModelChoices(value) : undefined;
  return parsed?.ok === true ? parsed.choices.map(({ model }) => model) : [];
}

/** The same choices with other models, such as whole paths. */
export function withModels(text: string, change: (model: string) => string): string {
  if (!LANGUAGE.test(text)) return change(text);
  const parsed = parseModelChoices(text);
  if (!parsed.ok) return text;
  return parsed.choices.map(({ language, model }) => `${language}=${change(model)}`).join(',');
}

function problemOf(choices: readonly ModelChoice[]): string | undefined {
  const seen = new Set<string>();
  for (const { language, model } of choices) {
    if (language !== '*' && !parseLanguage(language)) return `has "${language}", which is no language`;
    if (model === '') return `has no model behind ${language}=`;
    if (seen.has(language.toLowerCase())) return `has two models for ${language}`;
    seen.add(language.toLowerCase());
  }
  return undefined;
}

/**
 * The model for what is spoken: that of the language, with its region before that without; where it has to be heard, the
 * one of all languages that it may be. `undefined` where none is chosen.
 */
export function choiceFor<Choice extends ModelChoice>(
  choices: readonly Choice[],
  spoken: SpokenLanguage,
): Choice | undefined {
  const general = choices.find(({ language }) => language === '*');
  const wanted = wantedLanguages(spoken).map((tag) => choiceOfTag(choices, tag) ?? general);
  const [first] = wanted;
  return first !== undefined && wanted.every((choice) => choice?.model === first.model) ? first : general;
}

function choiceOfTag<Choice extends ModelChoice>(choices: readonly Choice[], tag: string): Choice | undefined {
  const own = choices.filter(({ language }) => language !== '*');
  const exact = own.find(({ language }) => language.toLowerCase() === tag.toLowerCase());
  return exact ?? own.find(({ language }) => sameLanguage(language, tag) && !language.includes('-'));
}
