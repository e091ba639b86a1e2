import { describe, expect, it } from 'vitest';
import { AnswerStream } from '../../../../../../src/engine/translation/llm/answer/answer-stream.ts';
import { cleanAnswer } from '../../../../../../src/engine/translation/llm/answer/clean-answer.ts';
import { findFault } from '../../../../../../src/engine/translation/llm/answer/find-fault.ts';
import { expecting } from '../expecting.ts';

const SOURCE = 'Hola a todos';

/** The answer in the end; fails where viewers would have read on the way what is not in it. */
function readBy(raw: string, source: string): string {
  const clean = cleanAnswer(raw, expecting(source));
  for (const size of [1, 3, 7, 400]) {
    const stream = new AnswerStream(expecting(source));
    for (let at = 0; at < raw.length; at += size) {
      const shown = stream.push(raw.slice(at, at + size));
      if (shown !== undefined) expect(clean.slice(0, shown.length)).toBe(shown);
    }
  }
  return clean;
}

describe('what models put around a translation', () => {
  it.each([
    'Hello everyone! Let me know if you need anything else.',
    'Hello everyone, let me know if you need anything else',
    'Hello everyone let me know if you need anything else.',
    'Hello everyone – feel free to ask for more.',
    'Hello everyone, I hope this helps!',
    'Hello everyone, is there anything else?',
    '{Hello everyone}',
    '{ Hello everyone }',
    'Hello everyone. I hope this helps!',
    'Hello everyone. Is there anything else I can help you with?',
    'Hello everyone. Feel free to ask for more. I hope this helps.',
    'Hello everyone. I translated this informally.',
    'Hello everyone. This translation is informal.',
    'Hello everyone. Note that "todos" is plural.',
    'Hello everyone.\n\nI translated informally.',
    'Hello everyone.\nI kept the informal tone.',
    'Hello everyone! Need anything else translated?',
    'Hello everyone! Just let me know if you need more.',
    'Hello everyone. You can also say "Hi all".',
    'Hello everyone. Translated by AI.',
    'Hello everyone! (I translated informally)',
    "Here's your translation! Hello everyone",
    'Here you go! Hello everyone',
    'Sure! Hello everyone',
    'Of course. Here it is. Hello everyone',
    'Certainly! Here you go! Hello everyone',
    '¡Hello everyone! Avísame si necesitas algo más.'.slice(1),
    'final: Hello everyone',
    'Final: Hello everyone',
    'to=final Hello everyone',
    'assistant to=final Hello everyone',
    'commentary to=functions.translate Hello everyone',
    'commentary to=functions.translate json{"text": "Hello everyone"}',
    'analysis to=functions.x json {"translation": "Hello everyone"}',
    '[OUT]Hello everyone[/OUT]',
    '[out] Hello everyone [/out]',
    '[TRANSLATION] Hello everyone [/TRANSLATION]',
    '[EN]Hello everyone[/EN]',
    'Hello everyone[/OUT]',
    '[[Hello everyone]]',
    '{{Hello everyone}}',
    '<<<Hello everyone>>>',
    '<<Hello everyone>>',
    '<<<TRANSLATION>>>\nHello everyone\n<<<END>>>',
    '<<<OUT>>> Hello everyone',
    '>>en<< Hello everyone',
    '>>eng<< Hello everyone',
    '<2en> Hello everyone',
    '<2eng> Hello everyone',
    '__en__ Hello everyone',
    '__eng__ Hello everyone',
    'eng_Latn Hello everyone',
    '</s>eng_Latn Hello everyone</s>',
    'en_XX Hello everyone',
    '"Hello everyone" or "Hi all"',
    '"Hello everyone", "Hi all" or "Hey folks".',
    '“Hello everyone” / “Hi all”',
    "'Hello everyone' or 'Hi all'",
    '"Hello everyone" (or "Hi all")',
    'Hello everyone (translation of "Hola a todos")',
    'Hello everyone (translated from Spanish)',
    'Hello everyone (Spanish: "Hola a todos")',
    'Hello everyone (from Spanish)',
    "'Hello everyone' (lit. 'Hello to all')",
    "'Hello everyone' (lit. hello to all).",
    '"Hello everyone" (literally: hello to all)',
    '"Hello everyone" - lit. "hello to all"',
    '[INST] Hello everyone [/INST]',
    '[INST]Hello everyone[/INST]</s>',
  ])('is taken away: %s', (raw) => {
    expect(readBy(raw, SOURCE).replace(/[.!]$/u, '')).toBe('Hello everyone');
  });

  it('is nothing where it is the request once more', () => {
    expect(readBy('[INST] Hola a todos [/INST]', SOURCE)).toBe('');
  });
});

