import { outgoingFetch } from '../pipeline/network/outgoing-fetch.ts';

/** What a server tells of a file before it is downloaded. */
export interface ServedFacts {
  /** SHA-256, in hexadecimal. Only servers of Hugging Face's kind tell it. */
  readonly sha256?: string;
  readonly bytes?: number;
}

/** A file that leads from address to address for longer does so without end. */
const MOST_REDIRECTS = 5;

const SHA256 = /^"?([0-9a-f]{64})"?$/u;

/**
 * Asks a server what it knows of a file. Hugging Face tells the checksum of a large one in the header `X-Linked-Etag` of
 * the answer that leads to the server of its bytes, so redirects are followed by hand. Nothing is told where the server
 * does not answer such a question: the download itself will say why.
 */
export async function servedFileFacts(url: string, signal: AbortSignal): Promise<ServedFacts> {
  let next = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await ask(next, signal);
    if (!response) return {};
    const { headers } = response;
    const sha256 = SHA256.exec(headers.get('x-linked-etag') ?? '')?.[1];
    if (sha256 !== undefined) return { sha256, ...sizeIn(headers, 'x-linked-size') };
    const location = headers.get('location');
    if (response.ok) return sizeIn(headers, 'content-length');
    if (location === null || !URL.canParse(location, next)) return {};
    next = new URL(location, next).href;
  }
  return {};
}

async function ask(url: string, signal: AbortSignal): Promise<Response | undefined> {
  try {
    const headers = { 'accept-encoding': 'identity' };
    return await outgoingFetch(url, { method: 'HEAD', redirect: 'manual', headers, signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function sizeIn(headers: Headers, name: string): ServedFacts {
  const bytes = Number(headers.get(name) ?? Number.NaN);
  return Number.isSafeInteger(bytes) && bytes > 0 ? { bytes } : {};
}
