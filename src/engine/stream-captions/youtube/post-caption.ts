import { EngineError } from '../../errors.ts';
import { httpFault } from '../../pipeline/http-status.ts';
import { limitedText } from '../../pipeline/limited-text.ts';
import { connectionFault } from '../../pipeline/network/connection-fault.ts';
import { outgoingFetch } from '../../pipeline/network/outgoing-fetch.ts';
import type { StageContext } from '../../pipeline/stage.ts';
import type { CaptionAddress } from './caption-address.ts';

/** An answer takes a fraction of a second, in milliseconds. */
const ANSWER_LIMIT_MS = 5000;

/** A time is short, in bytes. */
const LONGEST_ANSWER = 1024;

interface CaptionPost {
  /** Grows by one with each post; a post that is tried again keeps its number. */
  readonly sequence: number;
  readonly body: string;
}

/**
 * Sends one post, once. Resolves with what the server answers; empty where that is too long to be a time.
 * @throws EngineError `output-unwritable`, retryable where another try may help, and the reason of the signal where it aborts.
 */
export async function postCaption(
  { url, variable }: CaptionAddress,
  { sequence, body }: CaptionPost,
  { clock, signal }: Pick<StageContext, 'clock' | 'signal'>,
): Promise<string> {
  const target = new URL(url);
  target.searchParams.set('seq', String(sequence));
  const over = new AbortController();
  const late = new AbortController();
  void clock.sleep(ANSWER_LIMIT_MS, over.signal).then(() => late.abort());
  try {
    const response = await outgoingFetch(target, {
      method: 'POST',
      // Text is UTF-8 there, and a type that says so is not known to be taken.
      headers: { 'content-type': 'text/plain' },
      body,
      // The address is a secret, which is for this server only.
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
    });
    if (!response.ok) throw refusal(response.status, variable);
    return (await limitedText(response, LONGEST_ANSWER)) ?? '';
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    if (late.signal.aborted) throw unreachable(`it has not answered within ${ANSWER_LIMIT_MS / 1000} seconds`);
    const { reason, hint } = connectionFault(error);
    throw unreachable(reason, hint);
  } finally {
    over.abort();
  }
}

function refusal(status: number, variable: string): EngineError {
  const { retryable } = httpFault(status);
  if (retryable) {
    return new EngineError('output-unwritable', `YouTube takes no captions now (status ${status}).`, { retryable });
  }
  return new EngineError('output-unwritable', `YouTube refuses the captions (status ${status}).`, {
    hint: `Is the stream live, and are its closed captions set to POST captions to URL? Else copy its address into ${variable} once more.`,
  });
}

function unreachable(reason: string, hint?: string): EngineError {
  const about = { hint: hint ?? 'Check the network.', retryable: true };
  return new EngineError('output-unwritable', `YouTube cannot be reached for captions: ${reason}.`, about);
}
