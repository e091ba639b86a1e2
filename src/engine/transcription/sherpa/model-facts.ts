import path from 'node:path';

/** What comes before `encoder` in its file name, else the folder: most models name the file `encoder-epoch-99.onnx`. */
export function modelName(file: string): string {
  const name = path.basename(file).replace(/[-_.]?(?:encode|model|tokens).*$/u, '');
  return name || path.basename(path.dirname(path.resolve(file)));
}

/** @param tokens a token and its number in each line; tokens such as `<blk>` are no text. */
export function hasSmallLetters(tokens: string): boolean {
  return tokens.split('\n').some((line) => !line.startsWith('<') && /[a-z]/u.test(line));
}
