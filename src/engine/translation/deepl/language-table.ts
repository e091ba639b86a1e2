/** Languages that DeepL reads and writes with its fast models as well, by DeepL's code without a variant. */
export const FAST_LANGUAGES: ReadonlySet<string> = new Set(
  codes('ar bg cs da de el en es et fi fr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv tr uk zh'),
);

/** Languages that only DeepL's newer, slower models know. */
const OTHER_LANGUAGES = codes(
  `ace af an as ay az ba be bho bn br bs ca ceb ckb cy eo eu fa ga gl gn gom gu ha he hi hr ht hy ig is jv ka kk kmr ky
   la lb lmo ln mai mg mi mk ml mn mr ms mt my ne oc om pa pag pam prs ps qu sa scn sq sr st su sw ta te tg th tk tl tn
   ts tt ur uz vi wo xh yi yue zu`,
);

/** What DeepL translates from. Variants of a language are one source. */
export const SOURCE_LANGUAGES: readonly string[] = [...FAST_LANGUAGES, ...OTHER_LANGUAGES];

/** Targets that are a variant of a language. */
const TARGET_VARIANTS = codes('en-GB en-US es-419 pt-BR pt-PT zh-HANS zh-HANT');

/** What DeepL translates into. English, Portuguese and Chinese need a variant. */
export const TARGET_LANGUAGES: readonly string[] = [
  ...SOURCE_LANGUAGES.filter((code) => !['en', 'pt', 'zh'].includes(code)),
  ...TARGET_VARIANTS,
];

/** Variants without fast models, though their language has some. */
export const SLOW_VARIANTS: ReadonlySet<string> = new Set(['es-419', 'zh-HANT']);

/** Targets that can be told to be formal or informal. */
export const FORMAL_TARGETS: readonly string[] = codes('de es es-419 fr it ja nl pl pt-BR pt-PT ru');

/** DeepL's name of a language where it is not the canonical BCP-47 subtag. */
export const DEEPL_NAMES: Readonly<Record<string, string>> = { fil: 'tl', kok: 'gom', ku: 'kmr', no: 'nb' };

/** Regions that write English in the American way; all others write it in the British way. */
export const AMERICAN_ENGLISH: ReadonlySet<string> = new Set(codes('US CA PH PR LR'));

/** Regions that do not speak Latin American Spanish. */
export const EUROPEAN_SPANISH: ReadonlySet<string> = new Set(codes('ES AD EA GI GQ IC PH'));

function codes(list: string): string[] {
  return list.split(/\s+/u);
}
