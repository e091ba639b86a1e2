import type { ServerGlossaries } from './glossaries.ts';
import { findLanguage } from './languages.ts';
import type { ApiAnswer } from './scripted-reply.ts';

/** What is known to a test's translation function. Languages are codes as they were sent. */
export interface TranslateContext {
  /** `undefined` where the language is to be detected. */
  readonly source: string | undefined;
  readonly target: string;
  /** The entries of the glossary of the request. */
  readonly terms: ReadonlyMap<string, string>;
}

export type TranslateText = (text: string, context: TranslateContext) => string;

/** The text with the terms of the glossary replaced, after the target language: `[es] text`. */
export const markedText: TranslateText = (text, { target, terms }) => {
  let marked = text;
  for (const [source, term] of terms) marked = marked.replaceAll(source, term);
  return `[${target}] ${marked}`;
};

const MAX_REQUEST_CHARACTERS = 128 * 1024;

/** What `/v2/translate` answers, with the checks that DeepL makes. */
export function translate(
  fields: URLSearchParams,
  glossaries: ServerGlossaries,
  translateText: TranslateText,
): ApiAnswer {
  const texts = fields.getAll('text');
  const source = fields.get('source_lang') ?? undefined;
  const target = fields.get('target_lang') ?? '';
  const modelType = fields.get('model_type');
  if (texts.join('').length > MAX_REQUEST_CHARACTERS) return { status: 413 };
  const problem = problemOf(fields, source, target);
  if (problem !== undefined) return { status: 400, body: { message: `${problem} Text: ${texts.join(' ')}` } };
  const id = fields.get('glossary_id');
  const glossary = id === null ? undefined : glossaries.all.find((known) => known.id === id);
  if (id !== null && !glossary) return { status: 404, body: { message: 'Glossary not found' } };
  if (
    glossary &&
    (glossary.source !== source || glossary.target !== target.replace(/-.*$/u, '') || glossary.pending > 0)
  ) {
    return { status: 400, body: { message: 'No dictionary found for language pair' } };
  }
  const translations = texts.map((text) => ({
    detected_source_language: (source ?? 'EN').toUpperCase(),
    text: translateText(text, { source, target, terms: glossary?.entries ?? new Map<string, string>() }),
    ...(fields.get('show_billed_characters') === '1' ? { billed_characters: Array.from(text).length } : {}),
    ...(modelType === null ? {} : { model_type_used: modelType }),
  }));
  return { status: 200, body: { translations } };
}

function problemOf(fields: URLSearchParams, source: string | undefined, target: string): string | undefined {
  const from = source === undefined ? undefined : findLanguage(source);
  const to = findLanguage(target);
  const formality = fields.get('formality');
  if (source !== undefined && !from) return "Value for 'source_lang' not supported.";
  if (!to) return "Value for 'target_lang' not supported.";
  if ((formality === 'more' || formality === 'less') && to.formal !== true) return "'formality' is not supported.";
  if (fields.get('model_type') === 'latency_optimized' && (from?.slow === true || to.slow === true)) {
    return "'model_type' is not supported for the language pair.";
  }
  if (fields.has('glossary_id') && source === undefined) return "'source_lang' is required with a glossary.";
  return undefined;
}
