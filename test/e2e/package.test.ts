import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture } from '../support/files.ts';
import { PackedPackage } from '../support/packed-package.ts';
import { jsonLines } from '../support/run-cli.ts';
import { readMarkdown } from '../unit/docs/markdown.ts';

const root = path.join(import.meta.dirname, '../..');
const SOUND = fixture('heldout/en01.wav');

const ENTRIES = `
import { Engine, EngineError, startSession, type Output, type Session, type UtteranceId } from 'overlingo';
import { applyCaptionEvent, type CaptionEvent, type UtteranceId as Same } from 'overlingo/protocol';
import { outputContract, sampleOutput } from 'overlingo/testing';

const output: Output = { name: 'mine', policy: 'newest', run: async (events) => { for await (const _ of events); } };
const { cases, close } = outputContract(async () => ({ output }));
for (const { run } of cases) await run();
await close();

const captions = sampleOutput().filter((event): event is CaptionEvent => event.type !== 'status-notice');
const cues = captions.reduce(applyCaptionEvent, []);
const id: Same | undefined = cues[0]?.utteranceId;
const same: UtteranceId | undefined = id;

const session: Session = await startSession({ recognizer: { model: '/nowhere/model' } }, { pages: false });
const failure: unknown = await session.ready.catch((error: unknown) => error);
await session.close();
console.log(cases.length, same, Engine.name, failure instanceof EngineError && failure.code);
`;

describe('the package, as npm packs it', () => {
  let installed: PackedPackage;
  beforeAll(async () => {
    installed = await PackedPackage.install();
    installed.write('entries.ts', ENTRIES);
    for (const [name, text] of programsOf('docs/api.md')) installed.write(name, text);
  }, 120_000);
  afterAll(() => installed[Symbol.dispose]());

  it('has entries and programs in its documents that compile at their strictest', async () => {
    expect(await installed.typeErrors()).toBe('');
  });

  it('gives the same classes and types by all of its entries', async () => {
    expect((await installed.run('entries.js')).trim()).toBe('4 mic1-1 Engine model-missing');
  });

  it('has a command line that tells its version and plays the demo', async () => {
    const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await installed.run(installed.cli, '--version')).trim()).toBe(version);
    const demo = await installed.run(installed.cli, 'demo', '--once', '--no-open', '--json', '--port', '0');
    const events = jsonLines(demo);
    expect(events.filter(({ type }) => type === 'transcript-final').length).toBeGreaterThan(10);
  }, 120_000);

  it('captions a file as the documents say', async () => {
    const lines = (await installed.run('captions-of-a-file.js', SOUND)).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^ {2}es: \S/u);
  });

  it('translates by a translator that is added as the documents say', async () => {
    const text = (await installed.run('own-translator.js', SOUND)).trim();
    expect(text).toMatch(/^[A-Z]/u);
    expect(text).toBe(text.toUpperCase());
  });

  it('captions live as the documents say', async () => {
    const lines = (await installed.run('live.js', SOUND)).trim().split('\n');
    expect(lines[0]).toMatch(/^Overlay: http:\/\/127\.0\.0\.1:\d+\/overlay$/u);
    expect(lines.some((line) => line.startsWith('… '))).toBe(true);
    expect(lines.at(-1)).toMatch(/^[A-Z].*[.?!]$/u);
  });
});

/** The programs of a document: blocks of TypeScript whose first line names a file. */
function programsOf(document: string): (readonly [string, string])[] {
  const { codeBlocks } = readMarkdown(readFileSync(path.join(root, document), 'utf8'));
  return codeBlocks.flatMap(({ text }) => {
    const [, name] = /^\/\/ ([a-z-]+\.ts): /u.exec(text) ?? [];
    return name === undefined ? [] : [[name, text] as const];
  });
}
