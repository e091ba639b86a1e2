import type { Config } from '../config/schema.ts';
import type { Environment } from '../engine/environment.ts';
import { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { untilAborted } from '../session/guests/awaited-guests.ts';
import { printLine, printable, styles } from './print.ts';
import type { CommandContext } from './terminal.ts';

interface RelayTools extends CommandContext {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly environment: Environment;
}

/** Serves the page of viewers, with captions that come over Redis, until Ctrl-C is pressed. */
export async function runRelay(
  { server }: Config,
  { terminal, signal, environment, files, log }: RelayTools,
): Promise<void> {
  if (server.redis === undefined) {
    throw new EngineError('usage', 'A relay gets captions from Redis, and none is named.', {
      hint: 'Add --redis with its address, such as redis://127.0.0.1:6379/0, and start Overlingo with the same.',
    });
  }
  const { openRelay } = await import('../engine/server/audience/relay/open-relay.ts');
  const relay = await openRelay({
    port: server.port,
    exactPort: true,
    address: server.audienceAddress,
    hosts: server.audienceHosts,
    proxies: server.audienceProxies,
    limit: server.audienceLimit,
    pagesFolder: files.pages,
    assetsFolder: files.assets,
    redis: { url: server.redis, password: environment[server.redisPasswordVariable] },
    onFault: ({ message, hint = '', code }) => printLine(terminal.stderr, `${message} ${hint} [${code}]`),
    onRecovered: () => printLine(terminal.stderr, 'Redis answers again.'),
    clock: systemClock,
    log,
  });
  for (const url of relay.urls) printLine(terminal.stdout, printable`For viewers  ${styles.underline(url)}`);
  await untilAborted(signal);
  await relay.close();
}
