import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCaptionModel, type CaptionModel } from '../../../../../src/overlay/shared/captions/caption-model.ts';
import { parseOverlayOptions } from '../../../../../src/overlay/shared/url-options.ts';
import type { CaptionEvent } from '../../../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../../../src/protocol/cue.ts';
import type { DeliveryReceipt } from '../../../../../src/protocol/socket-contract.ts';
import {
  discard,
  emptySnapshot,
  final,
  partial,
  translation,
  translationPartial,
} from '../../../../support/caption-builders.ts';

let receipts: DeliveryReceipt[] = [];
let model: CaptionModel | undefined;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  model?.dispose();
  receipts = [];
  vi.useRealTimers();
});

function overlay(query: string): CaptionModel {
  model = createCaptionModel(parseOverlayOptions(query), {
    nowMs: () => performance.now(),
    onDelivered: (receipt) => receipts.push(receipt),
  });
  model.restore(emptySnapshot());
  return model;
}

const textOf = (page: CaptionModel, place: 'main' | 'source' = 'main'): string =>
  page[place].value.lines.map((line) => line.stableText + line.unstableText).join(' / ');

describe('the caption model', () => {
  it('shows a partial, then its final, then nothing', () => {
    const page = overlay('layout=source&hold=3');
    page.receive(partial('a', 1, 'Good', ' evenin'));
    expect(page.main.value.lines).toMatchObject([{ stableText: 'Good', unstableText: ' evenin', final: false }]);
    page.receive(final('a', 2, 'Good evening.'));
    expect(textOf(page)).toBe('Good evening.');
    vi.advanceTimersByTime(2900);
    expect(textOf(page)).toBe('Good evening.');
    vi.advanceTimersByTime(200);
    expect(textOf(page)).toBe('');
  });

  it('has no timer left when nothing is shown', () => {
    const page = overlay('layout=source');
    expect(vi.getTimerCount()).toBe(0);
    page.receive(final('a', 1, 'Hello.'));
    expect(vi.getTimerCount()).toBe(1);
    vi.runAllTimers();
    expect(textOf(page)).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ignores what is older than what it shows', () => {
    const page = overlay('layout=source');
    page.receive(final('a', 3, 'Final.'));
    page.receive(partial('a', 2, 'Late partial'));
    page.receive(final('a', 4, 'Second final.'));
    expect(textOf(page)).toBe('Final.');
  });

  it('takes a discarded utterance away', () => {
    const page = overlay('layout=source');
    page.receive(partial('a', 1, 'Thank you for watching'));
    page.receive(discard('a', 2));
    expect(textOf(page)).toBe('');
  });

  it('shows the first target language, and the spoken words beside it in the dual layout', () => {
    const page = overlay('layout=dual');
    page.receive(final('a', 1, 'Hello.'));
    expect([textOf(page), textOf(page, 'source')]).toEqual(['', 'Hello.']);
    page.receive(translation('a', 1, 'de', 'Hallo.'));
    page.receive(translationPartial('a', 1, 'fr', 'Bon'));
    page.receive(translation('a', 1, 'fr', 'Bonjour.'));
    expect([textOf(page), textOf(page, 'source')]).toEqual(['Bonjour.', 'Hello.']);
  });

  it('shows the translation in the script of its readers', () => {
    const page = overlay('lang=zh-TW');
    page.restore(emptySnapshot(['zh-Hans', 'zh-Hant']));
    page.receive(final('a', 1, 'Hello.'));
    page.receive(translation('a', 1, 'zh-Hans', '大家好，我们今天一起玩游戏'));
    expect(textOf(page)).toBe('');
    page.receive(translation('a', 1, 'zh-Hant', '大家好，我們今天一起玩遊戲'));
    expect(textOf(page)).toBe('大家好，我們今天一起玩遊戲');
  });

  it('shows the other script where there is no translation into its own', () => {
    const page = overlay('lang=zh-TW');
    page.restore(emptySnapshot(['zh']));
    page.receive(final('a', 1, 'Hello.'));
    page.receive(translation('a', 1, 'zh', '大家好'));
    expect(textOf(page)).toBe('大家好');
  });

  it('shows a sentence and its translation together', () => {
    const page = overlay('layout=dual&lang=fr');
    page.receive(final('a', 1, 'Where is the old map of the castle?'));
    page.receive(translation('a', 1, 'fr', 'Où est la vieille carte du château que nous avons perdue ?'));
    vi.advanceTimersByTime(3000);
    page.receive(partial('b', 1, 'It is in the ship'));
    vi.advanceTimersByTime(1000);
    expect(textOf(page, 'source')).toBe('Where is the old map of the castle?');
    page.receive(translationPartial('b', 1, 'fr', 'Elle est dans le navire'));
    expect(textOf(page)).toBe('château que nous avons perdue ? / Elle est dans le navire');
    expect(page.source.value.utterances).toEqual(['a', 'b']);
    page.receive(final('b', 2, 'It is in the ship that came over the sea yesterday.'));
    page.receive(translation('b', 2, 'fr', 'Elle est dans le navire qui est venu hier par la mer.'));
    vi.advanceTimersByTime(1500);
    expect([page.main.value.utterances, page.source.value.utterances]).toEqual([['b'], ['b']]);
  });

  it('shows what was said alone where its translation does not come within the longest lag', () => {
    const page = overlay('layout=dual&lang=fr&maxLag=2&hold=30');
    page.receive(final('a', 1, 'Where is the map?'));
    page.receive(translation('a', 1, 'fr', 'Où est la carte ?'));
    vi.advanceTimersByTime(3000);
    page.receive(final('b', 1, 'It is here.'));
    vi.advanceTimersByTime(1900);
    expect(page.source.value.utterances).toEqual(['a']);
    vi.advanceTimersByTime(200);
    expect(page.source.value.utterances).toEqual(['a', 'b']);
  });

  it('is as far behind as the engine says, or the address', () => {
    const flood = (page: CaptionModel): void => {
      page.restore({ ...emptySnapshot(), maxLagMs: 8000 });
      for (let index = 0; index < 12; index += 1) page.receive(final(`u${index}`, 1, 'x'.repeat(40)));
      vi.advanceTimersByTime(4000);
    };
    const slow = overlay('layout=source');
    flood(slow);
    expect(slow.main.value.utterances).not.toContain('u11');
    slow.dispose();
    const fast = overlay('layout=source&maxLag=4');
    flood(fast);
    expect(fast.main.value.utterances).toContain('u11');
  });

  it('says where it had to leave lines out', () => {
    const page = overlay('layout=source&maxLag=1');
    for (let index = 0; index < 12; index += 1) page.receive(final(`u${index}`, 1, `Sentence ${index}.`));
    const gaps: string[] = [];
    for (let step = 0; step < 20; step += 1) {
      gaps.push(...page.main.value.lines.filter((line) => line.afterGap).map((line) => line.stableText));
      vi.advanceTimersByTime(100);
    }
    expect([...new Set(gaps)]).toEqual(['Sentence 11.']);
  });

  it('shows the newest only when it is seen again', () => {
    const page = overlay('layout=source');
    for (let index = 0; index < 8; index += 1) page.receive(final(`u${index}`, 1, `Sentence ${index}, which is long.`));
    expect(textOf(page)).toBe('Sentence 0, which is long. / Sentence 1, which is long.');
    page.seenAgain();
    expect(textOf(page)).toBe('Sentence 6, which is long. / Sentence 7, which is long.');
    vi.advanceTimersByTime(3900);
    expect(textOf(page)).toBe('Sentence 6, which is long. / Sentence 7, which is long.');
    vi.advanceTimersByTime(200);
    expect(textOf(page)).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rolls up at the number of lines', () => {
    const page = overlay('layout=source&lines=2');
    for (const [index, text] of ['One.', 'Two.', 'Three.'].entries()) {
      page.receive(final(`u${index}`, 1, text));
      vi.advanceTimersByTime(1100);
    }
    expect(textOf(page)).toBe('Two. / Three.');
  });

  it('gives the first lines of a long translation their time', () => {
    const page = overlay('lang=fr&lines=2&width=10');
    page.receive(final('a', 1, 'x'));
    page.receive(translation('a', 1, 'fr', 'aaaa bbbb cccc dddd eeee ffff'));
    expect(textOf(page)).toBe('aaaa bbbb / cccc dddd');
    vi.advanceTimersByTime(790);
    expect(textOf(page)).toBe('aaaa bbbb / cccc dddd');
    vi.advanceTimersByTime(20);
    expect(textOf(page)).toBe('cccc dddd / eeee ffff');
  });

  it('restores what an engine says, without showing old captions again', () => {
    const cues = [final('a', 1, 'Spoken a while ago.')].reduce<readonly Cue[]>(applyCaptionEvent, []);
    const page = overlay('layout=source&hold=4');
    page.restore({ ...emptySnapshot(), cues, quietMs: 1000 });
    expect(textOf(page)).toBe('Spoken a while ago.');
    vi.advanceTimersByTime(3100);
    expect(textOf(page)).toBe('');
    page.restore({ ...emptySnapshot(), cues, quietMs: 60_000 });
    expect(textOf(page)).toBe('');
  });

  it('shows the newest of a snapshot at once', () => {
    const events = ['One.', 'Two.', 'Three.'].map((text, index) => final(`u${index}`, 1, text));
    const page = overlay('layout=source&lines=1');
    page.restore({ ...emptySnapshot(), cues: events.reduce<readonly Cue[]>(applyCaptionEvent, []), quietMs: 0 });
    expect(textOf(page)).toBe('Three.');
  });

  it('does not grow with the length of the stream', () => {
    const page = overlay('layout=source');
    for (let index = 0; index < 500; index += 1) page.receive(final(`u${index}`, 1, `Sentence ${index}.`));
    expect(page.main.value.lines.length).toBeLessThanOrEqual(2);
    vi.advanceTimersByTime(4000);
    expect(textOf(page)).toBe('Sentence 498. / Sentence 499.');
  });
});

