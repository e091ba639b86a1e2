/** What a program said last, without its full stop, as the reason of its end; undefined where it said nothing. */
export function lastLine(said: string): string | undefined {
  const line = said.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? undefined : line.replace(/\.$/u, '');
}
