import { wantedLanguages } from '../../protocol/spoken-language.ts';
import { isListenedTo, type Controls, type Setting } from './controls.ts';

/** A command in words. */
interface Described {
  /** For `ControlState.undo`, such as `theme neon`. */
  readonly label: string;
  /** What it is about, such as `theme`: changes of one thing soon after each other are one step back. */
  readonly topic: string;
  /** One sentence that says what is so now. */
  readonly message: string;
}

/** A command that was carried out, in words. @param now what is set after it. */
export function describeSetting(setting: Setting, now: Controls): Described {
  switch (setting.type) {
    case 'listen':
      return describeListening(setting.sourceId, now);
    case 'show':
      return now.shown
        ? { label: 'captions shown', topic: 'show', message: 'Captions are shown.' }
        : { label: 'captions hidden', topic: 'show', message: 'Captions are hidden.' };
    case 'look':
      return describeLook(setting.parameters);
    case 'preset':
      return setting.name === null
        ? { label: 'preset off', topic: 'preset', message: 'No preset is used.' }
        : { label: `preset ${setting.name}`, topic: 'preset', message: `The preset ${setting.name} is used.` };
    case 'spoken-language': {
      const languages = wantedLanguages(setting.spoken).join(', ') || 'auto';
      const message =
        languages === 'auto' ? 'What is spoken is heard from now on.' : `What is spoken is ${languages} from now on.`;
      return { label: `spoken language ${languages}`, topic: 'spoken-language', message };
    }
    case 'translator':
      return {
        label: `translator ${setting.name}`,
        topic: 'translator',
        message: `The translator ${setting.name} is asked first.`,
      };
    case 'wrong':
      return {
        label: 'wrong caption',
        topic: `wrong ${setting.utteranceId}`,
        message: 'The caption is taken off the pages.',
      };
  }
}

function describeListening(sourceId: string | undefined, now: Controls): Described {
  const topic = sourceId === undefined ? 'listen' : `listen ${sourceId}`;
  if (sourceId === undefined) {
    return now.listening
      ? { label: 'listening on', topic, message: 'Overlingo listens.' }
      : { label: 'listening off', topic, message: 'Overlingo does not listen.' };
  }
  if (isListenedTo(now, sourceId)) return { label: `${sourceId} on`, topic, message: `${sourceId} is heard.` };
  const isSilenced = now.silenced.includes(sourceId);
  return isSilenced
    ? { label: `${sourceId} off`, topic, message: `${sourceId} is not heard.` }
    : { label: `${sourceId} on`, topic, message: `${sourceId} is heard again once Overlingo listens.` };
}

function describeLook(parameters: Extract<Setting, { type: 'look' }>['parameters']): Described {
  const given = Object.entries(parameters).map(([name, value]) => `${name} ${String(value ?? 'as configured')}`);
  const names = Object.keys(parameters).join(' ');
  const message = given.length === 0 ? 'Nothing has changed.' : `Overlays have ${given.join(', ')}.`;
  return { label: given.join(', '), topic: `look ${names}`, message };
}
