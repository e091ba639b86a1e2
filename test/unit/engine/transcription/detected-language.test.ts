import { describe, expect, it } from 'vitest';
import { DetectedLanguage } from '../../../../src/engine/transcription/detected-language.ts';

const ANY = { language: 'auto' };
const TWO = { language: 'auto', candidates: ['es-MX', 'en'] };
const at = (soundMs: number, former?: string) => ({ soundMs, former });

describe('DetectedLanguage', () => {
  it('asks for the language that is given, whatever was spoken before', () => {
    expect(new DetectedLanguage({ language: 'pt-BR' }).ask(at(4000, 'es'))).toBe('pt');
  });

  it('takes a short sound for more of what was spoken before, and else lets the recogniser decide', () => {
    const language = new DetectedLanguage(ANY);
    expect(language.ask(at(1000, 'es'))).toBe('es');
    expect(language.ask(at(1000))).toBe('auto');
    expect(language.ask(at(1000, 'und'))).toBe('auto');
    expect(language.ask(at(2000, 'es'))).toBe('auto');
    expect(new DetectedLanguage(TWO).ask(at(1000, 'fr'))).toBe('auto');
  });

  it('keeps what enough sound has told for the whole utterance', () => {
    const language = new DetectedLanguage(ANY);
    expect(language.take('de', at(2000, 'es'))).toBeUndefined();
    expect(language.ask(at(2500, 'es'))).toBe('auto');
    expect(language.take('de', at(3000, 'es'))).toBeUndefined();
    expect(language.ask(at(3200, 'es'))).toBe('de');
  });

  it('decodes once more where nobody wanted what was detected: in the former language, else in the first one', () => {
    expect(new DetectedLanguage(TWO).take('pt', at(4000, 'en'))).toBe('en');
    expect(new DetectedLanguage(TWO).take('pt', at(4000, 'fr'))).toBe('es');
    expect(new DetectedLanguage(TWO).take(undefined, at(4000))).toBe('es');
    expect(new DetectedLanguage(TWO).take('es', at(4000, 'en'))).toBeUndefined();
    expect(new DetectedLanguage(ANY).take('pt', at(4000, 'en'))).toBeUndefined();
  });
});
