/** Where a box begins: LaTeX, as models write that were trained on mathematics, and the marks of GLM. */
const BOX = '\\boxed{';
const GLM_BOX = /<\|begin_of_box\|>([\s\S]*?)(?:<\|end_of_box\|>|$)/u;

/** Commands that only say how their text is set. */
const TEXT_COMMAND = /^\\(?:text|textbf|textit|textrm|mathrm|mathbf|mbox|emph|boxed)\s?\{/u;

const MATH_SIGNS = [
  ['$$', '$$'],
  ['$', '$'],
  ['\\(', '\\)'],
  ['\\[', '\\]'],
] as const;

/** A text in a command in signs of mathematics, and so on. */
const MOST_LAYERS = 5;

/** What an answer has in a box, which is all of the answer; the answer itself where it has none, or the source has one. */
export function boxContent(text: string, source: string): string {
  if (source.includes('\\')) return text;
  const boxed = GLM_BOX.exec(text)?.[1];
  if (boxed !== undefined) return boxed;
  const at = text.lastIndexOf(BOX);
  const inner = withoutMathSigns(at === -1 ? text : bracedFrom(text, at + BOX.length));
  return inner === text ? text : plainLatex(inner);
}

/** The content of an open brace, up to its own end; all where that is missing. */
function bracedFrom(text: string, from: number): string {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return text.slice(from, at);
  }
  return text.slice(from);
}

function withoutMathSigns(text: string): string {
  let inner = text.trim();
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const pair = MATH_SIGNS.find(([open, close]) => inner.startsWith(open) && inner.endsWith(close));
    const command = TEXT_COMMAND.exec(inner)?.[0];
    if (command !== undefined) inner = bracedFrom(inner, command.length).trim();
    else if (pair && inner.length > pair[0].length * 2) inner = inner.slice(pair[0].length, -pair[1].length).trim();
    else break;
  }
  return inner === text.trim() ? text : inner;
}

function plainLatex(text: string): string {
  return text
    .replace(/\\\\|\\[ ,;!~]|~/gu, ' ')
    .replace(/\\([%$&#_{}])/gu, '$1')
    .replace(/\\(?:quad|qquad)\b/gu, ' ')
    .replace(/\\l?dots\b/gu, '…');
}
