import { describe, expect, it } from 'vitest';
import { settledText } from '../../../src/engine/translation/settled-text.ts';

describe('settledText', () => {
  it.each([
    ['We won.', '¡Ganamos!', 'es', '¡Ganamos!'],
    ['First we opened the door,', 'Primero abrimos la puerta.', 'es', 'Primero abrimos la puerta'],
    ['First we opened the door,', 'Primero abrimos la puerta,', 'es', 'Primero abrimos la puerta,'],
    ['I am drinking coffee in the', 'Estoy bebiendo café en el jardín.', 'es', 'Estoy bebiendo café en'],
    ['It rains, so we are staying at', 'Llueve, nos quedamos en la casa.', 'es', 'Llueve, nos quedamos en'],
    ['We have 20 arrows and', "C'est 20 flèches et", 'fr', "C'est 20"],
    ['We play a game with', '今日はゲームをします。', 'ja', '今日はゲームを'],
    ['We won the', 'Hemos ganado', 'es', ''],
    ['We won the', '', 'es', ''],
  ])('of "%s" as "%s" (%s) is "%s"', (source, translation, language, settled) => {
    expect(settledText({ source, translation, language })).toBe(settled);
  });
});
