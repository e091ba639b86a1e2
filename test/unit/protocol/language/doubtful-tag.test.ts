import { describe, expect, it } from 'vitest';
import { doubtfulTag } from '../../../../src/protocol/language/doubtful-tag.ts';
import { tagProblem } from '../../../../src/protocol/language/tag-problem.ts';

describe('doubtfulTag', () => {
  it.each([
    ['br', 'The language "br" is Breton, not that of Brazil.', 'Write pt-BR for Portuguese (Brazil).'],
    ['BR', 'The language "BR" is Breton, not that of Brazil.', 'Write pt-BR for Portuguese (Brazil).'],
    ['in', 'The language "in" is Indonesian, not that of India.', 'Write hi for Hindi.'],
    ['sa', 'The language "sa" is Sanskrit, not that of Saudi Arabia.', 'Write ar for Arabic.'],
    ['my', 'The language "my" is Burmese, not that of Malaysia.', 'Write ms for Malay.'],
    ['be', 'The language "be" is Belarusian, not that of Belgium.', 'Write nl for Dutch.'],
  ])('of %s tells what it is, and what may be meant', (tag, message, hint) => {
    expect(doubtfulTag(tag)).toEqual({ message, hint });
  });

  it.each(['be', 'bo', 'br', 'in', 'la', 'lb', 'li', 'my', 'om', 'sa', 'sc', 'tn', 'za'])(
    'of %s names a tag that is right and clear, and refuses nothing',
    (tag) => {
      const written = /^Write (\S+) for /u.exec(doubtfulTag(tag)?.hint ?? '')?.[1];
      expect(tagProblem(tag)).toBeUndefined();
      expect(tagProblem(written ?? '')).toBeUndefined();
      expect(doubtfulTag(written ?? '')).toBeUndefined();
    },
  );

  it.each(['uk', 'ar', 'ca', 'pt-BR', 'pt', 'br-FR', 'id', 'sv', 'pa', 'auto', ''])('of %j says nothing', (tag) => {
    expect(doubtfulTag(tag)).toBeUndefined();
  });
});
