import fc from 'fast-check';

const PRIMARY = [
  'en',
  'es',
  'pt',
  'zh',
  'yue',
  'ja',
  'sr',
  'no',
  'nb',
  'nn',
  'he',
  'iw',
  'in',
  'id',
  'tl',
  'fil',
  'ar',
];
const SCRIPTS = ['Latn', 'Hans', 'Hant', 'Cyrl', 'Arab'];
const REGIONS = ['GB', 'BR', 'MX', 'TW', 'HK', 'NO', 'RS', '419'];

const optional = (values: readonly string[]): fc.Arbitrary<string> =>
  fc.option(fc.constantFrom(...values)).map((value) => (value === null ? '' : `-${value}`));

/** Tags of languages as somebody may write them: in any case, with and without script and region, also deprecated ones. */
export const writtenTags: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...PRIMARY), optional(SCRIPTS), optional(REGIONS))
  .map((parts) => parts.join(''))
  .chain((tag) => fc.constantFrom(tag, tag.toLowerCase(), tag.toUpperCase()));

/** Anything that may stand where a tag is expected. */
export const anyTags: fc.Arbitrary<string> = fc.oneof(
  writtenTags,
  fc.constantFrom('', 'auto', 'und', 'mul', 'english', 'jp', 'i-klingon', 'x-own', 'zh_TW', 'español', '<b>'),
  fc.string({ maxLength: 12 }),
);
