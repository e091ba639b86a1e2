import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerStream } from '../../../../../src/engine/translation/llm/answer/answer-stream.ts';
import { cleanAnswer } from '../../../../../src/engine/translation/llm/answer/clean-answer.ts';
import { expecting } from './expecting.ts';

const WRAPPED: readonly (readonly [what: string, raw: string, clean: string])[] = [
  ['nothing around it', 'Hello friends.', 'Hello friends.'],
  ['white space', '\n  Hello friends.\n\n', 'Hello friends.'],
  ['straight quotes', '"Hello friends."', 'Hello friends.'],
  ['curly quotes', '“Hello friends.”', 'Hello friends.'],
  ['guillemets', '« Hello friends. »', 'Hello friends.'],
  ['quotes that belong to the text', '"Hello", he said, "friends."', '"Hello", he said, "friends."'],
  ['a label', 'Translation: Hello friends.', 'Hello friends.'],
  ['a bold label', '**Translation:** Hello friends.', 'Hello friends.'],
  ['the language as a label', 'English: Hello friends.', 'Hello friends.'],
  ['a label in another language', 'Traducción: "Hello friends."', 'Hello friends.'],
  ['an announcement', 'Sure! Here is the translation:\n\nHello friends.', 'Hello friends.'],
  ['an announcement and quotes', 'Here\'s the English translation:\n"Hello friends."', 'Hello friends.'],
  ['a fence', '```\nHello friends.\n```', 'Hello friends.'],
  ['a fence with a language', '```text\nHello friends.\n```', 'Hello friends.'],
  ['bold', '**Hello friends.**', 'Hello friends.'],
  ['a note in brackets', 'Hello friends. (Note: "amigos" is plural.)', 'Hello friends.'],
  ['a note in other brackets', "Hello friends. [Translator's note: informal]", 'Hello friends.'],
  ['a note line', 'Hello friends.\n\nNote: this is informal.', 'Hello friends.'],
  ['an offer', 'Hello friends.\n\nLet me know if you need more!', 'Hello friends.'],
  ['another version', 'Hello friends.\n\nAlternatively: Hi folks.', 'Hello friends.'],
  ['the tags of the request', '<speech>Hello friends.</speech>', 'Hello friends.'],
  ['another tag of the request', '<translation>Hello friends.</translation>', 'Hello friends.'],
  ['thoughts', '<think>They greet someone.\nSo…</think>\n\nHello friends.', 'Hello friends.'],
  ['thoughts without a start', 'The user greets.\n</think>\n\nHello friends.', 'Hello friends.'],
  ['thoughts without an end', '<think>They greet someone', ''],
  ['two lines', 'Hello\nfriends.', 'Hello friends.'],
  ['brackets that are no note', 'Hello friends (all of you).', 'Hello friends (all of you).'],
];

describe('cleaning an answer', () => {
  it.each(WRAPPED)('takes away %s', (_what, raw, clean) => {
    expect(cleanAnswer(raw, expecting('Hola amigos.'))).toBe(clean);
  });

  it('leaves marks that the source has as well', () => {
    expect(cleanAnswer('"Hello"', expecting('"Hola"'))).toBe('"Hello"');
    expect(cleanAnswer('Translation: hard', expecting('Traducción: difícil'))).toBe('Translation: hard');
    expect(cleanAnswer('Yes (note well)', expecting('Sí (nota bien)'))).toBe('Yes (note well)');
  });
});

/** What a stream shows of an answer that comes in these pieces. */
function shownOf(pieces: readonly string[], source = 'Hola amigos, ¿cómo estáis todos?', target = 'en'): string[] {
  const stream = new AnswerStream(expecting(source, target));
  return pieces.map((piece) => stream.push(piece)).filter((text) => text !== undefined);
}

describe('an answer while it comes', () => {
  // Behind a comma an offer of help may come, so that waits for a word.
  it('is shown word by word once its opening is known to be no chatter', () => {
    expect(shownOf(['He', 'llo', ' fri', 'ends', ',', ' how'])).toEqual([
      'Hello',
      'Hello fri',
      'Hello friends',
      'Hello friends, how',
    ]);
  });

  it.each([
    ['an announcement', ['Sure', '!', ' Here', ' is', ' the translation:', '\n', 'Hello']],
    ['a label', ['Trans', 'lation', ':', ' Hello']],
    ['a refusal', ["I'm", ' sorry', ', but', " I can't", ' help']],
    ['a refusal in another language', ['Lo', ' siento', ', no', ' puedo ayudar']],
    ['a quotation mark', ['"', 'Hello', ' friends', '"']],
    ['a fence', ['``', '`', '\nHello']],
    ['a list', ['1', '.', ' Hello']],
    ['the source', ['Hola', ' amigos', ',', ' ¿cómo']],
    ['thoughts', ['<th', 'ink', '>', 'They greet', ' someone']],
    ['thoughts without a start mark', ['Okay', ', so the user greets']],
  ])('shows nothing of %s', (_what, pieces) => {
    expect(shownOf(pieces)).toEqual([]);
  });

  it('is shown once thoughts have ended', () => {
    expect(shownOf(['<think>', 'They', ' greet</th', 'ink>\n\n', 'Hello', ' all'])).toEqual(['Hello', 'Hello all']);
    expect(shownOf(['<think>Short</think>Hello', ' all'])).toEqual(['Hello', 'Hello all']);
  });

  it('waits for a letter of the script of its language', () => {
    expect(shownOf(['OBS', ' Studio', 'を', '使う'], 'Usamos OBS Studio', 'ja')).toEqual([
      'OBS Studioを',
      'OBS Studioを使う',
    ]);
  });

  it('stops at what may be taken away once it is complete', () => {
    expect(shownOf(['Hello friends', ' (', 'Note: plural)'])).toEqual(['Hello friends']);
    expect(shownOf(['Hello friends.', '\n\nNote: plural'])).toEqual(['Hello friends.']);
  });

  it('is excessive once it is far longer than the source', () => {
    const stream = new AnswerStream(expecting('Hola.'));
    for (let count = 0; count < 10; count += 1) stream.push('very ');
    expect(stream.excessive).toBe(false);
    for (let count = 0; count < 10; count += 1) stream.push('very ');
    expect(stream.excessive).toBe(true);
  });

  it('shows only beginnings of what it is in the end, however it is cut into pieces', () => {
    const raws = WRAPPED.map(([, raw]) => raw).filter((raw) => !raw.startsWith('The user'));
    fc.assert(
      fc.property(
        fc.constantFrom(...raws),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 60, maxLength: 60 }),
        (raw, cuts) => {
          let at = 0;
          const pieces = cuts.map((length) => raw.slice(at, (at += length)));
          const clean = cleanAnswer(raw, expecting('Hola amigos.'));
          for (const shown of shownOf(pieces, 'Hola amigos.')) expect(clean.startsWith(shown)).toBe(true);
        },
      ),
    );
  });
});
