import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { Logger } from '../log.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { Verdict } from './guards/guard.ts';

interface ReportTools {
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The last decode of an utterance, and what the guards say of it. */
interface Judged {
  readonly id: UtteranceId;
  /** As it was heard. */
  readonly text: string;
  readonly verdict: Verdict;
}

/** Counts what guards leave out of a final, and keeps what they keep from viewers in the log, at `debug` only. */
export function reportVerdict({ log, metrics }: ReportTools, { id, text, verdict }: Judged): void {
  if (!verdict.accepted) {
    log.debug('a text was refused', { utterance: id, reasons: [verdict.reason], text });
    return;
  }
  for (const cut of verdict.cuts) metrics.count(`finals-shortened-${cut}`);
  if (verdict.cuts.length > 0) log.debug('a text was shortened', { utterance: id, reasons: verdict.cuts, text });
}
