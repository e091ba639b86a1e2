import { renderSVG } from 'uqr';
import type { PageFile } from '../page-files.ts';

/** A picture that a phone reads as the address. */
export function watchCode(url: string): PageFile {
  return { contentType: 'image/svg+xml', body: Buffer.from(renderSVG(url, { border: 2 })) };
}
