import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerStream } from '../../../../../../src/engine/translation/llm/answer/answer-stream.ts';
import { cleanAnswer } from '../../../../../../src/engine/translation/llm/answer/clean-answer.ts';
import { expecting } from '../expecting.ts';
import { LEAKS } from './leaks.ts';

const SOURCE = 'Hola a todos, bienvenidos';
const HELLO = 'Hello everyone, welcome';

/** The texts that viewers see of an answer in these pieces. */
function shownOf(raw: string, cuts: readonly number[], source = SOURCE): string[] {
  const stream = new AnswerStream(expecting(source));
  const shown: string[] = [];
  let at = 0;
  for (let index = 0; at < raw.length; index += 1) {
    const text = stream.push(raw.slice(at, (at += cuts[index % cuts.length] ?? 1)));
    if (text !== undefined) shown.push(text);
  }
  expect(stream.excessive).toBe(false);
  return shown;
}

describe('what models leak', () => {
  it.each(LEAKS)('is taken away: %s', (_what, raw) => {
    expect(cleanAnswer(raw.replace('%', HELLO), expecting(SOURCE)).replace(/\.$/u, '')).toBe(HELLO);
  });

  it.each(LEAKS)('is not shown on the way: %s', (what, raw) => {
    // Nobody can tell that these are thoughts before they end.
    if (what === 'thoughts without a start') return;
    for (const cuts of [[1], [2], [3], [5, 1], [7], [11, 2], [400]]) {
      const answer = raw.replace('%', HELLO);
      const clean = cleanAnswer(answer, expecting(SOURCE));
      for (const shown of shownOf(answer, cuts)) expect(clean.slice(0, shown.length)).toBe(shown);
    }
  });

  it('is not shown however it is cut', () => {
    const raws = LEAKS.filter(([what]) => what !== 'thoughts without a start').map(([, raw]) => raw);
    fc.assert(
      fc.property(fc.constantFrom(...raws), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5 }), (raw, cuts) => {
        const answer = raw.replace('%', HELLO);
        const clean = cleanAnswer(answer, expecting(SOURCE));
        for (const shown of shownOf(answer, cuts)) expect(clean.slice(0, shown.length)).toBe(shown);
      }),
    );
  });

  it.each(['<|channel|>analysis<|message|>Hm', '[THINK]Hm', '<|channel>thought\nHm', 'analysisWe need', '<think>Hm'])(
    'is nothing where thoughts do not end: %s',
    (raw) => {
      expect(cleanAnswer(raw, expecting(SOURCE))).toBe('');
      expect(shownOf(raw, [1])).toEqual([]);
    },
  );

  it('lets thoughts be long', () => {
    const thoughts = 'We must weigh every word of it. '.repeat(200);
    for (const [start, end] of [
      ['[THINK]', '[/THINK]'],
      ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
      ['<|start|>assistant<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
      ['analysis', 'assistantfinal'],
      ['<|channel>thought\n', '<channel|>'],
    ] as const) {
      expect(shownOf(`${start}${thoughts}${end}${HELLO}`, [6]).at(-1)).toBe(HELLO);
    }
  });
});

describe('entities of HTML', () => {
  it.each([
    ['Hello &amp; welcome, it&#39;s me', "Hello & welcome, it's me"],
    ['Hello &amp;#39;you&amp;#39;', "Hello 'you'"],
    ['Ma&ntilde;ana, caf&eacute; &mdash; &iexcl;ol&eacute;&hellip;', 'Mañana, café — ¡olé…'],
    ['&lt;3 &#x1F600; &quot;yes&quot;, no', '<3 😀 "yes", no'],
    ['AT&T; &unknown; &#xD800;', 'AT&T; &unknown; &#xD800;'],
  ])('of %s are letters', (raw, clean) => {
    expect(cleanAnswer(raw, expecting('Hola y bienvenidos, soy yo, amigos'))).toBe(clean);
  });
});

