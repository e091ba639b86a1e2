import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptStage } from '../../../../../src/engine/translation/script/script-stage.ts';
import type { CaptionEvent } from '../../../../../src/protocol/caption-event.ts';
import { discard, final, partial, translation } from '../../../../support/caption-builders.ts';
import { run, shown } from '../../vocabulary/stage-run.ts';

const spoken = <Event extends CaptionEvent>(event: Event, language: string): Event => ({ ...event, language });

describe('scriptStage', () => {
  it('writes transcripts in the script of what is spoken, and changes nothing else', async () => {
    const events = [
      spoken(partial('a', 1, '大家好，', '今天我们'), 'zh-TW'),
      spoken(partial('b', 1, 'hello', ' we'), 'en'),
      translation('a', 1, 'zh-Hans', '我们'),
      spoken(partial('a', 2, '大家好，今天我们', '玩游戏'), 'zh-TW'),
      discard('b', 2),
      spoken(final('a', 3, '大家好，今天我们玩游戏。'), 'zh-TW'),
      spoken(final('c', 1, '我们'), 'zh'),
    ];
    const written = await run(scriptStage(['zh-TW', 'en']), events);
    expect(written.map(shown)).toEqual([
      '大家好，|今天我們',
      'hello| we',
      '我们',
      '大家好，今天我們|玩遊戲',
      'no-speech',
      '大家好，今天我們玩遊戲。',
      '我们',
    ]);
  });

  it('never changes stable text', async () => {
    const signs = fc.constantFrom(...'我们头发干后面里台发现只猫他理们面条这，。a ');
    await fc.assert(
      fc.asyncProperty(fc.array(signs, { minLength: 2, maxLength: 24 }), fc.nat(24), async (said, cut) => {
        const text = said.join('');
        const events: CaptionEvent[] = Array.from({ length: text.length }, (_, at) =>
          spoken(partial('a', at + 1, text.slice(0, at), text.slice(at, at + (cut % 5))), 'zh-TW'),
        );
        const written = await run(scriptStage(['zh-TW']), [...events, spoken(final('a', 99, text), 'zh-TW')]);
        const stable = written.map((event) =>
          event.type === 'transcript-partial' ? event.stableText : event.type === 'transcript-final' ? event.text : '',
        );
        stable.slice(1).forEach((longer, index) => expect(longer.startsWith(stable[index] ?? '')).toBe(true));
      }),
      { numRuns: 40 },
    );
  });
});
