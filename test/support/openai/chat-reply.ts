/** What a request cost, as the server tells it. */
export interface ReplyUsage {
  readonly prompt: number;
  readonly completion: number;
}

/** How the server answers one chat request. */
export type ChatReply =
  /** An answer of the model, streamed where the request wants that. */
  | {
      readonly type: 'answer';
      /** The whole text, sent token by token, or the pieces themselves. */
      readonly text: string | readonly string[];
      /** Thoughts that are sent before it in a field of their own. */
      readonly thoughts?: readonly string[];
      /** Milliseconds before the first byte, and between pieces. */
      readonly firstByteMs?: number;
      readonly pieceMs?: number;
      /** The answer begins when it resolves. */
      readonly after?: Promise<unknown>;
      readonly usage?: ReplyUsage;
      /** `stop` where absent; `null` for servers that leave it out. */
      readonly finish?: string | null;
      /** After so many pieces nothing more comes, or the connection is cut. */
      readonly stallAfter?: number;
      readonly cutAfter?: number;
      /** Answers in one piece although a stream was asked for. */
      readonly unstreamed?: boolean;
    }
  /** Any other answer; the parts of the body are written one after the other. */
  | {
      readonly type: 'raw';
      readonly status: number;
      readonly contentType?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: readonly string[];
    }
  /** Nothing at all; the connection closed at once; an event stream without end. */
  | { readonly type: 'silent' | 'closed' | 'endless' };

/** An answer of the model. */
export function says(text: string | readonly string[]): ChatReply {
  return { type: 'answer', text };
}

/** A refusal with a body of JSON. */
export function refuses(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ChatReply {
  return { type: 'raw', status, contentType: 'application/json', headers, body: [JSON.stringify(body)] };
}

/** A stream of events with these data. */
export function events(...data: readonly string[]): ChatReply {
  return {
    type: 'raw',
    status: 200,
    contentType: 'text/event-stream',
    body: data.map((event) => `data: ${event}\n\n`),
  };
}
