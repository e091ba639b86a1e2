import { describe, expect, it } from 'vitest';
import {
  isListenedTo,
  NOTHING_SET,
  withSetting,
  type Controls,
  type Setting,
} from '../../../../src/session/control/controls.ts';
import { parseLook } from '../../../../src/session/control/overlay-look.ts';
import { withStep, type UndoStack } from '../../../../src/session/control/undo-stack.ts';
import { utteranceId } from '../../../support/caption-builders.ts';

const after = (...settings: readonly Setting[]): Controls => settings.reduce(withSetting, NOTHING_SET);

describe('what the controls have set', () => {
  it('turns listening and captions on, off and over', () => {
    expect(after({ type: 'listen', to: 'off' }).listening).toBe(false);
    expect(after({ type: 'listen', to: 'toggle' }, { type: 'listen', to: 'toggle' }).listening).toBe(true);
    expect(after({ type: 'show', to: 'toggle' }).shown).toBe(false);
    expect(after({ type: 'show', to: 'on' })).toBe(NOTHING_SET);
  });

  it('silences one source, which stays so when all are heard again', () => {
    const one = after({ type: 'listen', to: 'off', sourceId: 'mic1' });
    expect([isListenedTo(one, 'mic1'), isListenedTo(one, 'mic2')]).toEqual([false, true]);
    const all = withSetting(withSetting(one, { type: 'listen', to: 'off' }), { type: 'listen', to: 'on' });
    expect([isListenedTo(all, 'mic1'), isListenedTo(all, 'mic2')]).toEqual([false, true]);
    expect(withSetting(all, { type: 'listen', to: 'toggle', sourceId: 'mic1' }).silenced).toEqual([]);
  });

  it('takes parameters of looks together, and gives them back one by one', () => {
    const themes = ['classic', 'neon'];
    const look = (parameters: Record<string, string | null>): Setting => ({
      type: 'look',
      parameters: parseLook(parameters, themes),
    });
    const set = after(look({ theme: 'neon', size: '60', status: '1' }), look({ size: null }));
    expect(set.look).toEqual({ theme: 'neon', status: true });
    expect(() => parseLook({ theme: 'nope' }, themes)).toThrow('There is no theme "nope".');
    expect(() => parseLook({ sizes: '1' }, themes)).toThrow('Overlays have no parameter "sizes".');
    expect(() => parseLook({ size: '1e9' }, themes)).toThrow('is not between 12 and 200');
    expect(() => parseLook(JSON.parse('{"__proto__":"x"}') as Record<string, string>, themes)).toThrow('no parameter');
  });

  it('keeps what is spoken by source, and what was called wrong once', () => {
    const spoken = { language: 'de' };
    const set = after({ type: 'spoken-language', spoken, sourceIds: ['mic1'] });
    expect([...set.spoken]).toEqual([['mic1', spoken]]);
    const wrong = after({ type: 'wrong', utteranceId: utteranceId('a') });
    expect(withSetting(wrong, { type: 'wrong', utteranceId: utteranceId('a') })).toBe(wrong);
  });
});

describe('what can be taken back', () => {
  const step = (stack: UndoStack, change: Omit<Parameters<typeof withStep>[1], 'label'>): UndoStack =>
    withStep(stack, { label: change.topic, ...change });

  it('is the part that a command has changed, the newest last', () => {
    const hidden = after({ type: 'show', to: 'off' });
    const deaf = withSetting(hidden, { type: 'listen', to: 'off' });
    const first = step([], { topic: 'show', atMs: 0, from: NOTHING_SET, to: hidden });
    const both = step(first, { topic: 'listen', atMs: 1, from: hidden, to: deaf });
    expect(both.map(({ before }) => before)).toEqual([{ shown: true }, { listening: true }]);
    expect(step(both, { topic: 'show', atMs: 2, from: deaf, to: deaf })).toBe(both);
  });

  it('is one step for a slider, and two where somebody thinks in between', () => {
    const sizes = [50, 51, 52, 60].map((size) => ({ ...NOTHING_SET, look: { size } }));
    const times = [0, 900, 1800, 5000];
    let stack: UndoStack = [];
    let from: Controls = NOTHING_SET;
    for (const [index, to] of sizes.entries()) {
      stack = step(stack, { topic: 'look size', atMs: times[index] ?? 0, from, to });
      from = to;
    }
    expect(stack.map(({ before }) => before)).toEqual([{ look: {} }, { look: { size: 52 } }]);
  });

  it('is bounded', () => {
    let stack: UndoStack = [];
    for (let index = 0; index < 100; index += 1) {
      const from = { ...NOTHING_SET, shown: index % 2 === 0 };
      stack = step(stack, { topic: `${index}`, atMs: index, from, to: { ...from, shown: !from.shown } });
    }
    expect(stack).toHaveLength(20);
    expect(stack.at(-1)?.topic).toBe('99');
  });
});
