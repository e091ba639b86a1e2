import path from 'node:path';

/** What a pipe is called in messages. */
export const STANDARD_INPUT = 'standard input';

/** How to turn `source`, a file's path or `STANDARD_INPUT`, into something that can be read. */
export function convertHint(source: string): string {
  const isPipe = source === STANDARD_INPUT;
  const input = isPipe ? '-' : quoted(source);
  const output = isPipe ? '-f wav -' : quoted(`${path.parse(source).name}-16k.wav`);
  return `Convert it first: ffmpeg -i ${input} -vn -ac 1 -ar 16000 ${output}`;
}

/** Good for POSIX shells and for cmd.exe, where names have no quotes of their own. */
function quoted(name: string): string {
  return `"${name}"`;
}
