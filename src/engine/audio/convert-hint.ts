import path from 'node:path';

/** What a pipe is called in messages. */
export const STANDARD_INPUT = 'standard input';

/** What a file may end with in a command without quotes. */
const PLAIN_EXTENSION = /^\.[a-z0-9]{1,5}$/iu;

/**
 * What means something inside of double quotes to a POSIX shell, to cmd.exe or to PowerShell, or cannot be typed. The
 * backslash is what parts folders on Windows, and there it means nothing.
 */
const UNSAFE = path.sep === '\\' ? /["“”„$`%!\p{C}\u2028\u2029\ufffd]/u : /["“”„$`%!\\\p{C}\u2028\u2029\ufffd]/u;

/** What to do about `source` where ffmpeg could read it and is not installed. */
export function installHint(source: string): string {
  return `Install ffmpeg, and Overlingo reads it by itself. ${convertHint(source)}`;
}

/**
 * How to turn `source`, a file's path or `STANDARD_INPUT`, into something that can be read: a command that can be pasted
 * into any shell, whatever the name of the file holds.
 */
export function convertHint(source: string): string {
  if (source === STANDARD_INPUT) return `To convert it: ${command('-', '-f wav -')}`;
  const { name, ext } = path.parse(source);
  if (!UNSAFE.test(source)) {
    // Without the protocol, a colon in a name would be taken for one, and a dash at its beginning for an option.
    return `To convert it: ${command(`"file:${source}"`, `"file:${name}-16k.wav"`)}`;
  }
  const simple = `talk${PLAIN_EXTENSION.test(ext) ? ext : ''}`;
  return `To convert it, rename it to ${simple} and type in its folder: ${command(simple, 'talk-16k.wav')}`;
}

/** Channels stay: of those that cancel each other out, `-ac 1` would leave silence. */
function command(input: string, output: string): string {
  return `ffmpeg -i ${input} -vn -ar 16000 ${output}`;
}