describe('what the speaker said', () => {
  it.each([
    ['La cosa es que hay que ir a la izquierda', "Here's the thing: we have to go left."],
    ['Este es mi plan vamos por la izquierda', 'Here is my plan: we go left.'],
    ['Claro que sí, una cosa, nunca te rindas', 'Sure, just one thing: never give up.'],
    ['Ok chicos reglas de la casa no spoilers', 'Okay guys, house rules: no spoilers.'],
    ['Aquí está la traducción hola significa hello', 'Here is the translation: hola means hello.'],
    ['Mi profesora de traducción dice hola', 'My translation teacher says: hello'],
    ['La respuesta es no', 'Answer: no'],
    ['En inglés se dice hello', 'English: one says hello'],
    ['Hola amigos. Esto es genial', 'Hello friends.\nThis is great', 'Hello friends. This is great'],
    ['Me morí, literalmente', 'I died (literally)'],
    ['El modelo escribió <|im_end|> y siguió', 'The model wrote <|im_end|> and went on'],
    ['<think> es una etiqueta', '<think> is a tag'],
    ['Escribe {"a": 1} en el archivo', 'Write {"a": 1} into the file'],
    ['{"a": "hola"}', '{"a": "hello"}'],
    ['["hola"]', '["hello"]'],
    ['Pon &amp; en la página', 'Put &amp; on the page'],
    ['Usa \\boxed{x} aquí', 'Use \\boxed{x} here'],
    ['Va de A -> B', 'It goes from A -> B'],
    ['Minecraft el juego', 'Minecraft: the game'],
    ['Esto va de análisis final', 'analysis of the final: here it goes'],
    ['La final es mañana', 'finals are tomorrow'],
    ['Quiero un asistente', 'assistant wanted'],
    ['Aquí están las reglas no insultar', 'Here are the rules: no insults.'],
    ['Nota comprar pan', 'Note: buy bread.'],
    ['Tłumaczenie tej gry jest złe', 'The translation of this game is bad: awful'],
    ['Usa la etiqueta b en negrita', 'Use the <b> tag for bold'],
    ['El sistema falla', 'System: failing'],
    ['Ganamos tres a dos', 'We won 3 - 2'],
    ['de Madrid a Barcelona', 'Madrid -> Barcelona'],
    ['Dos cosas, corre y salta', 'Two things: run / jump'],
    ['Te quiero', 'I <3 you'],
  ])('stays: %s', (source, raw, clean = raw) => {
    expect(cleanAnswer(raw, expecting(source))).toBe(clean);
    for (const cuts of [[1], [4], [90]]) {
      for (const shown of shownOf(raw, cuts, source)) expect(clean.slice(0, shown.length)).toBe(shown);
    }
  });
});

describe('the time for an answer', () => {
  const foreign = fc.constantFrom(
    '<',
    '<|',
    '[',
    '(',
    '(note',
    '\n',
    ' ',
    '_',
    '*',
    '`',
    '```',
    '{',
    '{"a":',
    '"',
    '\\',
    '\\text{',
    '&',
    '&#',
    '->',
    ':',
    '<think>',
    '</think>',
    '<b>',
    '<s>',
    'assistant',
    'assistantfinal',
    '[THINK]',
    '1. ',
    '## ',
    '.',
    '<a>x</a>',
    '. Let me know ',
    '"a" or ',
    '[INST]',
    '<<<',
    'to=',
    '[think] ',
    ' - lit. ',
    'Sure! ',
  );

  it('grows no faster than its length', () => {
    fc.assert(
      fc.property(foreign, foreign, (one, other) => {
        const answer = (one + other).repeat(10_000).slice(0, 20_000);
        const before = process.cpuUsage();
        cleanAnswer(answer, expecting(SOURCE));
        const { user } = process.cpuUsage(before);
        // A quadratic search of so much takes seconds.
        expect(user).toBeLessThan(1_500_000);
      }),
      { numRuns: 60 },
    );
  });
});
