import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styleRules } from '../../../../src/overlay/pages/overlay/style-rules.ts';
import { parseOverlayOptions } from '../../../../src/overlay/shared/url-options.ts';

describe('the address of an overlay', () => {
  it('counts before what is usual here, which is read in the same way', () => {
    const defaults = { theme: 'neon', size: '64', lines: '99', readingSpeed: '15', preview: '0' };
    expect(parseOverlayOptions('?SIZE=32', defaults)).toMatchObject({
      theme: 'neon',
      size: 32,
      lines: 6,
      readingSpeed: 15,
    });
  });

  it('needs no options', () => {
    expect(parseOverlayOptions('')).toEqual({
      layout: 'translation',
      theme: 'classic',
      size: 48,
      lines: 2,
      width: 42,
      position: 'bottom',
      align: 'center',
      text: 'start',
      sources: [],
      holdMs: 4000,
      readingSpeed: 20,
      preview: false,
      status: false,
    });
  });

  it('sets everything', () => {
    const query =
      '?lang=pt-BR&layout=dual&theme=neon&size=64&lines=3&width=32&position=top&align=left&text=center' +
      '&source=Mic,%20Anna&hold=2.5&readingSpeed=15&maxLag=6.5&background=60&font=Noto%20Sans&preview=1&status';
    expect(parseOverlayOptions(query)).toEqual({
      layout: 'dual',
      language: 'pt-BR',
      theme: 'neon',
      size: 64,
      lines: 3,
      width: 32,
      position: 'top',
      align: 'left',
      text: 'center',
      sources: ['mic', 'anna'],
      holdMs: 2500,
      readingSpeed: 15,
      maxLagMs: 6500,
      background: 0.6,
      font: 'Noto Sans',
      preview: true,
      status: true,
    });
  });

  it.each([
    ['unknown names and values', '?colour=red&layout=sideways&position=left', {}],
    ['capitals', '?LAYOUT=Source&Theme=card', { layout: 'source', theme: 'card' }],
    ['a decimal comma', '?hold=1,5', { holdMs: 1500 }],
    ['units after a number', '?size=60px&background=50%25', { size: 60, background: 0.5 }],
    ['numbers out of range', '?lines=99&width=1&size=5&hold=0', { lines: 6, width: 10, size: 12, holdMs: 1000 }],
    ['nobody who reads so fast', '?readingSpeed=90&maxLag=0', { readingSpeed: 25, maxLagMs: 1000 }],
    ['nobody who reads so slowly', '?readingSpeed=0&maxLag=99', { readingSpeed: 5, maxLagMs: 30_000 }],
    ['no number', '?lines=two&background=dark&readingSpeed=fast&maxLag=none', {}],
    ['a path as a theme', '?theme=../../etc/passwd', {}],
    ['a style as a font', '?font=x%22;}body{display:none', {}],
    ['markup as a language', '?lang=%3Cb%3E', {}],
    ['the name of a language', '?lang=french', {}],
    ['a language that is not known', '?lang=auto', {}],
    ['a language of another form', '?lang=ZH_tw', { language: 'zh-TW' }],
    ['a deprecated code', '?lang=iw', { language: 'he' }],
    ['a switch that is off', '?preview=0&status=false', {}],
  ])('bears %s', (_name, query, expected) => {
    expect(parseOverlayOptions(query)).toEqual({ ...parseOverlayOptions(''), ...expected });
  });

  it('never leads to a style rule that does more than set variables', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (font, background, size) => {
        const rules = styleRules(parseOverlayOptions(`?${new URLSearchParams({ font, background, size }).toString()}`));
        expect(rules).toMatch(
          /^@layer url \{ :root \{ (--caption-[a-z-]+: ("[\p{L}\p{N} ._-]+", var\(--caption-font-fallback\)|[\d.e-]+)(; )?)+ \} \}$/u,
        );
      }),
    );
  });
});
