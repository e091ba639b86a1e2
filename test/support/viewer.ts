import { textUnits } from '../../src/protocol/text-units.ts';

/** One look at a place of the screen. */
export interface Look {
  readonly atMs: number;
  /** From top to bottom. The key is the same as long as it is the same line. */
  readonly lines: readonly { readonly key: string; readonly text: string }[];
}

/** What looks at a page found. */
export interface Reading {
  /** Units that were ever shown. */
  readonly units: number;
  /** Of the lines that have left: the share that a viewer has read who reads line after line, 0 to 1. */
  readonly readShare: number;
  /** Of the lines that have left. */
  readonly shortestStayMs: number;
  /** The longest time without any change. */
  readonly standstillMs: number;
  /** The most lines that came at once. */
  readonly mostNewLines: number;
  /** Lines that had one word only, at their end. */
  readonly lonelyLines: readonly string[];
  readonly lines: readonly string[];
}

/** Reads what the looks have seen, `unitsPerSecond` at most. Only what stands there can be read. */
export function readLooks(looks: readonly Look[], unitsPerSecond: number): Reading {
  const read = new Map<string, number>();
  const seen = new Map<string, { readonly text: string; readonly firstMs: number; readonly lastMs: number }>();
  let [standstillMs, changedMs, mostNewLines] = [0, looks[0]?.atMs ?? 0, 0];
  for (const [index, { atMs, lines }] of looks.entries()) {
    const before = looks[index - 1] ?? { atMs, lines: [] };
    // What stood there until now could be read until now.
    let budget = ((atMs - before.atMs) / 1000) * unitsPerSecond;
    for (const { key, text } of before.lines) {
      const done = read.get(key) ?? 0;
      const more = Math.min(budget, Math.max(0, textUnits(text) - done));
      read.set(key, done + more);
      budget -= more;
    }
    for (const { key } of before.lines) {
      const line = seen.get(key);
      if (line) seen.set(key, { ...line, lastMs: atMs });
    }
    for (const { key, text } of lines) seen.set(key, { text, firstMs: seen.get(key)?.firstMs ?? atMs, lastMs: atMs });
    mostNewLines = Math.max(mostNewLines, lines.filter(({ key }) => seen.get(key)?.firstMs === atMs).length);
    if (JSON.stringify(lines) !== JSON.stringify(before.lines)) changedMs = atMs;
    else standstillMs = Math.max(standstillMs, atMs - changedMs);
  }
  const all = [...seen].map(([key, line]) => ({ key, ...line, units: textUnits(line.text) }));
  const standing = new Set(looks.at(-1)?.lines.map(({ key }) => key));
  const gone = all.filter(({ key }) => !standing.has(key));
  const unread = sum(gone.map((line) => Math.max(0, line.units - (read.get(line.key) ?? 0))));
  const lines = all.map(({ text }) => text);
  return {
    units: sum(all.map(({ units }) => units)),
    readShare: 1 - unread / Math.max(1, sum(gone.map(({ units }) => units))),
    shortestStayMs: Math.min(...gone.map(({ firstMs, lastMs }) => lastMs - firstMs)),
    standstillMs,
    mostNewLines,
    lonelyLines: lines.filter((text) => !text.trim().includes(' ')),
    lines,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
