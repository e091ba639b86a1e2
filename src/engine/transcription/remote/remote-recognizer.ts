import { keyIn } from '../../environment.ts';
import { EngineError } from '../../errors.ts';
import { checkedKey, shownVariable } from '../../key.ts';
import type { Logger } from '../../log.ts';
import { systemClock, type Clock } from '../../pipeline/clock.ts';
import type { BufferRecognizer } from '../recognizer.ts';
import type { RemoteConfig } from './definition.ts';
import { listsModel } from './answer.ts';
import { serverName, RemoteError } from './remote-errors.ts';
import { RemoteServer } from './remote-server.ts';
import { RemoteSession } from './remote-session.ts';

/**
 * A recogniser on another computer that speaks OpenAI's `/audio/transcriptions`. Asks the server for its models, so
 * that a wrong address or key is told at the start. Throws `remote-unreachable`, `remote-refused` or `usage`.
 * @param env where the key is looked up.
 */
export async function createRemoteRecognizer(
  config: RemoteConfig,
  env: NodeJS.ProcessEnv,
  log: Logger,
  clock: Clock = systemClock,
): Promise<BufferRecognizer> {
  requireHttp(config.url);
  const server = new RemoteServer(config, readKey(config, env), clock);
  const warnings = await askForModels(server, config, log);
  return {
    info: {
      library: 'remote',
      device: new URL(config.url).host,
      model: config.model,
      // A key means that somebody counts the requests: then partials, several for each sentence, are too dear.
      capabilities: {
        partials: config.apiKeyVariable === undefined,
        translatesToEnglish: true,
        prompt: true,
        languages: 'any',
      },
      warnings,
    },
    open: (options) => new RemoteSession(server, options),
    close: () => {
      server.close();
      return Promise.resolve();
    },
  };
}

function requireHttp(url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^https?:$/u.test(parsed.protocol) && parsed.username === '' && parsed.password === '') return;
  throw new EngineError('usage', 'The address of the speech server is not a web address, or has a password in it.', {
    hint: 'Use an address such as http://192.168.1.20:8000/v1.',
    stage: 'transcription',
  });
}

function readKey(config: RemoteConfig, env: NodeJS.ProcessEnv): string | undefined {
  if (config.apiKeyVariable === undefined) return undefined;
  const variable = config.apiKeyVariable;
  const key = keyIn(env, variable);
  const owner = new URL(config.url).host;
  if (key !== '') return checkedKey(key, { owner, code: 'remote-refused', stage: 'transcription', variable });
  throw new EngineError('remote-refused', `There is no key for ${owner}.`, {
    hint: `Set ${shownVariable(variable)} to it.`,
    stage: 'transcription',
  });
}

/** Many servers have no list of models; only errors of the connection and of the key count. Gives warnings. */
async function askForModels(server: RemoteServer, config: RemoteConfig, log: Logger): Promise<readonly string[]> {
  try {
    const listed = listsModel(await server.get('/models'), config.model);
    return listed === false ? [`${serverName(config)} does not list the model "${config.model}".`] : [];
  } catch (error) {
    if (!(error instanceof RemoteError) || isFatal(error)) throw error;
    log.debug('The speech server gives no list of models.', { reason: error.message });
    return [];
  }
}

/** True where no decode can work either: the server is not there, or refuses the key. */
function isFatal({ status, code }: RemoteError): boolean {
  return status === undefined ? code === 'remote-unreachable' : status === 401 || status === 403;
}
