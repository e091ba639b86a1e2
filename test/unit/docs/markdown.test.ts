import { expect, test } from 'vitest';
import { readMarkdown } from './markdown.ts';
import { namedFiles } from './named-files.ts';
import { createRepository } from './repository.ts';

const ROOT_FOLDERS = new Set(['src', 'docs']);
const AREAS = new Set(['engine', 'audio']);

const named = (text: string): string[] =>
  namedFiles(readMarkdown(text), ROOT_FOLDERS, AREAS).map(({ text, fromRoot }) => (fromRoot ? `/${text}` : text));

test('links are found with their lines, also over two lines and around code, and none in code', () => {
  const { links } = readMarkdown(
    'A [link](a.md) and [a\nlong one](b.md#c "title").\n\n```\n[none](c.md)\n```\n`[none](d.md)` [`code`](e.md)\n[f]: f.md\n',
  );
  expect(links).toEqual([
    { text: 'a.md', line: 1 },
    { text: 'b.md#c', line: 2 },
    { text: 'e.md', line: 7 },
    { text: 'f.md', line: 8 },
  ]);
});

test('a link that is not closed is an empty one', () => {
  expect(readMarkdown('[a](b c) [d]()').links.map(({ text }) => text)).toEqual(['', '']);
});

test('headings get the anchors that GitHub gives them', () => {
  const { anchors } = readMarkdown(
    '# Copy & paste, `npm run x`\n## Übersicht\n## The [link](a.md)\n## Same\n## Same\n```sh\n# none\n```\n',
  );
  expect([...anchors]).toEqual(['copy--paste-npm-run-x', 'übersicht', 'the-link', 'same', 'same-1']);
});

test('files are named by paths from the root in all code, and by their ends in sentences', () => {
  expect(named('`src/a.ts`, `engine/run`, `host/main.ts`, `wav-*.ts`, `deepl/`, `src/<name>/x.ts`')).toEqual([
    '/src/a.ts',
    'engine/run',
    'host/main.ts',
    'wav-*.ts',
    'deepl',
    '/src/*/x.ts',
  ]);
  expect(named('```sh\nrun --input file:src/a.wav --out=docs/b.md talk.js\n```')).toEqual(['/src/a.wav', '/docs/b.md']);
  expect(named('```\nrun/   sources.ts, `audio/audio-frame`\n```')).toEqual(['run', 'sources.ts']);
});

test('addresses, options and mime types are no files', () => {
  expect(named('`/overlay?lang=fr` `https://a.b/c.js` `~/.config/x` `text/plain` `@scope/name` `12/s`')).toEqual([]);
});

test('a repository has its files and folders, by whole names and in their case', () => {
  const repository = createRepository('', ['src/engine/a.ts', 'README.md']);
  expect(['src', 'src/engine', 'src/engine/a.ts', 'src/*/a.ts', 'README.md'].filter(repository.has)).toHaveLength(5);
  expect(['engine', 'src/engine/A.ts', 'readme.md', 'src/*.ts'].filter(repository.has)).toEqual([]);
  expect(['engine', 'engine/a.ts', 'a.ts'].filter(repository.hasSomewhere)).toHaveLength(3);
  expect(['ngine', '.ts', 'src/a.ts'].filter(repository.hasSomewhere)).toEqual([]);
});