it('is taken away behind an emoji', () => {
  expect(readBy('Hello everyone! 😊 Let me know if you need more.', SOURCE)).toBe('Hello everyone! 😊');
});

describe('what the speaker said', () => {
  it.each([
    ['Avísame si necesitas algo más', 'Let me know if you need anything else.'],
    ['Hola a todos avísame si necesitas algo más', 'Hello everyone. Let me know if you need anything else.'],
    ['Hola, espero que esto te ayude', 'Hello. I hope this helps you.'],
    ['Ya está. Lo traduje de manera informal', 'Done. I translated it informally.'],
    ['Aquí tienes', 'Here you go!'],
    ['Aquí tienes hola a todos', 'Here you go! Hello everyone.'],
    ['Claro hola a todos', 'Sure! Hello everyone.'],
    ['Por supuesto. Vamos', "Of course. Let's go."],
    ['Final tres a uno', 'final: 3 to 1'],
    ['El partido acabó tres a uno', 'Final: 3 to 1'],
    ['Escribe corchete think corchete', 'type [think] in brackets'],
    ['Escribe think entre ángulos', 'type <think> in angle brackets'],
    ['Escribe la palabra think', 'type [think] there'],
    ['Escribe la palabra think', 'type <think> there'],
    ['Think entre corchetes está bien', '[THINK] in brackets is fine'],
    ['Escribe inst entre corchetes', 'type [INST] in brackets'],
    ['Pon la etiqueta br en el html', 'put the <br> tag into the html'],
    ['Pon la etiqueta s en el html', 'put the <s> tag into the html'],
    ['Usa las etiquetas b y br', 'use the <b> and <br> tags'],
    ['Usa la etiqueta p', 'use the tag <p>'],
    ['Se dice hola o buenas', 'You say "Hello" or "Hi"'],
    ['Hola (traducido)', 'Hello (translated)'],
    ['La traducción de hola, está entre paréntesis', 'The translation of hola (translation in brackets)'],
    ['Hola desde la cama', 'Hello (from bed)'],
    ['Risas hola', '[Laughs] Hello'],
    ['Vale', 'ok'],
    ['Va a to=final', 'It goes to=final'],
    ['Hola a todos, avisadme si necesitáis algo', 'Hello everyone, let me know if you need anything'],
    ['Estoy encantado de ayudar', "I'm happy to help"],
    ['Hola a todos, preguntad sin miedo', 'Hello everyone, feel free to ask'],
    ['Risas entre llaves {hola}', 'Laughs in braces {hello}'],
    ['Hola {risas}', '{laughs}'],
  ])('stays: %s', (source, raw) => {
    expect(readBy(raw, source)).toBe(raw);
    expect(findFault({ raw, text: raw }, expecting(source), () => undefined)).toBeUndefined();
  });

  it('stays in a language whose words are not known', () => {
    const source = expecting('Sawubona nonke ngicela ukwazi', 'en', 'zu');
    expect(cleanAnswer('Sure! Hello everyone, let me know.', source)).toBe('Sure! Hello everyone, let me know.');
  });

  it('is the tag of a line that does not speak of tags', () => {
    expect(readBy('Hello<br>everyone', SOURCE)).toBe('Hello everyone');
    expect(readBy('<b>Use the tag</b>', 'Usa la etiqueta')).toBe('Use the tag');
  });
});
