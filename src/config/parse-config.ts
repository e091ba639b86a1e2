import { EngineError } from '../engine/errors.ts';
import { describeIssue } from './describe-issue.ts';
import { IMPOSSIBLE_NAME, impossibleName } from './impossible-name.ts';
import { nearestSetting } from './nearest-setting.ts';
import { createConfigSchema, type AddedDefinitions, type Config, type ConfigInput } from './schema.ts';
import { settingsIn } from './setting-tree.ts';

/**
 * A whole configuration of what a program says of it: the settings of docs/configuration.md in their sections, all of
 * which may be left out. Neither files nor environment variables are read.
 * @param added definitions whose settings may be set too.
 * @throws EngineError `config-invalid` which names the setting.
 */
export function parseConfig(input: ConfigInput = {}, added: AddedDefinitions = {}): Config {
  const schema = createConfigSchema(added);
  const parsed = schema.safeParse(input);
  if (parsed.success) {
    const impossible = impossibleName(input);
    if (!impossible) return parsed.data;
    throw new EngineError('config-invalid', `${impossible.join('.')} ${IMPOSSIBLE_NAME}.`);
  }
  const [issue] = parsed.error.issues;
  const above = issue?.path.filter((key) => typeof key === 'string') ?? [];
  if (issue?.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const nearest = nearestSetting(settingsIn(schema), { key, above });
    throw new EngineError('config-invalid', `${[...above, key].join('.')} is no setting${nearest}.`);
  }
  if (issue?.code === 'invalid_type' && issue.expected === 'object' && issue.path.length < 2) {
    const [what, parts] = above.length === 0 ? ['The configuration', 'sections'] : [above.join('.'), 'settings'];
    throw new EngineError('config-invalid', `${what} is not an object with ${parts}.`);
  }
  const { problem } = issue ? describeIssue(issue, { value: input, path: [] }) : { problem: 'is not valid' };
  throw new EngineError('config-invalid', `${above.join('.')} ${problem}.`);
}
