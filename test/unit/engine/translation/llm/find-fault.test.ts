import { beforeAll, describe, expect, it } from 'vitest';
import { cleanAnswer } from '../../../../../src/engine/translation/llm/answer/clean-answer.ts';
import { findFault, type AnswerFault } from '../../../../../src/engine/translation/llm/answer/find-fault.ts';
import { loadLanguageCheck, type LanguageCheck } from '../../../../../src/engine/language-check.ts';
import { expecting } from './expecting.ts';

const GREETING = 'Hola amigos, bienvenidos al directo de hoy, vamos a jugar un rato.';

interface Case {
  readonly raw: string;
  readonly source?: string;
  /** Source and target. */
  readonly pair?: readonly [string, string];
}

const BAD: readonly (readonly [AnswerFault, Case])[] = [
  ['empty', { raw: '' }],
  ['empty', { raw: '…' }],
  ['empty', { raw: '<think>What is this?</think>' }],
  ['refusal', { raw: "I'm sorry, but I can't assist with that." }],
  ['refusal', { raw: 'As an AI language model, I do not translate this.' }],
  ['refusal', { raw: 'I cannot translate this text as it may contain harmful content.' }],
  ['refusal', { raw: 'Please provide the text you want me to translate.' }],
  ['refusal', { raw: 'Lo siento, pero no puedo ayudar con esa solicitud.', pair: ['en', 'es'] }],
  ['refusal', { raw: 'Es tut mir leid, aber ich kann dir dabei nicht weiterhelfen.', pair: ['es', 'de'] }],
  ['refusal', { raw: 'Je suis désolé, mais je ne peux pas vous aider.', pair: ['es', 'fr'] }],
  ['refusal', { raw: '申し訳ありませんが、その翻訳には対応できません。', pair: ['es', 'ja'] }],
  ['refusal', { raw: '抱歉，我无法提供帮助。', pair: ['es', 'zh-Hans'] }],
  ['refusal', { raw: 'Извините, я не могу помочь с этим.', pair: ['es', 'ru'] }],
  ['chatter', { raw: 'The sentence means that someone greets their friends.' }],
  ['chatter', { raw: 'Okay, the user wants a translation of a greeting.' }],
  ['chatter', { raw: '{"error": {}}' }],
  ['alternatives', { raw: '["Hello friends, welcome", "Hi folks, welcome"]' }],
  ['alternatives', { raw: '1. Hello friends, welcome.\n2. Hi folks, welcome.' }],
  ['echo', { raw: GREETING }],
  ['echo', { raw: 'hola amigos bienvenidos al directo de hoy vamos a jugar un rato' }],
  ['echo', { raw: '今日はゲームをします', source: '今日はゲームをします', pair: ['ja', 'en'] }],
  ['too-long', { raw: 'Hello my friends! '.repeat(40) }],
  ['too-short', { raw: 'HACKED' }],
  ['leaked-tags', { raw: 'Hello friends </speech> and welcome to the stream of today' }],
  [
    'leaked-prompt',
    { raw: 'You translate live captions of a stream from Spanish into English. Write plain, natural language.' },
  ],
  ['wrong-script', { raw: 'Hello friends, welcome to the stream.', pair: ['es', 'ja'] }],
  ['wrong-script', { raw: 'Konnichiwa minasan, yookoso', pair: ['es', 'ja'] }],
  ['wrong-script', { raw: '大家好欢迎来到今天的直播', pair: ['es', 'ja'] }],
  ['wrong-script', { raw: 'こんにちは、みなさん、ようこそ', pair: ['es', 'zh-Hant'] }],
  ['wrong-script', { raw: 'Привет друзья, добро пожаловать', pair: ['es', 'en'] }],
  ['wrong-script', { raw: 'Hello friends, welcome to the stream', pair: ['es', 'ar'] }],
  ['wrong-language', { raw: 'Hallo Freunde, willkommen zum heutigen Stream, wir spielen jetzt ein bisschen.' }],
  ['wrong-language', { raw: 'Bonjour les amis, bienvenue dans le direct du jour, on va jouer un peu.' }],
  [
    'wrong-language',
    { raw: 'Hello friends, welcome to the stream of today, we are going to play.', pair: ['es', 'de'] },
  ],
];

const GOOD: readonly Case[] = [
  { raw: 'Hello friends, welcome to the stream of today, we are going to play for a while.' },
  { raw: "I'm sorry, I can't hear you over the game at all.", source: 'Lo siento, no te oigo nada por el juego.' },
  { raw: "I can't help you, I'm being attacked.", source: 'No puedo ayudarte, me atacan.' },
  { raw: 'Sure, here is the sword you wanted.', source: 'Claro, aquí está la espada que querías.' },
  { raw: 'Minecraft', source: 'Minecraft' },
  { raw: 'Final Fantasy VII Remake', source: 'Final Fantasy VII Remake' },
  { raw: '42', source: '42' },
  { raw: 'No no no no', source: 'No no no no' },
  { raw: 'OBS Studioを使っています。', source: 'Uso OBS Studio.', pair: ['es', 'ja'] },
  { raw: 'Minecraft Dungeons', source: 'Minecraft Dungeons', pair: ['es', 'ja'] },
  { raw: '我们今天玩 Minecraft 和 Terraria。', source: 'Hoy jugamos a Minecraft y Terraria.', pair: ['es', 'zh-Hans'] },
  { raw: '東京都知事選挙', source: 'Elecciones a gobernador de Tokio', pair: ['es', 'ja'] },
  { raw: 'Danas igramo zajedno, dobrodošli svi na strim.', source: GREETING, pair: ['es', 'sr'] },
  { raw: 'Данас играмо заједно, добродошли сви на стрим.', source: GREETING, pair: ['es', 'sr'] },
  { raw: 'Hej venner, velkommen til dagens stream, vi skal spille lidt.', pair: ['es', 'da'] },
  { raw: 'Hei venner, velkommen til dagens strøm, vi skal spille litt nå.', pair: ['es', 'nb'] },
  { raw: 'Halo teman-teman, selamat datang di siaran hari ini, kita akan bermain.', pair: ['es', 'id'] },
  { raw: 'Olá amigos, bem-vindos à transmissão de hoje, vamos jogar um pouco.', pair: ['es', 'pt-BR'] },
  { raw: 'Yes', source: 'Ja', pair: ['de', 'en'] },
];

describe('the faults of an answer', () => {
  let otherLanguage: LanguageCheck;
  beforeAll(async () => {
    otherLanguage = await loadLanguageCheck();
  });

  const faultOf = ({ raw, source = GREETING, pair: [from, to] = ['es', 'en'] }: Case): AnswerFault | undefined => {
    const expectation = expecting(source, to, from);
    return findFault({ raw, text: cleanAnswer(raw, expectation) }, expectation, otherLanguage);
  };

  it.each(BAD)('%s: %o', (fault, answer) => {
    expect(faultOf(answer)).toBe(fault);
  });

  it.each(GOOD)('none: %o', (answer) => {
    expect(faultOf(answer)).toBeUndefined();
  });

  it('forgives a refusal that the streamer spoke', () => {
    const source = "I'm sorry, but I can't help with that.";
    expect(faultOf({ raw: 'Lo siento, pero no puedo ayudar con eso.', source, pair: ['en', 'es'] })).toBeUndefined();
  });
});
