/** What a glossary may hold. More than a streamer needs, and little enough to be checked in a moment. */
export const GLOSSARY_LIMITS = {
  /** 512 KiB. Reading more would hold up captions. */
  fileBytes: 524_288,
  terms: 5000,
  /** Of a term, a translation or a variant. */
  characters: 200,
  variantsPerTerm: 50,
} as const;
