import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../src/engine/json-text.ts';
import { shownText } from '../../../src/engine/captions/shown-text.ts';
import { formatCue, TRANSCRIPT_FORMATS } from '../../../src/engine/captions/transcript-format.ts';
import { checkDecode } from '../../../src/engine/transcription/guards/guards.ts';
import { withSentenceCase } from '../../../src/engine/transcription/text/sentence-case.ts';
import { HypothesisStabilizer } from '../../../src/engine/transcription/text/stabilizer.ts';
import { firstSentence } from '../../../src/engine/transcription/text/settling-point.ts';
import { tokenize } from '../../../src/engine/transcription/text/tokens.ts';
import { cleanAnswer } from '../../../src/engine/translation/llm/answer/clean-answer.ts';
import { findFault } from '../../../src/engine/translation/llm/answer/find-fault.ts';
import { splitText } from '../../../src/engine/translation/local/text-pieces.ts';
import { continuedText, settledText } from '../../../src/engine/translation/settled-text.ts';
import { isTooLong } from '../../../src/engine/translation/translation-length.ts';
import { Glossary } from '../../../src/engine/vocabulary/glossary/glossary.ts';
import { parseGlossary } from '../../../src/engine/vocabulary/glossary/parse-glossary.ts';
import { WordMask } from '../../../src/engine/vocabulary/masking/word-mask.ts';
import { GrowingText } from '../../../src/engine/vocabulary/rewriting/growing-text.ts';
import { displayText } from '../../../src/overlay/shared/captions/display-text.ts';
import { cleanLine, cleanText } from '../../../src/protocol/clean-text.ts';
import { endsClause, endsSentence } from '../../../src/protocol/sentence-end.ts';
import { textUnits, tokenize as lineTokens } from '../../../src/protocol/text-units.ts';
import { growthOfWork, MOST_TIMES_WORK } from '../../support/work-growth.ts';

/** What hostile or broken texts are made of, again and again. */
const PIECES: readonly string[] = [
  ...[' ', '\n', '\t', ' \n', '\u00a0', '\u3000 ', 'a', 'a ', 'ab cd, ', 'Yes. ', 'a. b ', '1', '1,', '1 '],
  ...[
    '!',
    '! ',
    '?!',
    '“',
    '"',
    '" ',
    "'",
    '(',
    '( ',
    '(a) ',
    ':( ',
    '[',
    '[a',
    '[music] ',
    '[[a]] ',
    '{',
    '{"a":',
    '}',
  ],
  ...[
    '*',
    '* ',
    '**',
    '*a* ',
    '♪',
    '♪ ',
    '♪la ♪',
    '<',
    '< ',
    '<a',
    '<b>',
    '</',
    '</a>',
    '<|',
    '<think>',
    '</think>',
    '&',
    '&lt;',
  ],
  ...[
    '\\',
    '\\n',
    '\\u0041',
    '`',
    '```',
    '#',
    '-',
    '- ',
    '--> ',
    '|',
    '/',
    '~',
    '_',
    '__',
    '=',
    '=>',
    ':',
    ': ',
    ',',
    ', ',
  ],
  ...['é', 'e\u0301', '\u0301', '\u0301\u0323', '一', '。', '一。', 'か', 'กา', '👩‍👩‍👧', '\u200d', '\u200c', '\u200e'],
  ...[
    '\u001b',
    '\u001b[',
    '\u001b]0;',
    '\u001b]0;a\u0007',
    '\u009b1',
    '\u202e',
    '\ud800',
    '\ufe0f',
    '\u{e0041}',
    '\u{1f3f4}',
  ],
  ...['Note: ', 'Translation: ', 'or\n', '1. a\n', '1) ', 'user: ', 'assistant', 'no ', 'a b c ', 'a a a b b b c c c '],
];

/** A pattern that looks for the end of a text must not find it at once. */
const END = 'x';

const raid = new Glossary(parseGlossary('terms.tsv', 'term\tsounds-like\nraid boss\traid boss|red boss\n'), 1);
const masked = new WordMask({ style: 'stars', maskWords: ['darn it'], allowWords: [] });

const expectation = {
  source: 'Hola a todos.',
  sourceLanguage: 'es',
  targetLanguage: 'en',
  instruction: 'Translate what is said.',
};

