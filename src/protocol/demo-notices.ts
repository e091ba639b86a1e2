import type { NoticeCode } from './notice-code.ts';
import type { StatusNotice } from './status.ts';

/** What stays true for as long as the run lasts. */
const LASTING: readonly NoticeCode[] = ['bundled-model', 'bundled-model-used'];

/** True for a notice that says what is in use, and not what has happened. */
export function isLasting({ code }: Pick<StatusNotice, 'code'>): boolean {
  return LASTING.includes(code);
}
