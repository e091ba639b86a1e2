import type { Markdown, Passage } from './markdown.ts';

/** A file or folder that a document names in its code. */
export interface NamedFile extends Passage {
  /** True where the path is from the root of the repository; else the folders before it may be left out. */
  readonly fromRoot: boolean;
}

const SOURCE_FILE = /^[\w*./@-]+\.(tsx?|m?js|py|sh|css|json)$/u;
const FOLDER = /^[\w*-][\w*./-]*\/$/u;
const PATH = /^[\w*.-]+(\/[\w*.-]+)+\/?$/u;

/**
 * Finds the files and folders of the repository that a document names: paths that begin with one of `rootFolders`
 * anywhere in its code; in sentences, and in blocks without a language such as trees of folders, also names of source
 * files, folders with a slash behind them, and paths that begin with one of `areas`.
 */
export function namedFiles(
  markdown: Markdown,
  rootFolders: ReadonlySet<string>,
  areas: ReadonlySet<string>,
): NamedFile[] {
  const found: NamedFile[] = [];
  const look = ({ text, line }: Passage, onlyFromRoot: boolean): void => {
    for (const word of wordsOf(text)) {
      const [first = ''] = word.split('/');
      const fromRoot = word.includes('/') && rootFolders.has(first);
      const isPart = SOURCE_FILE.test(word) || FOLDER.test(word) || (PATH.test(word) && areas.has(first));
      if (fromRoot || (isPart && !onlyFromRoot)) found.push({ text: word.replace(/\/$/u, ''), line, fromRoot });
    }
  };
  for (const code of markdown.inlineCode) look(code, false);
  for (const { text, line, language } of markdown.codeBlocks) {
    for (const [index, each] of text.split('\n').entries()) look({ text: each, line: line + index }, language !== '');
  }
  return found;
}

/** `<name>` and `…` stand for anything; `file:` and an equals sign stand before a path; marks may follow. */
function wordsOf(text: string): string[] {
  return text
    .replace(/<[^<>\s]+>|…/gu, '*')
    .split(/[\s"'=(),;|]+|\bfile:/u)
    .map((word) => word.replace(/[.:]+$/u, '').replace(/^\.\//u, ''));
}
