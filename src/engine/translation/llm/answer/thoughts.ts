const NAMES = 'think|thinking|thought|thoughts|reasoning|reflection';

/** Where a model that thinks aloud begins to. */
export const THOUGHT_START = new RegExp(`^\\s*(?:<(?:${NAMES})>|◁think▷)`, 'iu');

/** Where its thoughts end. */
export const THOUGHT_END = new RegExp(`</(?:${NAMES})>|◁/think▷`, 'iu');

/** No end mark is longer. */
export const LONGEST_THOUGHT_END = '</reflection>'.length;

/** What comes after the thoughts; empty where they do not end. Templates may swallow the start mark, never the end. */
export function withoutThoughts(raw: string): string {
  let rest = raw;
  for (;;) {
    const end = THOUGHT_END.exec(rest);
    if (!end) return THOUGHT_START.test(rest) ? '' : rest;
    rest = rest.slice(end.index + end[0].length);
  }
}
