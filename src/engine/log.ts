import { cleanLine } from '../protocol/clean-text.ts';
import { jsonText } from './json-text.ts';

/** In the order of importance. What the streamer said may appear at `debug` only. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Writes one line for each call. `fields` are machine-readable details. */
export type Logger = Record<LogLevel, (message: string, fields?: Readonly<Record<string, unknown>>) => void>;

/**
 * A logger that writes `level` and everything more important, one line each, to `write`.
 * @param write receives whole lines without their line end.
 */
export function createLogger(level: LogLevel, write: (line: string) => void): Logger {
  const threshold = LOG_LEVELS.indexOf(level);
  const at =
    (own: LogLevel): Logger[LogLevel] =>
    (message, fields) => {
      if (LOG_LEVELS.indexOf(own) > threshold) return;
      const details = fields === undefined ? '' : ` ${jsonText(fields)}`;
      write(`${new Date().toISOString()} ${own} ${cleanLine(message)}${details}`);
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLog: Logger = { error: nothing, warn: nothing, info: nothing, debug: nothing };
