import { readdir, readFile, readlink } from 'node:fs/promises';

/** The state of a socket that listens, in the table of the kernel. */
const LISTENING = '0A';

/**
 * The process that listens on a TCP port of this PC. Only Linux tells it without another program, and only of processes
 * of this user; undefined elsewhere. Never rejects.
 */
export async function listeningProcess(
  port: number,
): Promise<{ readonly pid: number; readonly name: string | undefined } | undefined> {
  if (process.platform !== 'linux') return undefined;
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(textOf));
  const sockets = new Set(tables.flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return undefined;
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/u.test(entry) || !(await hasSocket(entry, sockets))) continue;
    const name = (await textOf(`/proc/${entry}/comm`)).replace(/[^\x20-\x7e]+/gu, ' ').trim();
    return { pid: Number(entry), name: name === '' ? undefined : name };
  }
  return undefined;
}

/** Links of the sockets that listen on the port, by a table such as `/proc/net/tcp`. */
function listeningSockets(table: string, port: number): string[] {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/u);
    return local.endsWith(end) && state === LISTENING && inode !== undefined ? [`socket:[${inode}]`] : [];
  });
}

async function hasSocket(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const links = await readdir(folder).catch(() => []);
  for (const link of links) {
    const target = await readlink(`${folder}/${link}`).catch(() => '');
    if (sockets.has(target)) return true;
  }
  return false;
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
