import type { Environment } from '../engine/environment.ts';
import { OBS_PASSWORD_VARIABLE } from '../engine/obs/settings.ts';
import { REDIS_PASSWORD_VARIABLE } from '../engine/server/audience/audience-settings.ts';
import { EngineError } from '../engine/errors.ts';
import { YOUTUBE_URL_VARIABLE } from '../engine/stream-captions/settings.ts';
import type { GivenValue } from './given-value.ts';
import { nearestName } from '../engine/nearest-name.ts';
import { valueFromText, type Setting } from './setting-tree.ts';

const PREFIX = 'OVERLINGO_';

/**
 * Name the file, name the profile, what programs that send sound take for the token, the passwords of OBS and of
 * Redis, and the address for captions of YouTube.
 */
const OTHERS = [
  ...['OVERLINGO_CONFIG', 'OVERLINGO_PROFILE', 'OVERLINGO_TOKEN'],
  ...[OBS_PASSWORD_VARIABLE, REDIS_PASSWORD_VARIABLE, YOUTUBE_URL_VARIABLE],
];

/** The variable of a setting, such as `OVERLINGO_SERVER_MAX_LAG` of `server.maxLag`. */
export function variableOf({ path }: Setting): string {
  const words = path.map((key) => key.replace(/[A-Z]/gu, (letter) => `_${letter}`).toUpperCase());
  return PREFIX + words.join('_');
}

/** What environment variables set. An empty one sets nothing. */
export function variableValues(environment: Environment, settings: readonly Setting[]): GivenValue[] {
  return settings.flatMap((setting) => {
    const name = variableOf(setting);
    const text = environment[name];
    if (text === undefined || text === '') return [];
    return [{ setting, value: valueFromText(setting, text), origin: { type: 'variable', name, text } }];
  });
}

/**
 * Refuses variables that look like settings and are none, for somebody believes that they do something.
 * @param named variables that settings name, such as those with a key.
 * @throws EngineError `config-invalid` which names the nearest one.
 */
export function checkVariables(
  environment: Environment,
  settings: readonly Setting[],
  named: ReadonlySet<string>,
): void {
  const known = new Set([...settings.map(variableOf), ...OTHERS]);
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(PREFIX) || text === undefined || text === '' || known.has(name) || named.has(name)) continue;
    const near = nearestName(name, known);
    const nearest = near === undefined ? '' : `; the nearest is ${near}`;
    throw new EngineError('config-invalid', `The environment variable ${name} is no setting${nearest}.`, {
      hint: 'Correct its name, or remove it.',
    });
  }
}
