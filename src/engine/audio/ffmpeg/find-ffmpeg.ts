import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../environment.ts';

/**
 * Where ffmpeg is installed: the first one in the folders of `PATH`. Undefined where there is none. Folders that depend on
 * where a command is run are left out, so that no program that lies beside a download is started.
 */
export async function findFfmpeg(environment: Environment): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  // Windows writes "Path", and its own object of variables does not care; copies of it do.
  const folders = (environment['PATH'] ?? environment['Path'] ?? '').split(path.delimiter);
  for (const folder of folders.filter((entry) => path.isAbsolute(entry))) {
    const program = path.join(folder, name);
    const isThere = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return program;
  }
  return undefined;
}