describe('delivery receipts', () => {
  const shown = (page: CaptionModel, ...events: CaptionEvent[]): string[] => {
    for (const event of events) {
      page.receive(event);
      page.drawn();
    }
    return receipts.map(({ type, language }) => `${type} ${language}`);
  };

  it('are sent once for each final that the page shows', () => {
    const page = overlay('layout=dual&lang=fr');
    const events = [
      partial('a', 1, 'Hello'),
      final('a', 2, 'Hello.'),
      translation('a', 2, 'de', 'Hallo.'),
      translation('a', 2, 'fr', 'Bonjour.'),
      translation('a', 2, 'fr', 'Bonjour encore.'),
    ];
    expect(shown(page, ...events)).toEqual(['transcript-final en', 'translation-final fr']);
    page.drawn();
    expect(receipts).toHaveLength(2);
    expect(receipts[1]).toEqual({ type: 'translation-final', utteranceId: 'a', revision: 2, language: 'fr' });
  });

  it('leave out what the layout does not show, and what a snapshot brought', () => {
    const page = overlay('lang=fr');
    expect(shown(page, final('a', 1, 'Hello.'), translation('a', 1, 'de', 'Hallo.'))).toEqual([]);
    const cues = [final('b', 1, 'Old.')].reduce<readonly Cue[]>(applyCaptionEvent, []);
    page.restore({ ...emptySnapshot([]), cues });
    page.drawn();
    expect(receipts).toEqual([]);
  });
});
