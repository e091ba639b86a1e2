import { describe, expect, it } from 'vitest';
import { DualTrack } from '../../../../../src/engine/captions/subtitles/dual-track.ts';

const pair = (source: string, translation: string, startMs: number, endMs: number) => [
  { text: source, language: 'es', startMs, endMs },
  { text: translation, language: 'en', startMs, endMs },
];

describe('DualTrack', () => {
  it('cuts both languages at the same places', () => {
    const track = new DualTrack();
    const source = 'Primero abrimos la puerta vieja del castillo, y luego encontramos el mapa de la isla.';
    const translation = 'First we opened the old door of the castle, and then we found the map of the island.';
    expect(track.add(pair(source, translation, 0, 6000))).toEqual([]);
    expect(track.end().map(({ lines }) => lines)).toEqual([
      ['Primero abrimos la puerta', 'First we opened the old door'],
      ['vieja del castillo,', 'of the castle,'],
      ['y luego encontramos el mapa de la isla.', 'and then we found the map of the island.'],
    ]);
  });

  it('repeats nothing that is the same in both', () => {
    const track = new DualTrack();
    track.add(pair('Sí.', 'Sí.', 0, 500));
    expect(track.end()).toEqual([{ startMs: 0, endMs: 1000, lines: ['Sí.'] }]);
  });

  it('shows what is left where the other text is empty', () => {
    const track = new DualTrack();
    track.add(pair('Hola a todos.', '', 0, 1200));
    expect(track.end().map(({ lines }) => lines)).toEqual([['Hola a todos.']]);
  });
});
