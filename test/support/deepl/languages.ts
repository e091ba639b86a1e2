/** A part of DeepL's languages, as its server lists them. */
const LANGUAGES = [
  { language: 'DE', name: 'German', formal: true },
  { language: 'EN', name: 'English' },
  { language: 'EN-GB', name: 'English (British)', targetOnly: true },
  { language: 'EN-US', name: 'English (American)', targetOnly: true },
  { language: 'ES', name: 'Spanish', formal: true },
  { language: 'ES-419', name: 'Spanish (Latin American)', formal: true, targetOnly: true, slow: true },
  { language: 'FR', name: 'French', formal: true },
  { language: 'HI', name: 'Hindi', slow: true },
  { language: 'JA', name: 'Japanese', formal: true },
  { language: 'KO', name: 'Korean' },
  { language: 'NB', name: 'Norwegian Bokmål' },
  { language: 'PT', name: 'Portuguese' },
  { language: 'PT-BR', name: 'Portuguese (Brazilian)', formal: true, targetOnly: true },
  { language: 'PT-PT', name: 'Portuguese', formal: true, targetOnly: true },
  { language: 'ZH', name: 'Chinese' },
  { language: 'ZH-HANS', name: 'Chinese (simplified)', targetOnly: true },
  { language: 'ZH-HANT', name: 'Chinese (traditional)', targetOnly: true, slow: true },
  /** Not in any table: a language that DeepL might add one day. */
  { language: 'TLH', name: 'Klingon', formal: true, slow: true },
] as const satisfies readonly ServerLanguage[];

interface ServerLanguage {
  readonly language: string;
  readonly name: string;
  readonly formal?: boolean;
  readonly targetOnly?: boolean;
  /** Has no fast model. */
  readonly slow?: boolean;
}

/** What `/v2/languages` answers. */
export function listLanguages(type: string | null): unknown {
  const all: readonly ServerLanguage[] = LANGUAGES;
  if (type === 'target') {
    return all.map(({ language, name, formal = false }) => ({ language, name, supports_formality: formal }));
  }
  return all.filter(({ targetOnly }) => targetOnly !== true).map(({ language, name }) => ({ language, name }));
}

/** What the server knows of a code; `undefined` where it does not offer the language. */
export function findLanguage(code: string): ServerLanguage | undefined {
  return LANGUAGES.find(({ language }) => language === code.toUpperCase());
}
