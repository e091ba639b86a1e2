import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_STAY_MS, type PaceRules } from '../../../../src/protocol/pacing/pace-rules.ts';
import {
  advanceScreen,
  EMPTY_SCREEN,
  nextChangeMs,
  newestScreen,
  offerScreen,
} from '../../../../src/protocol/pacing/paced-screen.ts';
import type { PacedLine } from '../../../../src/protocol/pacing/paced-line.ts';
import { textUnits } from '../../../../src/protocol/text-units.ts';
import { letters, line, playOffers, RULES, type Offer, type Stay } from '../../../support/pacing.ts';

const said = (lines: readonly PacedLine[]): Offer['lines'] => ({ main: lines, source: [] });

/** Whole sentences, one after the other: each offer has all lines so far. */
function sentences(each: readonly { readonly gapMs: number; readonly lines: readonly string[] }[]): Offer[] {
  let atMs = 0;
  let lines: PacedLine[] = [];
  return each.map((sentence, number) => {
    atMs += sentence.gapMs;
    lines = [...lines, ...sentence.lines.map((text, index) => line(`s${number} ${index}`, text))];
    return { atMs, lines: said(lines) };
  });
}

/** Lines that grow word by word, as fast as they can just be read. */
function growingLines(texts: readonly string[]): Offer[] {
  let atMs = 0;
  const before: PacedLine[] = [];
  return texts.flatMap((whole, number) => {
    const words = whole.split(' ');
    const steps = words.map((word, index) => {
      atMs += readMs(` ${word}`);
      const grown = words.slice(0, index + 1).join(' ');
      return { atMs, lines: said([...before, line(`s${number} 0`, grown, index + 1 === words.length)]) };
    });
    before.push(line(`s${number} 0`, whole));
    return steps;
  });
}

const stayMs = ({ shownAtMs, goneAtMs }: Stay): number => goneAtMs - shownAtMs;
const readMs = (text: string, unitsPerSecond = 20): number => (textUnits(text) / unitsPerSecond) * 1000;

