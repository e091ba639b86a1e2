import type { GuestRefusalCode } from '../../../protocol/guest-refusal.ts';
import type { SpokenLanguage } from '../../../protocol/spoken-language.ts';
import { toEngineError } from '../../errors.ts';
import type { AddedSource, SourceConfig, SourceHost, SourceOptions } from '../../pipeline/source.ts';

/** Somebody who sends sound from elsewhere, over whichever wire. */
export interface Guest extends Pick<SourceConfig, 'id' | 'capture' | 'conditioning'> {
  /** Shown with the captions; may be empty. */
  readonly name: string;
  /** BCP-47 tag, or `auto`; absent where the guest leaves it to the streamer. */
  readonly language?: string | undefined;
}

/**
 * Listens to a guest. Throws an `EngineError` where that cannot be, see `guestRefusal`.
 * @param common what is spoken where the guest does not say.
 */
export function addGuest(
  host: SourceHost,
  { name, language, ...source }: Guest,
  common: SpokenLanguage,
  options: SourceOptions,
): Promise<AddedSource> {
  const spoken = language === undefined ? common : { language };
  const speaker = name === '' ? {} : { speaker: name };
  return host.add({ ...source, ...spoken, ...speaker }, options);
}

/** What the guest is told where listening to it has failed. */
export function guestRefusal(
  error: unknown,
): Extract<GuestRefusalCode, 'language-unsupported' | 'try-later' | 'internal'> {
  const { code, retryable } = toEngineError(error);
  if (code === 'language-unknown' || code === 'language-unsupported') return 'language-unsupported';
  return retryable ? 'try-later' : 'internal';
}
