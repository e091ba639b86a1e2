import { segmentsOf, type Segment } from '../../protocol/segments.ts';

const segmenters = new Map<string, Intl.Segmenter>();

/**
 * The words of `text` with their places in it, found by dictionary where the script does not separate them by spaces.
 * @param language BCP-47 tag.
 */
export function wordsOf(text: string, language: string): readonly Segment[] {
  return [...segmentsOf(segmenterOf(language), text)].filter(({ isWordLike }) => isWordLike === true);
}

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const segmenter = createSegmenter(language);
  segmenters.set(language, segmenter);
  return segmenter;
}

function createSegmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch (error) {
    // A recogniser may name a language by a word that is no BCP-47 tag; words are found nearly as well without it.
    if (error instanceof RangeError) return new Intl.Segmenter(undefined, { granularity: 'word' });
    throw error;
  }
}