const text = fc.integer({ min: 2, max: 42 }).map(letters);
const rules = fc.record({
  main: fc.record({ rows: fc.integer({ min: 1, max: 6 }) }),
  source: fc.constant({ rows: 2 }),
  unitsPerSecond: fc.integer({ min: 5, max: 25 }),
  maxLagMs: fc.integer({ min: 1000, max: 10_000 }),
  holdMs: fc.integer({ min: 1000, max: 8000 }),
});
const anyStream = fc
  .array(
    fc.record({ gapMs: fc.integer({ min: 0, max: 4000 }), lines: fc.array(text, { minLength: 1, maxLength: 8 }) }),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map(sentences);
const TOLERANCE_MS = 0.01;

/** A stream has up to 160 lines, so this is many of them; what is wrong in one is gathered, for `expect` is slow. */
const RUNS = 100;

describe('lines in any stream', () => {
  const check = (judge: (stays: readonly Stay[], rules: PaceRules, offers: readonly Offer[]) => void): void =>
    fc.assert(
      fc.property(anyStream, rules, (offers, chosen) => judge(playOffers(offers, chosen).stays, chosen, offers)),
      { numRuns: RUNS },
    );

  it('stand for at least 0.8 s', () => {
    check((stays) => {
      expect(stays.filter((stay) => stayMs(stay) < LEAST_STAY_MS - TOLERANCE_MS)).toEqual([]);
    });
  });

  it('come within the longest lag', () => {
    check((stays, { maxLagMs }) => {
      const isLate = ({ shownAtMs, arrivedAtMs }: Stay): boolean => shownAtMs - arrivedAtMs > maxLagMs + TOLERANCE_MS;
      expect(stays.filter(isLate)).toEqual([]);
    });
  });

  it('come in order, and never come back', () => {
    check((stays, _rules, offers) => {
      const all = offers.at(-1)!.lines.main.map(({ key }) => key);
      const shown = stays.map(({ key }) => key);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toEqual(all.filter((key) => shown.includes(key)));
    });
  });

  it('are lost only where the next one says so, and only where there was no time to show them', () => {
    fc.assert(
      fc.property(anyStream, rules, (offers, chosen) => {
        const { stays, end } = playOffers(offers, chosen);
        const all = offers.at(-1)!.lines.main.map(({ key }) => key);
        const shown = new Set(stays.map(({ key }) => key));
        expect(all.length - shown.size).toBe(end.main.skippedLines);
        const afterGap = all.filter((key, index) => index > 0 && shown.has(key) && !shown.has(all[index - 1]!));
        expect(stays.filter((stay) => stay.afterGap).map(({ key }) => key)).toEqual(afterGap);
        // More than the screen can take in the longest lag must have come within that time.
        const most = chosen.main.rows * Math.floor(chosen.maxLagMs / LEAST_STAY_MS);
        const arrivals = offers.flatMap(({ atMs, lines }, number) =>
          lines.main.slice(offers[number - 1]?.lines.main.length ?? 0).map(() => atMs),
        );
        const burst = arrivals.some(
          (atMs, index) => (arrivals[index + most - 1] ?? Infinity) - atMs <= chosen.maxLagMs,
        );
        if (end.main.skippedLines > 0) expect(burst).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('roll in one by one once the screen is full', () => {
    check((stays, { main }) => {
      const isPushing = (index: number): boolean => stays[index - main.rows]?.goneAtMs === stays[index]?.shownAtMs;
      const early = stays.filter(({ shownAtMs }, index) => {
        const before = stays[index - 1];
        if (!before || !isPushing(index) || !isPushing(index - 1)) return false;
        return shownAtMs - before.shownAtMs <= LEAST_STAY_MS / main.rows - 1;
      });
      expect(early).toEqual([]);
    });
  });

  it('do not depend on when the screen is looked at', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(anyStream, rules, looks, (offers, chosen, times) => {
        const looked = [
          ...offers.map((offer) => ({ ...offer, look: false })),
          ...times.map((atMs) => ({ atMs, lines: undefined, look: true })),
        ].sort((one, other) => one.atMs - other.atMs || Number(one.look) - Number(other.look));
        let screen = EMPTY_SCREEN;
        for (const { atMs, lines } of looked)
          screen = lines ? offerScreen(screen, lines, atMs, chosen) : advanceScreen(screen, atMs, chosen);
        let plain = EMPTY_SCREEN;
        for (const { atMs, lines } of offers) plain = offerScreen(plain, lines, atMs, chosen);
        const atMs = looked.at(-1)!.atMs;
        expect(advanceScreen(screen, atMs, chosen)).toEqual(advanceScreen(plain, atMs, chosen));
      }),
    );
  });
});

describe('lines of somebody who speaks slower than people read', () => {
  /** Each sentence of one to three lines takes longer to say than to read. */
  const calm = fc
    .array(
      fc.record({
        lines: fc.array(text, { minLength: 1, maxLength: 3 }),
        pause: fc.double({ min: 1, max: 2, noNaN: true }),
      }),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    .map((each) =>
      sentences(
        each.map(({ lines, pause }) => ({
          lines,
          // The sentence comes when it has been said.
          gapMs: Math.max(400, lines.reduce((sum, one) => sum + readMs(one), 0) * pause),
        })),
      ),
    );

  it('each stand for their reading time, one after the other', () => {
    fc.assert(
      fc.property(calm, (offers) => {
        const { stays, end } = playOffers(offers, { ...RULES, maxLagMs: 60_000 });
        expect(end.main.skippedLines).toBe(0);
        expectRead(stays);
      }),
      { numRuns: RUNS },
    );
  });

  it('do so within the usual lag where the words come as they are said', () => {
    const texts = fc.array(fc.integer({ min: 12, max: 42 }).map(letters), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(texts, (all) => expectRead(playOffers(growingLines(all)).stays)),
      { numRuns: 50 },
    );
  });

  /** Somebody who reads line after line, 20 units a second, is never too late. */
  function expectRead(stays: readonly Stay[]): void {
    let readAtMs = 0;
    const unread = stays.filter((stay) => {
      readAtMs = Math.max(readAtMs, stay.shownAtMs) + readMs(stay.text);
      return stay.goneAtMs < readAtMs - TOLERANCE_MS;
    });
    expect(unread).toEqual([]);
  }
});

describe('a growing line', () => {
  it('is shown at once where it pushes nothing away, and grows where it stands', () => {
    let screen = offerScreen(EMPTY_SCREEN, said([line('a 0', 'We', false)]), 0, RULES);
    screen = offerScreen(screen, said([line('a 0', 'We have to', false)]), 300, RULES);
    expect(screen.main.standing).toMatchObject([{ text: 'We have to', shownAtMs: 0, changedAtMs: 300 }]);
  });

  it('waits until the line is read that it would push away', () => {
    const two = [line('a 0', letters(40)), line('a 1', letters(40))];
    let screen = offerScreen(EMPTY_SCREEN, said(two), 0, RULES);
    screen = offerScreen(screen, said([...two, line('b 0', 'And', false)]), 500, RULES);
    expect(screen.main.standing.map(({ key }) => key)).toEqual(['a 0', 'a 1']);
    expect(nextChangeMs(screen, RULES)).toBe(2000);
    screen = offerScreen(screen, said([...two, line('b 0', 'And then', false)]), 1500, RULES);
    screen = advanceScreen(screen, 2000, RULES);
    expect(screen.main.standing).toMatchObject([{ key: 'a 1' }, { text: 'And then', arrivedAtMs: 500 }]);
  });

  it('needs no more time where words are replaced before they were read', () => {
    const two = (unstable: string): Offer['lines'] => said([line('a 0', `${letters(20)} ${unstable}`, false)]);
    let screen = offerScreen(EMPTY_SCREEN, two('abcde'), 0, RULES);
    for (let time = 1; time <= 10; time += 1) screen = offerScreen(screen, two(`${time % 10}bcde`), time * 10, RULES);
    expect(screen.main.standing[0]!.readAtMs).toBeCloseTo(readMs(letters(26)), -2);
  });

  it('comes back with its new words where somebody else has pushed it away meanwhile', () => {
    const other = [line('b 0', 'No.'), line('b 1', 'Never.')];
    const { stays } = playOffers([
      { atMs: 0, lines: said([line('a 0', 'We have', false)]) },
      { atMs: 2000, lines: said([line('a 0', 'We have', false), ...other]) },
      { atMs: 5000, lines: said([line('a 0', 'We have to go.'), ...other]) },
    ]);
    expect(stays.map((stay) => stay.text)).toEqual(['We have', 'No.', 'Never.', 'We have to go.']);
  });

  it('stays away where no word was added, or some were replaced', () => {
    const other = [line('b 0', 'No.'), line('b 1', 'Never.')];
    for (const settled of ['We have.', 'He has.']) {
      const { stays } = playOffers([
        { atMs: 0, lines: said([line('a 0', 'We have', false)]) },
        { atMs: 2000, lines: said([line('a 0', 'We have', false), ...other]) },
        { atMs: 5000, lines: said([line('a 0', settled), ...other]) },
      ]);
      expect(stays.map((stay) => stay.text)).toEqual(['We have', 'No.', 'Never.']);
    }
  });
});

describe('a screen without speech', () => {
  it('is cleared when the last line was held and read', () => {
    const { stays } = playOffers([{ atMs: 100, lines: said([line('a 0', 'Hello.')]) }], { ...RULES, holdMs: 1500 });
    expect(stays[0]?.goneAtMs).toBe(1600);
    const long = playOffers([{ atMs: 0, lines: said([line('a 0', letters(60))]) }], { ...RULES, holdMs: 1500 });
    expect(long.stays[0]?.goneAtMs).toBe(3000);
  });

  it('loses a line that never becomes final after ten seconds', () => {
    const { stays } = playOffers([{ atMs: 0, lines: said([line('a 0', 'Hel', false)]) }]);
    expect(stays[0]?.goneAtMs).toBe(10_000);
  });

  it('never changes by itself', () => {
    const { end } = playOffers([{ atMs: 0, lines: said([line('a 0', 'Hello.')]) }]);
    expect(end.main.standing).toEqual([]);
    expect(nextChangeMs(end, RULES)).toBe(Number.POSITIVE_INFINITY);
  });

  it('begins with the newest lines for a viewer who was away, and tells of no gap', () => {
    const lines = Array.from({ length: 30 }, (_, index) => line(`s${index} 0`, 'A sentence.'));
    const before = offerScreen(EMPTY_SCREEN, said(lines), 0, RULES);
    const screen = newestScreen(before, said(lines), 500, RULES);
    expect(screen.main.standing).toMatchObject([{ key: 's28 0' }, { key: 's29 0', afterGap: false }]);
    expect(screen.main.waiting).toEqual([]);
  });

  it('shows nothing of what was said before, also with the text that comes next', () => {
    const spoken = Array.from({ length: 6 }, (_, number) => line(`s${number} 0`, `Said ${number}.`));
    const translated = spoken.map((one, number) => ({ ...one, text: `Told ${number}.` }));
    const away = newestScreen(EMPTY_SCREEN, { main: translated, source: spoken }, 500, RULES);
    expect(away.source.standing.map(({ text }) => text)).toEqual(['Said 4.', 'Said 5.']);
    const more = { main: translated, source: [...spoken, line('s6 0', 'Said 6.')] };
    const screen = offerScreen(away, more, 600, RULES);
    expect(screen.source.waiting.map(({ text }) => text)).toEqual(['Said 6.']);
  });
});
