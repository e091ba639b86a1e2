import { cleanText } from '../../protocol/clean-text.ts';

// What a text may hold in each format: a player must show it, never obey it. An empty line ends a subtitle, so there is
// none inside.

/** Lines of plain text. */
export function plainLines(lines: readonly string[]): string {
  return shownLines(lines).join('\n');
}

/** Lines of a WebVTT cue: its markup has references for the signs that it needs. */
export function vttLines(lines: readonly string[]): string {
  return shownLines(lines).map(escapedForVtt).join('\n');
}

/** Lines of a SubRip subtitle. */
export function srtLines(lines: readonly string[]): string {
  return shownLines(lines).map(harmlessInSrt).join('\n');
}

/** Lines of Advanced SubStation, in one: it has a sign for a line break, and none that makes its other signs harmless. */
export function assLines(lines: readonly string[]): string {
  return shownLines(lines).map(harmlessInAss).join('\\N');
}

/** Each of them as one line; those in which there is nothing to read are left out. */
function shownLines(lines: readonly string[]): string[] {
  return lines.map(oneLine).filter((line) => line !== '');
}

function oneLine(text: string): string {
  const parts = cleanText(text).split('\n');
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

function escapedForVtt(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * SubRip has no way to write a sign that players obey, which are those of HTML, the braces of MicroDVD and Advanced
 * SubStation, and the line breaks of the latter. So the nearest sign stands there that nobody obeys. `-->` is broken by it too.
 */
const STAND_INS: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '{': '(', '}': ')', '\\': '⧵' };

function harmlessInSrt(line: string): string {
  return line.replace(/[<>{}]|\\(?=[Nnh{}])/gu, (sign) => STAND_INS[sign] ?? sign);
}

function harmlessInAss(line: string): string {
  return line.replace(/[{}\\]/gu, (sign) => STAND_INS[sign] ?? sign);
}
