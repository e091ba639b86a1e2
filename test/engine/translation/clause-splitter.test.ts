import { describe, expect, it } from 'vitest';
import {
  committedClauses,
  countWords,
  endsClause,
  endsSentence,
  nextClauses,
} from '../../../src/engine/translation/clause-splitter.ts';

describe('committedClauses', () => {
  it.each([
    ['Hello friends, welcome to', 'Hello friends,'],
    ['Hello friends. "Welcome!" he said', 'Hello friends. "Welcome!"'],
    ['no end of a clause', ''],
    ['It costs 3.5 coins', ''],
    ['It costs 3.', ''],
    ['At 20:', ''],
    ['We have 3. Then', 'We have 3.'],
    ['Hola amigos ¿dónde', 'Hola amigos'],
    ['Ça va ? Oui', 'Ça va ?'],
    ['今日は、ゲームをします。「はい', '今日は、ゲームをします。'],
    ['مرحبا، كيف', 'مرحبا،'],
    ['Wait… what', 'Wait…'],
    ['', ''],
  ])('of "%s" are "%s"', (text, clauses) => {
    expect(committedClauses(text)).toBe(clauses);
  });
});

describe('endsClause and endsSentence', () => {
  it.each([
    ['Hello friends,', true, false],
    ['Hello friends. ', true, true],
    ['"Welcome!"', true, true],
    ['Hello friends, welcome', false, false],
    ['Hello. Welcome', false, false],
    ['It costs 3.', false, false],
    ['今日は、', true, false],
    ['はい。」', true, true],
    ['', false, false],
  ])('of "%s" are %s and %s', (text, clause, sentence) => {
    expect([endsClause(text), endsSentence(text)]).toEqual([clause, sentence]);
  });
});

describe('nextClauses', () => {
  it('waits for a clause of at least three words', () => {
    expect(nextClauses('Well, hello', 0, 'en')).toBeUndefined();
    expect(nextClauses('Well, hello friends, and', 0, 'en')).toBe('Well, hello friends,');
  });

  it('gives a clause once', () => {
    const text = 'Hello my friends, welcome';
    expect(nextClauses(text, 'Hello my friends,'.length, 'en')).toBeUndefined();
  });

  it('does not wait for a mark once six new words have come', () => {
    expect(nextClauses('one two three four five', 0, 'en')).toBeUndefined();
    expect(nextClauses('one two three four five six', 0, 'en')).toBe('one two three four five six');
    expect(nextClauses('one two three four five six', 'one'.length, 'en')).toBeUndefined();
  });

  it('counts words where they are not separated by spaces', () => {
    expect(countWords('今日は友達とゲームをします', 'ja')).toBeGreaterThan(4);
    expect(nextClauses('今日は友達とゲームをします', 0, 'ja')).toBe('今日は友達とゲームをします');
  });

  it('counts words of a language whose tag is not one', () => {
    expect(countWords('one two', 'not a tag')).toBe(2);
  });
});
