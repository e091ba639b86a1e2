import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** A model that is one file is named by that; in other folders it is the folder. */
const SINGLE = /\.(?:gguf|bin)$/u;

const PARTS = /\.(?:onnx|ort|gguf|bin)$/u;

/**
 * What a recogniser is given for a downloaded speech model: its folder, or the one file that it is made of. `undefined`
 * where it is not there.
 * @param folder of the user's speech models.
 */
export async function installedSpeechModel(folder: string, id: string): Promise<string | undefined> {
  const place = path.join(folder, id);
  const names = await readdir(place).catch(() => []);
  const parts = names.filter((name) => PARTS.test(name));
  const [only, ...others] = parts;
  if (only === undefined) return undefined;
  return others.length === 0 && SINGLE.test(only) ? path.join(place, only) : place;
}
