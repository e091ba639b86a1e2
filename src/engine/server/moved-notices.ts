import type { StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';

/** Where a server wanted to listen, and where it does. */
export interface MovedPort {
  readonly wanted: number;
  readonly port: number;
  /** Why these differ, as a sentence without its full stop; absent where they do not. */
  readonly moved?: string | undefined;
}

/** What the streamer must know where addresses that somebody has saved are not those of this run. */
export function movedNotices(pages: MovedPort, lan: MovedPort | undefined): readonly StatusNotice[] {
  return [
    ...movedNotice(pages, `Addresses with port ${pages.wanted} that are saved in OBS do not lead here`),
    ...(lan
      ? movedNotice(lan, `Addresses with port ${lan.wanted} that other devices have saved do not lead here`)
      : []),
  ];
}

/** What is told of one door. @param saved what no longer leads here, as a sentence without its full stop. */
export function movedNotice({ port, moved }: MovedPort, saved: string): readonly StatusNotice[] {
  if (moved === undefined) return [];
  return [
    notice('server', {
      level: 'warning',
      code: 'port-moved',
      message: `${moved}, so the address has port ${port} this time. ${saved}.`,
      hint: 'Close the other program and start again, or put the new address there.',
    }),
  ];
}
