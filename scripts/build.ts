import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');

/** The Chromium inside the oldest OBS that is supported (OBS 28). */
const OLDEST_BROWSER = 'chrome103';

/** Everything that a page loads must stay small: OBS loads it on the streamer's PC beside the game. */
const PAGE_BUDGET_BYTES = 120_000;

/** The command line, the processes and threads that it starts, and what other programs import. */
async function buildPrograms(): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      cli: 'src/cli.ts',
      index: 'src/index.ts',
      protocol: 'src/protocol/index.ts',
      testing: 'src/testing/index.ts',
      'recognizer-host': 'src/engine/transcription/host/main.ts',
      'translation-worker': 'src/engine/translation/local/worker.ts',
      'audio-child': 'src/engine/audio/devices/child/main.ts',
    },
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    // One class is one class in all entries. What is imported on demand is loaded on demand: the client of DeepL alone costs a quarter of a second.
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20.12',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.outputs).map((file) => path.join(root, file));
}

/** Deletes what earlier builds have left behind, which a package must not have. A program that runs may still need it. */
async function prune(written: readonly string[]): Promise<void> {
  const found = await readdir(dist, { recursive: true, withFileTypes: true });
  const stale = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !written.includes(file) && !file.startsWith(path.join(dist, 'pages')));
  await Promise.all(stale.map((file) => rm(file)));
}

/** Pages for OBS and for browsers. */
async function buildPages(): Promise<void> {
  const pages = path.join(dist, 'pages');
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      overlay: 'src/overlay/main.tsx',
      demo: 'src/overlay/demo.tsx',
      microphone: 'src/overlay/microphone.tsx',
      'microphone-worklet': 'src/overlay/microphone-worklet.ts',
    },
    outdir: pages,
    bundle: true,
    minify: true,
    format: 'esm',
    target: OLDEST_BROWSER,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    metafile: true,
    logLevel: 'warning',
  });
  checkPages(metafile);
  await cp(path.join(root, 'src/overlay/static'), pages, { recursive: true });
}

/** Refuses a page that reaches beyond the protocol, or that has grown too large. */
function checkPages(metafile: Metafile): void {
  const foreign = Object.keys(metafile.inputs).filter(
    (file) => file.startsWith('src/') && !file.startsWith('src/overlay/') && !file.startsWith('src/protocol/'),
  );
  if (foreign.length > 0) throw new Error(`Pages may import src/protocol only, found: ${foreign.join(', ')}`);
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (output.bytes > PAGE_BUDGET_BYTES) {
      throw new Error(`${file} has ${output.bytes} bytes, more than the ${PAGE_BUDGET_BYTES} that a page may have.`);
    }
  }
}

await mkdir(dist, { recursive: true });
const [written] = await Promise.all([buildPrograms(), buildPages()]);
if (process.argv.includes('--prune')) await prune(written);
if (!process.argv.includes('--quiet')) console.log(`Built into ${path.relative(process.cwd(), dist) || '.'}.`);
