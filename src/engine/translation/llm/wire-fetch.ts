import { outgoingFetch } from '../../pipeline/network/outgoing-fetch.ts';

/** Far more than a caption with all that servers tell about it, also token by token. */
const LONGEST_BODY_BYTES = 2_000_000;

/** Refusals are short; more of one is not worth reading. */
const LONGEST_REFUSAL_BYTES = 65_536;

/** The body of an answer goes on and on. */
export class BodyTooLong extends Error {
  override readonly name = 'BodyTooLong';
}

/**
 * `fetch` for the client: ends answers that are far too long, follows no redirect (which would lose the key or the
 * body), and gives all refusals the shape `{ error }` that the client understands.
 */
export async function wireFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const address = input instanceof Request ? input.url : input;
  const response = await outgoingFetch(address, { ...init, redirect: 'error' });
  const { status, statusText, headers } = response;
  if (response.ok) return new Response(limited(response.body, LONGEST_BODY_BYTES), { status, statusText, headers });
  const text = await new Response(limited(response.body, LONGEST_REFUSAL_BYTES)).text();
  return new Response(JSON.stringify({ error: vendorError(text) }), { status, statusText, headers: kept(headers) });
}

function limited(body: ReadableStream<Uint8Array> | null, limit: number): ReadableStream<Uint8Array> | null {
  let length = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > limit) throw new BodyTooLong();
      controller.enqueue(chunk);
    },
  });
  return body?.pipeThrough(counter) ?? null;
}

/** The body was read and written anew, so what the server said of its form no longer holds. */
function kept(headers: Headers): Headers {
  const copy = new Headers(headers);
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) copy.delete(name);
  copy.set('content-type', 'application/json');
  return copy;
}

/** OpenAI wraps its error in `error`, Gemini also in a list, Mistral and FastAPI in nothing; proxies send pages. */
function vendorError(text: string): unknown {
  const parsed = parseJson(text);
  const body: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (typeof body !== 'object' || body === null) return { message: text.slice(0, 500) };
  const error: unknown = 'error' in body ? body.error : body;
  return typeof error === 'string' ? { message: error } : error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A page of a proxy, or plain words: told as they are.
    return undefined;
  }
}
