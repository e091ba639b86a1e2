import type { StatusNotice } from '../../protocol/status.ts';
import { toEngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { notice, noticeOf } from '../pipeline/notice.ts';
import type { ObsConnection } from './obs-connection.ts';
import { isRefusal, STATUS } from './request-fault.ts';

interface CaptionSenderTools {
  readonly log: Logger;
  readonly notify: (notice: StatusNotice) => void;
}

/** Gives captions to the OBS that is connected, which writes them into its stream. */
export class CaptionSender {
  readonly #tools: CaptionSenderTools;
  #connection: Pick<ObsConnection, 'call' | 'knows'> | undefined;
  #isTold = false;

  constructor(tools: CaptionSenderTools) {
    this.#tools = tools;
  }

  /** Sends to this one from now on. @param isWanted whether the streamer wants such captions, and is told where there are none. */
  use(connection: Pick<ObsConnection, 'call' | 'knows'>, isWanted: boolean): void {
    const knows = connection.knows('SendStreamCaption');
    this.#connection = knows ? connection : undefined;
    if (knows || !isWanted) return;
    const message = 'This OBS cannot write captions into its stream.';
    const hint = 'Use OBS 28 or newer; captions of the overlay go on.';
    this.#tell(notice('obs', { level: 'warning', code: 'obs-refused', message, hint }));
  }

  /** Sends nothing until another one is there. */
  lose(): void {
    this.#connection = undefined;
  }

  /** Another fault, or the same by other settings, is told again. */
  forget(): void {
    this.#isTold = false;
  }

  /** Shows a text in the stream; none where it is empty. Never rejects: who does not stream has no use for captions. */
  async send(captionText: string): Promise<void> {
    try {
      await this.#connection?.call('SendStreamCaption', { captionText });
    } catch (error) {
      // The stream may have ended in this moment.
      if (isRefusal(error, STATUS.notRunning)) return;
      const { code } = toEngineError(error, { stage: 'obs' });
      this.#tools.log.debug('a caption was not taken by OBS', { code });
      // That the connection is lost is told by whoever keeps it.
      if (code !== 'obs-unreachable') this.#tell(noticeOf(error, { level: 'warning', stage: 'obs' }));
    }
  }

  #tell(told: StatusNotice): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.#tools.notify(told);
  }
}
