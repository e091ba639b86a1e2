import type { IncomingMessage } from 'node:http';
import type { ControlAnswer } from '../../../protocol/control-contract.ts';
import { refused } from './api-answers.ts';

/** More than any command needs. */
const LARGEST_BODY_BYTES = 16_384;

type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly answer: Extract<ControlAnswer, { ok: false }> };

/**
 * Reads the JSON of a request. How long that may take is a limit of the server. Rejects where the connection is lost.
 * @param wanted false where a body is read away.
 */
export async function readBody(request: IncomingMessage, wanted: boolean): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > LARGEST_BODY_BYTES) return TOO_LARGE;
  bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > LARGEST_BODY_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  if (!wanted) return { ok: true, value: undefined };
  if (!/^application\/json\b/iu.test(request.headers['content-type'] ?? '')) return NOT_JSON;
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return { ok: false, answer: refused('malformed', 'The body is not JSON.') };
  }
}

const TOO_LARGE: Body = {
  ok: false,
  answer: refused('too-large', `The body is larger than ${LARGEST_BODY_BYTES} bytes.`),
};

const NOT_JSON: Body = {
  ok: false,
  answer: refused('unsupported-type', 'The body must be JSON, with the header "content-type: application/json".'),
};
