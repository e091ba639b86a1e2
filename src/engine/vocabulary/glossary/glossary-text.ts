import { readFile, stat } from 'node:fs/promises';
import { GLOSSARY_LIMITS } from './glossary-limits.ts';
import { GlossaryError, unreadableGlossary } from './glossary-problem.ts';

/** The text of a glossary file without its byte order mark. Throws a `glossary-invalid` error that says what it is instead. */
export async function readGlossaryText(file: string): Promise<string> {
  const bytes = await readBytes(file);
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw unreadableGlossary(file, 'is written in UTF-16', 'Save it as UTF-8.');
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw unreadableGlossary(file, 'is not a text file', 'Save it as plain text in UTF-8.');
  return decode(file, bytes);
}

async function readBytes(file: string): Promise<Buffer> {
  const found = await stat(file).catch((error: unknown) => cannotRead(file, error));
  if (!found.isFile()) throw unreadableGlossary(file, 'is not a file', 'Name a .tsv, .yaml or .yml file.');
  const mostKiB = GLOSSARY_LIMITS.fileBytes / 1024;
  if (found.size > GLOSSARY_LIMITS.fileBytes) {
    const fault = `has ${Math.ceil(found.size / 1024)} KiB, more than the ${mostKiB} KiB that are allowed`;
    throw unreadableGlossary(file, fault, 'Remove terms that are never said.');
  }
  return readFile(file).catch((error: unknown) => cannotRead(file, error));
}

function cannotRead(file: string, error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    throw unreadableGlossary(file, 'does not exist', 'Check the path of the glossary.', error);
  }
  throw unreadableGlossary(file, `cannot be read (${code})`, 'Check that it may be read.', error);
}

function decode(file: string, bytes: Buffer): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new GlossaryError(file, notUtf8(bytes));
  }
}

/** The lines that are not UTF-8. A line break is one byte in it, which is part of no other character. */
function notUtf8(bytes: Buffer): { line: number; text: string }[] {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const problems = [];
  for (let start = 0, line = 1; start < bytes.length; line += 1) {
    const lineEnd = bytes.indexOf(0x0a, start);
    const end = lineEnd === -1 ? bytes.length : lineEnd;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      problems.push({ line, text: 'this line is not UTF-8; save the file as UTF-8' });
    }
    start = end + 1;
  }
  return problems;
}