function stabilize(text: string, language: string): unknown {
  const stabilizer = new HypothesisStabilizer();
  const sound = { paused: true, soundMs: 10_000 };
  for (let times = 0; times < 3; times += 1) stabilizer.update(tokenize(text, language), language, sound);
  return stabilizer.finish(text, language);
}

function guarded(text: string): unknown {
  const hypothesis = { text, language: 'en', endedByLength: false };
  const audioMs = text.length * 10;
  return checkDecode({ hypothesis, language: 'en', audioMs, speechMs: audioMs, loudness: 0.1, cut: false });
}

const WORK: Readonly<Record<string, { readonly work: (text: string) => unknown; readonly length: number }>> = {
  cleanText: { work: cleanText, length: 6000 },
  cleanLine: { work: cleanLine, length: 6000 },
  jsonText: { work: (text) => jsonText({ text }), length: 3000 },
  displayText: { work: displayText, length: 6000 },
  ...Object.fromEntries(
    TRANSCRIPT_FORMATS.map((format) => [
      `a cue of ${format}`,
      {
        work: (text: string) => formatCue(format, { startMs: 0, endMs: 1000 }, 1, [text]),
        length: 3000,
      },
    ]),
  ),
  'text of a subtitle': { work: shownText, length: 3000 },
  'tokens of words': { work: (text) => tokenize(text, 'en'), length: 3000 },
  'tokens of signs': { work: (text) => tokenize(text, 'ja'), length: 500 },
  'the stabiliser with words': { work: (text) => stabilize(text, 'en'), length: 500 },
  'the stabiliser with signs': { work: (text) => stabilize(text, 'ja'), length: 200 },
  'the guards': { work: guarded, length: 1500 },
  'the first sentence': { work: (text) => firstSentence(tokenize(text, 'en'), 'en'), length: 3000 },
  'the case of a sentence': { work: (text) => withSentenceCase(text, text, 'en'), length: 3000 },
  'the ends of sentences': { work: (text) => [endsSentence(text), endsClause(text)], length: 6000 },
  cleanAnswer: { work: (text) => cleanAnswer(text, expectation), length: 1500 },
  'cleanAnswer of a long source': { work: (text) => cleanAnswer(text, { ...expectation, source: text }), length: 1000 },
  findFault: {
    work: (text) => findFault({ raw: text, text }, { ...expectation, source: text }, () => undefined),
    length: 1000,
  },
  'pieces for the local translator': { work: (text) => splitText(text, 'en'), length: 3000 },
  'the settled part of a draft': {
    work: (text) => settledText({ source: 'a', translation: text, before: text, language: 'en' }),
    length: 500,
  },
  'the closing marks of a draft': {
    work: (text) => settledText({ source: 'a,', translation: `${text}.`, before: '', language: 'en' }),
    length: 1500,
  },
  'a text that goes on': { work: (text) => continuedText(text, `${text}!`, 'en'), length: 1500 },
  'the limit of translations': { work: (text) => isTooLong(text, text), length: 6000 },
  'the glossary': { work: (text) => raid.corrections('en').rewrite(text), length: 1000 },
  'a growing text': {
    work: (text) => [
      new GrowingText().update(raid.corrections('en'), text, text),
      new GrowingText().finish(raid.corrections('en'), text),
    ],
    length: 500,
  },
  'masked words': { work: (text) => masked.rewriter('en').rewrite(text), length: 1000 },
  'the width of a text': { work: textUnits, length: 1500 },
  'pieces of a line': { work: (text) => lineTokens(text, 'en', 40), length: 600 },
};

/** What is behind the door gets what the door lets in. */
const DOORS: readonly string[] = [
  'cleanText',
  'cleanLine',
  'jsonText',
  'displayText',
  ...TRANSCRIPT_FORMATS.map((format) => `a cue of ${format}`),
];

describe('work on text from outside grows with its length only', () => {
  // Counted in ratios, so that a busy machine only makes it slow.
  it.each(Object.entries(WORK))('%s', { timeout: 60_000 }, (name, { work, length }) => {
    const steep = PIECES.flatMap((piece) => {
      const input = (long: number): string => {
        const text = piece.repeat(Math.ceil(long / piece.length)) + END;
        return DOORS.includes(name) ? text : cleanText(text);
      };
      const growth = growthOfWork(work, input, length);
      return growth > MOST_TIMES_WORK ? [`${JSON.stringify(piece)}: ${Math.round(growth)} times`] : [];
    });
    expect(steep).toEqual([]);
  });
});
