import { keyIn, type Environment } from '../../environment.ts';
import { EngineError } from '../../errors.ts';
import { shownVariable } from '../../key.ts';
import type { YouTubeSettings } from '../settings.ts';

/** Where YouTube takes captions of one stream. Whoever has the address can write captions: it stands in no message. */
export interface CaptionAddress {
  readonly url: URL;
  /** Where it was found, for hints. */
  readonly variable: string;
}

/**
 * The address that the environment holds.
 * @throws EngineError `config-invalid` where there is none, or something else, without showing any of it.
 */
export function captionAddress({ urlVariable }: YouTubeSettings, environment: Environment): CaptionAddress {
  const variable = shownVariable(urlVariable);
  const text = keyIn(environment, urlVariable);
  const hint =
    'YouTube Studio shows it in the settings of the stream: Closed captions, POST captions to URL. ' +
    `Put it into ${variable}, and nothing else with it.`;
  const refuse = (problem: string): EngineError => new EngineError('config-invalid', problem, { hint });
  if (text === '') throw refuse(`The address for captions of YouTube is missing: ${variable} is empty.`);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/u.test(url.protocol)) {
    throw refuse(`What ${variable} holds is no address that begins with http:// or https://.`);
  }
  if (url.search === '')
    throw refuse(`The address in ${variable} is not whole: nothing stands behind a question mark.`);
  if (url.username !== '' || url.password !== '')
    throw refuse(`The address in ${variable} has a name or password before its host, which YouTube gives in none.`);
  return { url, variable };
}
