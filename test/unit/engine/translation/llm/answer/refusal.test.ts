import { beforeAll, describe, expect, it } from 'vitest';
import { cleanAnswer } from '../../../../../../src/engine/translation/llm/answer/clean-answer.ts';
import { findFault, type AnswerFault } from '../../../../../../src/engine/translation/llm/answer/find-fault.ts';
import { loadLanguageCheck, type LanguageCheck } from '../../../../../../src/engine/language-check.ts';
import { isRefusal } from '../../../../../../src/engine/translation/llm/answer/refusal.ts';
import { expecting } from '../expecting.ts';

/** What was said in a language, and its translation into English. */
const SAID: readonly (readonly [language: string, source: string, translation: string])[] = [
  ['es', 'Lo siento chicos no os puedo ayudar con eso', "Sorry, I can't help you with that, guys."],
  ['es', 'Lo siento, pero no puedo continuar con el directo', "Sorry, but I can't continue the stream."],
  ['pl', 'Przepraszam, ale nie mogę kontynuować streama', "Sorry, but I can't continue the stream."],
  ['tr', 'Üzgünüm, daha fazla devam edemem', "Sorry, I can't continue any more."],
  ['ja', 'ごめんなさい、それは手伝えないです', "Sorry, I can't help with that."],
  ['de', 'Tut mir leid, dabei kann ich euch nicht helfen', "I'm sorry, I can't help you with that."],
  ['fr', 'Désolé mais je ne peux pas continuer le stream', "Sorry, but I can't continue the stream."],
  ['pt', 'Desculpem, mas não posso continuar a live', "Sorry, but I can't continue the stream."],
  ['it', 'Mi dispiace, non posso aiutarvi con questo', "I'm sorry, I can't help you with this."],
  ['nl', 'Sorry, maar ik kan niet doorgaan met de stream', "Sorry, but I can't continue with the stream."],
  ['sv', 'Förlåt, men jag kan inte fortsätta strömma', "Sorry, but I can't continue streaming."],
  ['da', 'Undskyld, men jeg kan ikke fortsætte', "Sorry, but I can't continue."],
  ['nb', 'Beklager, men jeg kan ikke fortsette', "Sorry, but I can't continue."],
  ['fi', 'Anteeksi, mutta en voi jatkaa lähetystä', "Sorry, but I can't continue the stream."],
  ['cs', 'Omlouvám se, ale nemůžu pokračovat ve streamu', "Sorry, but I can't continue the stream."],
  ['sk', 'Prepáčte, ale nemôžem pokračovať', "Sorry, but I can't continue."],
  ['hu', 'Sajnálom, de nem tudom folytatni a streamet', "Sorry, but I can't continue the stream."],
  ['ro', 'Îmi pare rău, dar nu pot continua', "Sorry, but I can't continue."],
  ['el', 'Συγγνώμη, αλλά δεν μπορώ να συνεχίσω', "Sorry, but I can't continue."],
  ['ru', 'Извините, но я не могу продолжать стрим', "Sorry, but I can't continue the stream."],
  ['uk', 'Вибачте, але я не можу продовжувати', "Sorry, but I can't continue."],
  ['bg', 'Съжалявам, но не мога да продължа', "Sorry, but I can't continue."],
  ['sr', 'Izvinite, ali ne mogu da nastavim', "Sorry, but I can't continue."],
  ['ko', '죄송하지만 방송을 계속할 수 없어요', "I'm sorry, but I can't continue the broadcast."],
  ['zh', '抱歉，我不能继续直播了', "Sorry, I can't continue streaming."],
  ['vi', 'Xin lỗi, tôi không thể tiếp tục', "Sorry, I can't continue."],
  ['id', 'Maaf, saya tidak bisa melanjutkan', "Sorry, I can't continue."],
  ['th', 'ขอโทษนะ ฉันไปต่อไม่ได้แล้ว', "Sorry, I can't continue any more."],
  ['ar', 'آسف، لا أستطيع الاستمرار في البث', "Sorry, I can't continue the stream."],
  ['he', 'סליחה, אני לא יכול להמשיך', "Sorry, I can't continue."],
  ['fa', 'ببخشید، نمی‌توانم ادامه بدهم', "Sorry, I can't continue."],
  ['hi', 'माफ़ कीजिए, मैं जारी नहीं रख सकता', "Sorry, I can't continue."],
  ['es', 'El enemigo juega como una IA', 'The enemy plays as an AI'],
  ['pl', 'Gram jako sztuczna inteligencja', "I'm playing as an artificial intelligence"],
  ['es', 'Por favor, mandadme el texto', 'Please provide the text'],
  ['es', 'El texto es muy pequeño', 'The text is too small'],
  ['es', 'La frase significa que se acabó', 'The sentence means that it is over'],
  ['es', 'El usuario quiere jugar con nosotros', 'The user wants to play with us'],
  ['es', 'Vale, déjame ver', 'Okay, let me see'],
  ['es', 'Esto es la guerra', 'This means war'],
  ['es', 'Déjame traducir esto para vosotros', 'Let me translate this for you'],
];

