/** Line breaks, tabs and control characters have no place in a caption. */
const BREAKS_AND_CONTROLS = /[\s\p{Cc}\u2028\u2029]+/gu;

/** Embeddings, overrides and isolates: one that is left open would turn the text after it around. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu;

/** No script puts more marks on one letter; a longer stack is meant to cover the lines above and below. */
const MARK_STACK = /((?:\p{M}[\u200c\u200d]*){5})[\p{M}\u200c\u200d]+/gu;

/** Half a character, from text that was cut in the wrong place. */
const LONE_SURROGATES = /\p{Cs}/gu;

/** The text as it may be drawn: one line without anything that reaches beyond its own place. */
export function displayText(text: string): string {
  return text
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(BIDI_CONTROLS, '')
    .replace(MARK_STACK, '$1')
    .replace(BREAKS_AND_CONTROLS, ' ')
    .trim();
}
