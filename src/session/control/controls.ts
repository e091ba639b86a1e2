import type { OverlaySettings } from '../../engine/overlay-settings.ts';
import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { ControlCommand, Switch } from '../../protocol/control-contract.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';

/** What the controls have set, over the configuration and what OBS says. */
export interface Controls {
  readonly listening: boolean;
  /** Ids of sources that are silenced by themselves. */
  readonly silenced: readonly string[];
  readonly shown: boolean;
  readonly look: OverlaySettings;
  readonly preset: string | null;
  /** What is spoken in sources, by their ids. */
  readonly spoken: ReadonlyMap<string, SpokenLanguage>;
  /** Who is asked first; as the configuration says where undefined. */
  readonly translator: string | undefined;
  /** What was called wrong. */
  readonly wrong: readonly UtteranceId[];
}

export const NOTHING_SET: Controls = {
  listening: true,
  silenced: [],
  shown: true,
  look: {},
  preset: null,
  spoken: new Map(),
  translator: undefined,
  wrong: [],
};

/** No page holds older captions than these. */
const MOST_WRONG = 64;

/** A command that changes what is set, once it is known that it can be done. */
export type Setting =
  | Extract<ControlCommand, { type: 'listen' | 'show' | 'preset' | 'translator' | 'wrong' }>
  /** Parameters that are undefined are as the configuration has them. */
  | { readonly type: 'look'; readonly parameters: OverlaySettings }
  | { readonly type: 'spoken-language'; readonly spoken: SpokenLanguage; readonly sourceIds: readonly string[] };

/** What is set after a command. The same object where that changes nothing. */
export function withSetting(now: Controls, setting: Setting): Controls {
  switch (setting.type) {
    case 'listen':
      return withListening(now, setting);
    case 'show':
      return changed(now, { shown: turned(now.shown, setting.to) });
    case 'look':
      return changed(now, { look: withoutUndefined({ ...now.look, ...setting.parameters }) });
    case 'preset':
      return changed(now, { preset: setting.name });
    case 'spoken-language':
      return {
        ...now,
        spoken: new Map([...now.spoken, ...setting.sourceIds.map((id) => [id, setting.spoken] as const)]),
      };
    case 'translator':
      return changed(now, { translator: setting.name });
    case 'wrong':
      if (now.wrong.includes(setting.utteranceId)) return now;
      return { ...now, wrong: [...now.wrong, setting.utteranceId].slice(-MOST_WRONG) };
  }
}

/** Whether a source is heard, as far as the controls have a say. */
export function isListenedTo({ listening, silenced }: Controls, sourceId: string): boolean {
  return listening && !silenced.includes(sourceId);
}

/** A source that is silenced by itself stays so when all are heard again. */
function withListening(now: Controls, { to, sourceId }: Extract<Setting, { type: 'listen' }>): Controls {
  if (sourceId === undefined) return changed(now, { listening: turned(now.listening, to) });
  const isOn = !now.silenced.includes(sourceId);
  if (turned(isOn, to) === isOn) return now;
  return { ...now, silenced: isOn ? [...now.silenced, sourceId] : now.silenced.filter((id) => id !== sourceId) };
}

function turned(isOn: boolean, to: Switch): boolean {
  return to === 'toggle' ? !isOn : to === 'on';
}

function changed(now: Controls, change: Partial<Controls>): Controls {
  const isSame = (Object.keys(change) as (keyof Controls)[]).every((key) => now[key] === change[key]);
  return isSame ? now : { ...now, ...change };
}

function withoutUndefined(look: OverlaySettings): OverlaySettings {
  return Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined));
}
