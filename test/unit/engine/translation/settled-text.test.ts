import { describe, expect, it } from 'vitest';
import { continuedText, settledText } from '../../../../src/engine/translation/settled-text.ts';

describe('settledText', () => {
  it.each([
    ['We won.', '¡Ganamos!', 'es', '¡Ganamos!'],
    ['First we opened the door,', 'Primero abrimos la puerta.', 'es', 'Primero abrimos la puerta'],
    ['First we opened the door,', 'Primero abrimos la puerta,', 'es', 'Primero abrimos la puerta,'],
    ['I am drinking coffee in the', 'Estoy bebiendo café en el jardín.', 'es', 'Estoy bebiendo café'],
    ['It rains, so we are staying at', 'Llueve, nos quedamos en la casa.', 'es', 'Llueve, nos quedamos'],
    ['We have 20 arrows and', "C'est 20 flèches et", 'fr', "C'est"],
    ['We play a game with', '今日はゲームをします。', 'ja', '今日はゲーム'],
    ['We won the', 'Hemos ganado el', 'es', ''],
    ['We won the', '', 'es', ''],
  ])('of "%s" as "%s" (%s) is "%s"', (source, translation, language, settled) => {
    expect(settledText({ source, translation, before: '', language })).toBe(settled);
  });

  it.each([
    ['Estoy bebiendo café', 'Estoy bebiendo café en', 'Estoy bebiendo café'],
    ['Estoy bebiendo café.', 'Estoy bebiendo café en', 'Estoy bebiendo café'],
    ['Estoy bebiendo', 'Bebo café en el', 'Bebo'],
    ['Estoy beb', 'Estoy bebiendo', 'Estoy'],
    ['Estoy bebiendo café', 'Estoy bebiendo café', 'Estoy bebiendo café'],
  ])('after "%s", "%s" is settled as "%s"', (before, translation, settled) => {
    expect(settledText({ source: 'I am drinking coffee', translation, before, language: 'es' })).toBe(settled);
  });
});

describe('continuedText', () => {
  it.each([
    ['', 'Hola', 'es', 'Hola'],
    ['Hola', 'Hola amigos', 'es', 'Hola amigos'],
    ['Hola amigos', 'Hola', 'es', 'Hola amigos'],
    ['Hola amigos', 'Hola a todos, hoy jugamos', 'es', 'Hola amigos'],
    ['Hola amigos', 'Hola, amigos, hoy', 'es', 'Hola amigos, hoy'],
    ['Hola amigos,', 'Hola amigos hoy', 'es', 'Hola amigos, hoy'],
    ['Hola, amigos,', 'hola amigos. Hoy jugamos', 'es', 'Hola, amigos, Hoy jugamos'],
    ['今日は', '今日は、ゲーム', 'ja', '今日は、ゲーム'],
  ])('"%s" and "%s" (%s) is "%s"', (read, newer, language, text) => {
    expect(continuedText(read, newer, language)).toBe(text);
  });
});
