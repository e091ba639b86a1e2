import type { EngineStatus } from '../protocol/status.ts';

/** Before an engine runs. */
export const EMPTY_STATUS: EngineStatus = {
  stages: [],
  behindMs: 0,
  latency: {},
  counters: {},
  translators: [],
  notices: [],
};
