import { EngineError } from '../errors.ts';
import { withoutTrailing } from '../../protocol/trailing.ts';

/** Where translation models are downloaded from. */
export interface Mirror {
  /** Without a slash at its end. */
  readonly address: string;
  /** Where the list of its files is. */
  readonly listUrl: string;
  /** How that list is written. */
  readonly listShape: 'overlingo' | 'hugging-face';
}

/** Firefox's models, at one revision that does not change. */
export const DEFAULT_MIRROR =
  'https://huggingface.co/midudev/firefox-translations/resolve/6f6acd72c26975a06a8e61b72d1fbacbd184c23f';

/** A repository on a Hugging Face server, as it is shown or as its files are served. */
const REPOSITORY = /^(https:\/\/(?:[\w-]+\.)*huggingface\.co)\/([\w.-]+\/[\w.-]+)(?:\/(?:resolve|tree)\/([\w.-]+))?$/u;

/**
 * Understands the address of a mirror: of a repository on Hugging Face, whose own list of files is used, or of any other
 * place, which must have a file `models.json`.
 * @throws EngineError `usage` where it is no address.
 */
export function parseMirror(text: string): Mirror {
  const address = withoutTrailing(text.trim(), /\//u);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.username !== '') {
    throw new EngineError('usage', `"${text}" is not the address of a mirror.`, {
      hint: 'Such an address looks like https://example.org/models.',
    });
  }
  const [, server, repository, revision = 'main'] = REPOSITORY.exec(address) ?? [];
  if (server === undefined || repository === undefined) {
    return { address, listUrl: `${address}/models.json`, listShape: 'overlingo' };
  }
  return {
    address: `${server}/${repository}/resolve/${revision}`,
    listUrl: `${server}/api/models/${repository}/tree/${revision}?recursive=true`,
    listShape: 'hugging-face',
  };
}

/** The address of a file. @param path below the mirror. */
export function fileUrl({ address }: Mirror, path: string): string {
  return `${address}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
