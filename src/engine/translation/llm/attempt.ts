import type { TranslateOptions } from '../translator.ts';
import type { AnswerExpectation } from './answer/answer-expectation.ts';
import { AnswerStream } from './answer/answer-stream.ts';
import { cleanAnswer } from './answer/clean-answer.ts';
import { findFault, type AnswerFault } from './answer/find-fault.ts';
import type { LanguageCheck } from '../../language-check.ts';
import { longestTokens } from './answer/answer-length.ts';
import type { ChatClient } from './chat-client.ts';
import type { Prompt } from './prompt.ts';

/** What one attempt asks for. */
export interface AttemptRequest {
  readonly model: string;
  readonly prompt: Prompt;
  readonly expectation: AnswerExpectation;
  /** Whether the text is yielded while it comes, or only once it is known to be good. */
  readonly streams: boolean;
}

/** What an attempt works with. */
export interface AttemptTools {
  readonly client: ChatClient;
  readonly otherLanguage: LanguageCheck;
}

/** Why an attempt gave no translation. */
export type AttemptFault = AnswerFault | 'cut-off' | 'only-thoughts';

/** Asks the model once. Yields the translation so far; the last one is checked. Returns the fault where it is none. */
export async function* attempt(
  { model, prompt, expectation, streams }: AttemptRequest,
  { client, otherLanguage }: AttemptTools,
  { signal, onUsage }: TranslateOptions,
): AsyncGenerator<string, AttemptFault | undefined, undefined> {
  const stream = new AnswerStream(expectation);
  const outputTokens = longestTokens(expectation.source);
  let shown = '';
  let thinks = false;
  let finish = '';
  for await (const event of client.ask({ model, prompt, outputTokens, signal, onUsage })) {
    switch (event.type) {
      case 'thinking':
        thinks = true;
        break;
      case 'finish':
        finish = event.reason;
        break;
      case 'text': {
        const text = stream.push(event.text);
        // Leaving the loop closes the connection.
        if (stream.excessive) return 'too-long';
        if (streams && text !== undefined) yield (shown = text);
      }
    }
  }
  const text = cleanAnswer(stream.raw, expectation);
  const fault =
    faultOfFinish(finish, text === '' && (thinks || stream.raw !== '')) ??
    findFault({ raw: stream.raw, text }, expectation, otherLanguage);
  if (fault === undefined && text !== shown) yield text;
  return fault;
}

function faultOfFinish(reason: string, onlyThoughts: boolean): AttemptFault | undefined {
  if (reason === 'length') return onlyThoughts ? 'only-thoughts' : 'cut-off';
  return reason === 'refusal' || reason === 'content_filter' ? 'refusal' : undefined;
}