/** Answers of models that decline, to something else that was said. */
const DECLINED: readonly (readonly [fault: AnswerFault, raw: string])[] = [
  ['refusal', "I'm sorry, but I can't assist with that."],
  ['refusal', 'I cannot translate this as it may hold harmful words.'],
  ['refusal', 'As an AI language model, I do not translate this.'],
  ['refusal', 'Please provide the text that you want me to translate.'],
  ['chatter', 'The sentence means that someone greets their friends.'],
  ['chatter', 'Okay, so the user wants a greeting in English.'],
];

describe('what sounds like a refusal', () => {
  let otherLanguage: LanguageCheck;
  beforeAll(async () => {
    otherLanguage = await loadLanguageCheck();
  });

  const faultOf = (raw: string, source: string, from: string): AnswerFault | undefined => {
    const expectation = expecting(source, 'en', from);
    return findFault({ raw, text: cleanAnswer(raw, expectation) }, expectation, otherLanguage);
  };

  it.each(SAID)('is a translation where the speaker said it in %s: %s', (language, source, translation) => {
    expect(cleanAnswer(translation, expecting(source, 'en', language))).toBe(translation);
    expect(faultOf(translation, source, language)).toBeUndefined();
  });

  it.each(DECLINED)('is a fault where the speaker said something else: %s, %s', (fault, raw) => {
    expect(faultOf(raw, 'Hola amigos, bienvenidos al directo de hoy, vamos a jugar.', 'es')).toBe(fault);
    expect(faultOf(raw, 'Cześć wszystkim, dzisiaj gramy razem w nową grę.', 'pl')).toBe(fault);
  });

  it('is a fault where it is far longer than what was said', () => {
    expect(faultOf("I'm sorry, but I can't assist with that request at all.", 'Lo siento', 'es')).toBe('refusal');
  });

  it('is believed to be a translation from a language of unknown words once it comes again', () => {
    const answer = "Sorry, but I can't continue the stream.";
    const expectation = expecting('Barkatu, baina ezin dut jarraitu zuzenekoa', 'en', 'sw');
    const unknown = { ...expectation, source: 'Samhani lakiniii sitaweza kuendeleeea naayo' };
    expect(isRefusal(answer, expectation)).toBe(false);
    expect(isRefusal(answer, unknown)).toBe(true);
    expect(isRefusal(answer, { ...unknown, asksAgain: true })).toBe(false);
    expect(isRefusal(answer, { ...unknown, sourceLanguage: 'es', asksAgain: true })).toBe(true);
  });
});

describe('several translations', () => {
  it.each([
    '"Hello everyone."\n"Hi all."',
    'Hello everyone, welcome / Hi all, be welcome',
    '- Hello everyone\n- Hi all',
    'a) Hello everyone\nb) Hi all',
    'Option 1: Hello everyone\nOption 2: Hi all',
    'Hello everyone, welcome\n\nor\n\nHi all, be welcome',
    '```json\n["Hello everyone", "Hi all"]\n```',
    '{"translations": ["Hello everyone", "Hi all"]}',
  ])('are a fault: %s', (raw) => {
    const expectation = expecting('Hola a todos, bienvenidos');
    const fault = findFault({ raw, text: cleanAnswer(raw, expectation) }, expectation, () => undefined);
    expect(fault).toBe('alternatives');
  });
});
