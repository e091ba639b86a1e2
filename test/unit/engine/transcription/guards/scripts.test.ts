import { describe, expect, it } from 'vitest';
import { outcome } from './guarded-decode.ts';

describe('the script', () => {
  it.each([
    ['es', '१.१.९.१.१.१'],
    ['es', 'Привет, как дела?'],
    ['en', '今日はいい天気です'],
    ['ru', 'これはペンです'],
    ['ja', 'Привет, как дела?'],
    ['zh', 'こんにちは、おげんきですか'],
    ['ko', 'สวัสดีครับ'],
    ['de', 'مرحبا بكم'],
    ['pt-BR', 'नमस्ते'],
    ['es', 'Vamosдевятьдевять'],
  ])('does not fit %s in %o', (language, text) => {
    expect(outcome(text, { language })).toBe('<wrong-script>');
  });

  it.each([
    ['ja', 'Overlingoで今日もゲームをします'],
    ['ja', 'OK, let us go!'],
    ['ru', 'Сегодня играем в Minecraft 2.'],
    ['ar', 'اليوم نلعب Minecraft ٣ مرات'],
    ['fa', 'امروز ۳ بار بازی می‌کنیم'],
    ['ko', '오늘은 大韓民國 이야기입니다'],
    ['sr', 'Danas igramo zajedno'],
    ['sr-Latn', 'Данас играмо заједно'],
    ['uz', 'Бугун ўйнаймиз'],
    ['en', 'The number π is 3.14 and Ω is not.'],
    ['zh-TW', '今天我們一起玩這個遊戲'],
    ['zh', '今天去吃鲜の每日'],
    ['hi', 'आज १० मिनट में Minecraft खेलेंगे'],
    ['und', 'Привет'],
    ['auto', 'Привет'],
    ['x', 'Привет'],
  ])('fits %s in %o', (language, text) => {
    expect(outcome(text, { language })).toBe(text);
  });

  it('takes words of another script out of a text that fits otherwise', () => {
    expect(outcome('Vamos a ver девять casas', { language: 'es' })).toBe('Vamos a ver casas');
  });
});
