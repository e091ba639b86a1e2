import type { LoadedConfig } from '../config/load-config.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../engine/pipeline/clock.ts';
import { followFile } from '../engine/pipeline/follow-file.ts';
import { notice, noticeOf } from '../engine/pipeline/notice.ts';
import type { Session } from '../session/session.ts';

interface FollowConfigOptions {
  readonly file: string;
  readonly reload: () => Promise<LoadedConfig<Config>>;
  readonly session: Pick<Session, 'configure' | 'notify'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Lets changes of the configuration file take effect while captions run, and tells in one notice what came of them. A
 * file that is wrong changes nothing. Resolves once the signal has aborted.
 */
export async function followConfig({ file, reload, session, clock, signal }: FollowConfigOptions): Promise<void> {
  const onChange = async (): Promise<void> => {
    try {
      const { config } = await reload();
      const { live, atNextStart } = await session.configure(config);
      const told = describeChange(live, atNextStart);
      if (told !== undefined)
        session.notify(notice('server', { level: 'info', code: 'config-changed', message: told }));
    } catch (error) {
      const before = 'The changed configuration is not used: ';
      session.notify(noticeOf(error, { level: 'warning', stage: 'server', before }));
    }
  };
  await followFile(file, { clock, signal, onChange });
}

function describeChange(live: readonly string[], atNextStart: readonly string[]): string | undefined {
  const now = live.length === 0 ? [] : [`The configuration has changed: ${live.join(', ')}.`];
  const later = atNextStart.length === 0 ? [] : [`Takes effect at the next start: ${atNextStart.join(', ')}.`];
  const told = [...now, ...later];
  return told.length === 0 ? undefined : told.join(' ');
}
