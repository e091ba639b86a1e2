import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { beginBuild, buildNeed, endBuild } from './build-state.ts';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** The Chromium inside the oldest OBS that is supported (OBS 28). */
const OLDEST_BROWSER = 'chrome103';

/** Everything that a page loads must stay small: OBS loads it on the streamer's PC beside the game. */
const PAGE_BUDGET_BYTES = 120_000;

/** The command line, the processes and threads that it starts, and what other programs import. */
async function buildPrograms(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli.ts',
      index: 'src/index.ts',
      protocol: 'src/protocol/index.ts',
      testing: 'src/testing/index.ts',
      'recognizer-host': 'src/engine/transcription/host/main.ts',
      'translation-worker': 'src/engine/translation/local/worker.ts',
      'audio-child': 'src/engine/audio/devices/child/main.ts',
      'scripted-recognizer': 'src/testing/scripted-recognizer.host.ts',
      ...(await recognizerModules()),
    },
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    // A class is the same in all entries. What is imported on demand is loaded on demand: the client of DeepL alone costs a
    // quarter of a second.
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.12',
    sourcemap: true,
    logLevel: 'warning',
  });
}

/** What recogniser hosts load, one for each recogniser: `dist/recognizers/<name>.js` of `…/<name>.host.ts`. */
async function recognizerModules(): Promise<Record<string, string>> {
  const transcription = 'src/engine/transcription';
  const files = await readdir(path.join(root, transcription), { recursive: true });
  const modules = files.filter((file) => file.endsWith('.host.ts'));
  return Object.fromEntries(
    modules.map((file) => [`recognizers/${path.basename(file, '.host.ts')}`, path.join(transcription, file)]),
  );
}

/** A folder for each page. Its name is the address of the page. */
const PAGES = 'src/overlay/pages';

/** Pages for OBS and for browsers. */
async function buildPages(): Promise<void> {
  const target = path.join(dist, 'pages');
  const pages = await readdir(path.join(root, PAGES));
  const entries = new Map((await Promise.all(pages.map(entriesOf))).flat());
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    outdir: target,
    bundle: true,
    minify: true,
    format: 'esm',
    target: OLDEST_BROWSER,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    logLevel: 'warning',
  });
  checkPages(metafile, entries);
  await cp(path.join(root, 'src/overlay/shared/static'), target, { recursive: true });
  for (const page of pages) await cp(path.join(root, PAGES, page, `${page}.html`), path.join(target, `${page}.html`));
}

/** What is built of a page, as name and file: its program, or its styles where it has none, and its worklets. */
async function entriesOf(page: string): Promise<[name: string, file: string][]> {
  const files = await readdir(path.join(root, PAGES, page));
  const main = files.includes('main.tsx') ? 'main.tsx' : `${page}.css`;
  const worklets = files.filter((file) => file.endsWith('-worklet.ts'));
  return [
    [page, `${PAGES}/${page}/${main}`],
    ...worklets.map((file): [string, string] => [path.basename(file, '.ts'), `${PAGES}/${page}/${file}`]),
  ];
}

/** Refuses a page that reaches beyond the protocol or into another page, or that has grown too large. */
function checkPages({ outputs }: Metafile, entries: ReadonlyMap<string, string>): void {
  for (const [file, { bytes, inputs }] of Object.entries(outputs)) {
    const own = path.posix.dirname(entries.get(path.parse(file).name) ?? '');
    const allowed = [`${own}/`, 'src/overlay/shared/', 'src/protocol/'];
    const foreign = Object.keys(inputs).filter(
      (input) => input.startsWith('src/') && !allowed.some((folder) => input.startsWith(folder)),
    );
    if (foreign.length > 0) throw new Error(`${file} may not hold ${foreign.join(', ')}: see eslint.config.js.`);
    if (bytes > PAGE_BUDGET_BYTES) {
      throw new Error(`${file} has ${bytes} bytes, more than the ${PAGE_BUDGET_BYTES} that a page may have.`);
    }
  }
}

async function buildAll(): Promise<void> {
  const start = new Date();
  // What an earlier build has left behind does not belong into a package. A program that runs may still need it.
  if (process.argv.includes('--clean')) await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  beginBuild(dist);
  await Promise.all([buildPrograms(), buildPages()]);
  if (!process.argv.includes('--clean')) endBuild(dist, start);
  if (!process.argv.includes('--quiet')) console.log(`Built into ${path.relative(process.cwd(), dist) || '.'}.`);
}

switch (process.argv.includes('--if-needed') ? buildNeed(root) : 'build') {
  case 'build':
    await buildAll();
    break;
  case 'none':
    break;
  case 'use-old':
    console.error('overlingo: dist is older than src, but this user may not write it: the earlier build runs.');
    break;
  case 'impossible':
    console.error(
      'overlingo: There is no whole build in dist, and this user may not write it. Run npm run build as the owner of the folder, or copy the folder.',
    );
    process.exitCode = 1;
}
