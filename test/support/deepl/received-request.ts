import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request that reached the server. */
export interface DeepLRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Fields of the query and of the body, be it a form or JSON. */
  readonly fields: URLSearchParams;
  /** Everything that came in the head and the body, to search it for secrets. */
  readonly raw: string;
  /** The connection that it came by; requests with the same number came by the same one. */
  readonly connection: number;
  /** When the client ended the connection before it had a whole answer, on `performance.now()`; else `undefined`. */
  readonly abortedAtMs: Promise<number | undefined>;
}

/** Reads a whole request. */
export async function readRequest(
  message: IncomingMessage,
  response: ServerResponse,
  connection: number,
): Promise<DeepLRequest> {
  const abortedAtMs = new Promise<number | undefined>((resolve) => {
    response.once('close', () => resolve(response.writableFinished ? undefined : performance.now()));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  const { method = '', headers } = message;
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const sent = headers['content-type']?.includes('json') === true ? flatten(JSON.parse(body)) : body;
  const fields = new URLSearchParams([...searchParams, ...new URLSearchParams(sent)]);
  const raw = `${message.url}\n${JSON.stringify(headers)}\n${body}`;
  return { method, path: pathname, headers, fields, raw, connection, abortedAtMs };
}

/** JSON as the fields of the form that means the same: lists of texts are repeated, lists of objects numbered. */
function flatten(value: unknown): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, field] of Object.entries(value as object)) {
    for (const [index, item] of [field].flat().entries()) {
      if (typeof item !== 'object') fields.append(name, String(item));
      else
        for (const [key, part] of Object.entries(item as object))
          fields.append(`${name}[${index}].${key}`, String(part));
    }
  }
  return fields;
}
