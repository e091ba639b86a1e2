import { CST, Lexer } from 'yaml';

/** Files of users need four levels. The parser runs out of memory on very many, which ends the process. */
const DEEPEST = 16;

const OPENING = new Set(['flow-seq-start', 'flow-map-start']);
const CLOSING = new Set(['flow-seq-end', 'flow-map-end']);
const BEGINNING = new Set(['seq-item-ind', 'explicit-key-ind']);

/** The first line on which brackets, or lists begun on one line, are nested too deeply; undefined where none is. */
export function deeplyNestedLine(text: string): number | undefined {
  let line = 1;
  let brackets = 0;
  let begunOnLine = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token) ?? '';
    if (OPENING.has(type)) brackets += 1;
    if (CLOSING.has(type)) brackets -= 1;
    if (BEGINNING.has(type)) begunOnLine += 1;
    if (brackets > DEEPEST || begunOnLine > DEEPEST) return line;
    const lineBreaks = token.split('\n').length - 1;
    if (lineBreaks > 0) begunOnLine = 0;
    line += lineBreaks;
  }
  return undefined;
}
