import { isLasting } from '../../../protocol/demo-notices.ts';
import type { EngineStatus, StageState, StageStatus, StatusNotice } from '../../../protocol/status.ts';
import type { ConnectionState } from '../../shared/caption-socket.ts';

/** A stage as the page knows it. */
export interface ShownStage extends Omit<StageStatus, 'state'> {
  readonly state: StageState | 'unknown';
}

type ShownStatus = Omit<EngineStatus, 'stages'> & { readonly stages: readonly ShownStage[] };

/** What is known of the engine now: of one that does not answer, only that it had these stages. */
export function knownStatus(connection: ConnectionState, status: EngineStatus | undefined): ShownStatus | undefined {
  if (!status || connection === 'connected') return status;
  return {
    behindMs: 0,
    latency: {},
    counters: {},
    translators: [],
    notices: [],
    stages: status.stages
      .filter(({ stage }) => !stage.startsWith('output:'))
      .map(({ stage }) => ({ stage, state: 'unknown', detail: 'Not known without a connection.' })),
  };
}

/** What is in use, and the newest thing that went wrong. */
export function shownNotices(notices: readonly StatusNotice[]): readonly StatusNotice[] {
  const newest = notices.at(-1);
  const isTold = newest !== undefined && newest.level !== 'info' && !isLasting(newest);
  return [...notices.filter(isLasting), ...(isTold ? [newest] : [])];
}
