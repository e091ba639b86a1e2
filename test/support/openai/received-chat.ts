import type { IncomingHttpHeaders } from 'node:http';

/** The fields of a chat request that tests look at. */
interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly stream?: boolean;
  readonly [field: string]: unknown;
}

/** One chat request, as it came, and what became of it. Times are `performance.now()`. */
export interface ReceivedChat {
  readonly body: ChatBody;
  readonly headers: IncomingHttpHeaders;
  readonly receivedAtMs: number;
  /** Everything that was written, in order; the head of the answer is not. */
  readonly writes: readonly { readonly atMs: number; readonly text: string }[];
  /** Resolves when the connection or the answer ends. */
  readonly closed: Promise<{ readonly atMs: number; readonly whole: boolean }>;
}

/** The system message. */
export function systemMessage({ body }: Pick<ReceivedChat, 'body'>): string {
  return body.messages.find(({ role }) => role === 'system')?.content ?? '';
}

/** The user message. */
export function userMessage({ body }: Pick<ReceivedChat, 'body'>): string {
  return body.messages.find(({ role }) => role === 'user')?.content ?? '';
}

/** What is to be translated. */
export function speechOf(chat: Pick<ReceivedChat, 'body'>): string {
  return /<speech>(.*)<\/speech>$/su.exec(userMessage(chat))?.[1] ?? '';
}

/** English name of the language to translate into, such as `Spanish`. */
export function targetOf(chat: Pick<ReceivedChat, 'body'>): string {
  return / into ([^.\n]+)\.\n/u.exec(systemMessage(chat))?.[1] ?? '';
}
