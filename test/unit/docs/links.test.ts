import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMarkdown, type Markdown } from './markdown.ts';
import { namedFiles } from './named-files.ts';
import { readRepository } from './repository.ts';

/** Files that documents name and that are no part of the repository. */
const MADE_ELSEWHERE: ReadonlySet<string> = new Set([
  // Made by `npm run build`.
  'dist',
  'dist/cli.js',
  'dist/audio-child.js',
  // Kept for the user, or served by a mirror.
  'guest-access.json',
  'translation-usage.json',
  'catalogue.json',
  'models.json',
  // Made for who asks for it.
  '/openapi.json',
  // Made by the training.
  'work',
]);

const repository = readRepository();
const read = (file: string): string => readFileSync(path.join(repository.root, file), 'utf8');

const documents = new Map<string, Markdown>(
  repository.files.filter((file) => file.endsWith('.md')).map((file) => [file, readMarkdown(read(file))]),
);

const foldersIn = (parent: string): string[] =>
  repository.files
    .filter((file) => file.startsWith(parent) && file.slice(parent.length).includes('/'))
    .map((file) => file.slice(parent.length).split('/')[0] ?? '');

const rootFolders = new Set(foldersIn(''));
const areas = new Set([...foldersIn('src/'), ...foldersIn('src/engine/')]);

/** Why a link leads nowhere; undefined where it is good. Other web sites are not asked. */
function flawOfLink(from: string, link: string): string | undefined {
  if (/^https?:\/\/\S+$/u.test(link)) return undefined;
  const [target = '', anchor, ...more] = link.split('#');
  if (link === '' || more.length > 0 || target.startsWith('/') || target.includes(':')) return 'is no link';
  const file = target === '' ? from : path.posix.join(path.posix.dirname(from), decodeURI(target)).replace(/\/$/u, '');
  if (!repository.has(file)) return 'leads to no file';
  if (anchor === undefined) return undefined;
  return documents.get(file)?.anchors.has(anchor) ? undefined : 'leads to no heading';
}

test('there are documents, with links, anchors and files that are checked', () => {
  const links = [...documents.values()].flatMap((document) => document.links);
  const files = [...documents.values()].flatMap((document) => namedFiles(document, rootFolders, areas));
  expect(documents.size).toBeGreaterThan(30);
  expect(links.filter(({ text }) => text.includes('#')).length).toBeGreaterThan(50);
  expect(files.length).toBeGreaterThan(200);
});

describe.each([...documents])('%s', (name, document) => {
  test('has links that lead to a file and to a heading', () => {
    const broken = document.links.flatMap(({ text, line }) => {
      const flaw = flawOfLink(name, text);
      return flaw === undefined ? [] : [`${name}:${line} ${text} ${flaw}`];
    });
    expect(broken).toEqual([]);
  });

  test('names files that there are', () => {
    const beside = path.posix.dirname(name);
    const missing = namedFiles(document, rootFolders, areas)
      .filter(({ text }) => !MADE_ELSEWHERE.has(text))
      .filter(({ text, fromRoot }) => !repository.has(path.posix.join(beside, text)) && !isThere(text, fromRoot))
      .map(({ text, line }) => `${name}:${line} ${text}`);
    expect(missing).toEqual([]);
  });
});

/** Modules may be named without the end of their file. */
function isThere(file: string, fromRoot: boolean): boolean {
  const has = fromRoot ? repository.has : repository.hasSomewhere;
  return has(file) || has(`${file}.ts`);
}

test('every file that is made elsewhere is named in a document', () => {
  const named = new Set(
    [...documents.values()].flatMap((document) => namedFiles(document, rootFolders, areas)).map(({ text }) => text),
  );
  expect([...MADE_ELSEWHERE].filter((file) => !named.has(file))).toEqual([]);
});

test('every npm command that documents, workflows and hints name is a script of the package', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const texts = repository.files.filter((file) => /\.md$|\.ya?ml$|^\.ci\/|^src\/.*\.tsx?$/u.test(file));
  const named = texts.flatMap((file) =>
    [...read(file).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/gu)].map(([, run, own]) => ({
      file,
      script: run ?? own ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
});
