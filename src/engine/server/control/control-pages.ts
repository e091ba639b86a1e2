import type { Namespace, Socket } from 'socket.io';
import {
  CONTROL_PROTOCOL_VERSION,
  type ControlAnswer,
  type ControlToEngine,
  type EngineToControl,
} from '../../../protocol/control-contract.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { AccessToken } from '../access-token.ts';
import { RateLimit } from '../rate-limit.ts';
import type { RequestGuard } from '../request-guard.ts';
import type { ControlledRun } from './controlled-run.ts';
import { parseCommand } from './parse-command.ts';

/** A slider tells each place that it passes; nobody turns more of them at once. */
const COMMANDS = { burst: 100, perSecond: 30 } as const;

/** The room of the pages that show levels. */
const WATCHING = 'watching';

interface ControlPagesOptions {
  readonly run: ControlledRun;
  readonly guard: RequestGuard;
  /** What lets programs of this PC in; none are where absent. */
  readonly token: AccessToken | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

type ControlSocket = Socket<ControlToEngine, EngineToControl>;

/**
 * Lets pages control the run: those of this server that were opened on this PC, and programs of this PC with the token.
 * Nobody on another device. Gives back what ends that.
 */
export function serveControlPages(
  pages: Namespace<ControlToEngine, EngineToControl>,
  { run, guard, token, clock, log }: ControlPagesOptions,
): () => void {
  let ignoreLevels: (() => void) | undefined;

  function watch(): void {
    const isWatched = (pages.adapter.rooms.get(WATCHING)?.size ?? 0) > 0;
    if (isWatched) ignoreLevels ??= run.watchLevels((levels) => pages.to(WATCHING).volatile.emit('levels', levels));
    else {
      ignoreLevels?.();
      ignoreLevels = undefined;
    }
  }

  function serve(socket: ControlSocket): void {
    const limit = new RateLimit({ ...COMMANDS, clock });
    socket.emit('state', CONTROL_PROTOCOL_VERSION, run.state());
    socket.on('command', (command: unknown, answer: unknown) => {
      const reply = typeof answer === 'function' ? (answer as (answer: ControlAnswer) => void) : () => undefined;
      if (!limit.allow()) return reply(TOO_MANY);
      const parsed = parseCommand(command);
      if (!parsed.ok) return reply(parsed.answer);
      void run.run(parsed.command).then(reply);
    });
    socket.on('watch-levels', (watches: unknown) => {
      if (!limit.allow()) return;
      void (watches === true ? socket.join(WATCHING) : socket.leave(WATCHING));
      watch();
    });
    socket.on('disconnect', (reason) => {
      log.debug('A page at the controls is gone.', { reason });
      watch();
    });
  }

  pages.use(({ request, handshake }, next) => {
    const isProgram = guard.isLocal(request) && token?.matches(handshake.auth['token']) === true;
    if (guard.isOwnPage(request) || isProgram) return next();
    next(new Error(guard.isLocal(request) ? 'token-wrong' : 'forbidden'));
  });
  pages.on('connection', serve);
  const ignoreRenewals = token?.onRenewed(() => {
    for (const socket of pages.sockets.values()) if (!guard.isOwnPage(socket.request)) socket.disconnect();
  });

  return () => {
    ignoreRenewals?.();
    ignoreLevels?.();
  };
}

const TOO_MANY: ControlAnswer = {
  ok: false,
  code: 'too-many',
  message: 'Too many commands come at once. Try again in a moment.',
};
