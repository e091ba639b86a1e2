import { parseConfig } from '../config/parse-config.ts';
import type { ConfigInput } from '../config/schema.ts';
import { checkTools } from './check-tools.ts';
import type { SessionTools } from './session-tools.ts';
import { openSession, type Session } from './session.ts';

/**
 * Starts a session. It resolves once the pages are served: the models are still being loaded, see `ready`.
 * @param config the settings of docs/configuration.md that are not the usual ones, such as
 * `{ audio: { inputs: ['mic'] }, translation: { targets: ['en'] } }`. Neither files nor variables are read for it.
 * @throws EngineError `config-invalid` where a setting or a tool is wrong, and what `openSession` throws.
 */
export async function startSession(config: ConfigInput = {}, tools: SessionTools = {}): Promise<Session> {
  checkTools(tools);
  const whole = parseConfig(config, tools);
  return openSession(whole, { exactPort: config.server?.port !== undefined, ...tools });
}
