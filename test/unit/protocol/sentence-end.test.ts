import { expect, it } from 'vitest';
import { endsClause, endsSentence } from '../../../src/protocol/sentence-end.ts';

it.each([
  ['Hello friends,', true, false],
  ['Hello friends. ', true, true],
  ['"Welcome!"', true, true],
  ['Hello friends, welcome', false, false],
  ['Hello. Welcome', false, false],
  ['It costs 3.', false, true],
  ['It costs 3.5 coins', false, false],
  ['At 20:', false, false],
  ['Ça va ?', true, true],
  ['Wait…', true, false],
  ['Wait...', true, false],
  ['"Wait..."', true, false],
  ['مرحبا،', true, false],
  ['مرحبا۔', true, true],
  ['今日は、', true, false],
  ['はい。」', true, true],
  ['', false, false],
])('"%s" ends a clause: %s, a sentence: %s', (text, clause, sentence) => {
  expect([endsClause(text), endsSentence(text)]).toEqual([clause, sentence]);
});
