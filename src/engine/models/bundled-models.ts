import path from 'node:path';

/** The demo clips, by primary language subtag. */
export function demoClip(assets: string, language: string): { readonly sound: string; readonly references: string } {
  const base = path.join(assets, 'demo', `demo-${language}`);
  return { sound: `${base}.wav`, references: `${base}.json` };
}

/** Folder of the bundled translation models. */
export function bundledTranslationModels(assets: string): string {
  return path.join(assets, 'models', 'demo-translation');
}
