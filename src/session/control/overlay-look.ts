import { EngineError } from '../../engine/errors.ts';
import { listed } from '../../engine/listed.ts';
import { nearestName } from '../../engine/nearest-name.ts';
import { overlaySettings, type OverlaySettings } from '../../engine/overlay-settings.ts';
import { settingInfos } from '../../engine/setting.ts';

type Parameter = keyof typeof overlaySettings.shape;

/**
 * Parameters of an overlay, as an address would have them, as settings; `null` becomes undefined.
 * @param themes names of the installed themes.
 * @throws EngineError `usage` where there is no such parameter, its value is none, or no such theme.
 */
export function parseLook(
  parameters: Readonly<Record<string, string | null>>,
  themes: readonly string[],
): OverlaySettings {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, text]) => {
      if (!isParameter(name)) throw noParameter(name);
      return [name, text === null ? undefined : parseParameter(name, text, themes)];
    }),
  );
}

function parseParameter(name: Parameter, text: string, themes: readonly string[]): unknown {
  const schema = overlaySettings.shape[name];
  const parsed = schema.safeParse((settingInfos.get(schema)?.fromText ?? ((given) => given))(text));
  if (!parsed.success) {
    throw new EngineError('usage', `The parameter ${name}="${text}" ${parsed.error.issues[0]?.message ?? 'is wrong'}.`);
  }
  if (name === 'theme' && !themes.includes(text)) {
    throw new EngineError('usage', `There is no theme "${text}".`, { hint: `There are ${listed(themes)}.` });
  }
  return parsed.data;
}

function isParameter(name: string): name is Parameter {
  return Object.hasOwn(overlaySettings.shape, name);
}

function noParameter(name: string): EngineError {
  const names = Object.keys(overlaySettings.shape);
  const near = nearestName(name, names);
  return new EngineError('usage', `Overlays have no parameter "${name}".`, {
    hint: near === undefined ? `They have ${listed(names)}.` : `The nearest is ${near}.`,
  });
}
