import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { describeInChromium } from '../support/overlay-page.ts';

const PROGRAM = `
import { applyCaptionEvent } from './dist/protocol.js';
import { sampleOutput } from './src/testing/sample-output.ts';

const captions = sampleOutput().filter(({ type }) => type !== 'status-notice');
globalThis.shown = captions.reduce(applyCaptionEvent, []).map((cue) => [cue.stableText, cue.translations.fr.text]);
`;

await describeInChromium('the entry overlingo/protocol', (browser) => {
  it('keeps cues in the browser of OBS, and needs nothing but itself', async () => {
    const stdin = { contents: PROGRAM, resolveDir: path.join(import.meta.dirname, '../..') };
    const platform = { platform: 'browser', format: 'iife', target: 'chrome103' } as const;
    const { outputFiles } = await build({ stdin, bundle: true, write: false, ...platform });
    const { page, troubles } = await browser.open();
    await page.addScriptTag({ content: outputFiles[0]!.text });
    expect(await page.evaluate('shown')).toEqual([['Good evening everyone.', 'Bonsoir à tous.']]);
    expect(troubles).toEqual([]);
  });

  it('imports nothing', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?"([^"]+)"/gu)) {
        expect(name).toMatch(/^\.\.?\//u);
        visit(path.join(path.dirname(file), name));
      }
    };
    visit(path.join(import.meta.dirname, '../../dist/protocol.js'));
    expect(seen.size).toBeGreaterThan(1);
  });
});
