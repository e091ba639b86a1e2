/** A part of a document, with the line that it begins in, counted from 1. */
export interface Passage {
  readonly text: string;
  readonly line: number;
}

/** A block between fences. */
export interface CodeBlock extends Passage {
  /** What the opening fence says: `sh`, `json`; empty where it says nothing. */
  readonly language: string;
}

/** What the checks look at in a document. */
export interface Markdown {
  /** Names behind a `#` that lead to a heading of it. */
  readonly anchors: ReadonlySet<string>;
  /** Targets of links and pictures. */
  readonly links: readonly Passage[];
  /** Code between backticks in a sentence. */
  readonly inlineCode: readonly Passage[];
  readonly codeBlocks: readonly CodeBlock[];
}

const FENCE = /^ *(```+|~~~+) *(\S*)[^\n]*\n([\s\S]*?)^ *\1 *$/gmu;
const INLINE_CODE = /(?<!`)(`+)(?!`)((?:(?!\n\s*\n)[\s\S])+?)(?<!`)\1(?!`)/gu;
const HEADING = /^#{1,6} +(.+?) *#*$/gmu;
/** From the bracket that ends the text of a link up to the end of its target. A broken one gives an empty target. */
const LINK = /\]\((?:([^()\s]+)(?: "[^"\n]*")?\))?/gu;
const DEFINITION = /^ *\[[^\]\n]+\]: *(\S+)/gmu;

/** Reads the part of Markdown that the documents use: headings with `#`, links, pictures, code. */
export function readMarkdown(text: string): Markdown {
  const prose = text.replace(FENCE, blank);
  // The text of a link may be code, and code may look like a link.
  const plain = prose.replace(INLINE_CODE, blank);
  return {
    anchors: anchorsOf([...prose.matchAll(HEADING)].map(([, heading = '']) => heading)),
    links: [...passages(plain, LINK, 1), ...passages(plain, DEFINITION, 1)],
    inlineCode: passages(prose, INLINE_CODE, 2),
    codeBlocks: [...text.matchAll(FENCE)].map((match) => ({
      text: match[3] ?? '',
      language: match[2] ?? '',
      line: lineAt(text, match.index) + 1,
    })),
  };
}

/** As GitHub names headings: in small letters, without marks, with hyphens for spaces; the second of a name gets `-1`. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    let anchor = name;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${name}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function passages(text: string, expression: RegExp, group: number): Passage[] {
  return [...text.matchAll(expression)].map((match) => ({
    text: match[group] ?? '',
    line: lineAt(text, match.index),
  }));
}

/** Keeps the lines, so that what follows stays where it is. */
function blank(text: string): string {
  return text.replace(/[^\n]/gu, ' ');
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
