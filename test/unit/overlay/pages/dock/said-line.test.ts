import { describe, expect, it } from 'vitest';
import { withEvent, withoutLine } from '../../../../../src/overlay/pages/dock/said-line.ts';
import type { Cue } from '../../../../../src/protocol/cue.ts';
import { discard, final, translation, utteranceId } from '../../../../support/caption-builders.ts';

const idsOf = (lines: readonly Cue[]): string[] => lines.map(({ utteranceId: id }) => id);

describe('the last lines', () => {
  it('are the newest twenty with their translations, but for what was discarded or called wrong', () => {
    let lines: readonly Cue[] = [];
    for (let number = 1; number <= 25; number += 1) lines = withEvent(lines, final(`u${number}`, 1, `Line ${number}.`));
    lines = withEvent(lines, translation('u25', 1, 'fr', 'Ligne 25.'));
    expect(idsOf(lines)).toEqual(Array.from({ length: 20 }, (_, index) => `u${index + 6}`));
    expect(lines.at(-1)?.translations['fr']?.text).toBe('Ligne 25.');
    lines = withEvent(lines, discard('u24', 2));
    expect(idsOf(withoutLine(lines, utteranceId('u25'))).slice(-2)).toEqual(['u22', 'u23']);
  });
});
