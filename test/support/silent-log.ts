import type { Logger } from '../../src/engine/log.ts';

const nothing = (): void => undefined;

/** A logger for tests that do not look at the log. */
export const silentLog: Logger = { error: nothing, warn: nothing, info: nothing, debug: nothing };
