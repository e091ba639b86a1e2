import type { Config } from '../config/schema.ts';
import { overlayDefaults, type OverlaySettings } from '../engine/overlay-settings.ts';
import type { Cue } from '../protocol/cue.ts';
import type { OverlayDefaults } from '../protocol/overlay-parameters.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus } from '../protocol/status.ts';
import type { RunControl, RunState } from './control/run-control.ts';
import { askedFirst } from './first-translator.ts';

interface SessionParts {
  readonly config: Config;
  readonly control: RunControl;
  /** How overlays look in the scene of OBS, where it says so. */
  readonly sceneLooks: OverlaySettings | undefined;
}

/** How overlays look whose address does not say it: by the configuration, the scene, and whoever is at the controls. */
function looksOf({ config, control, sceneLooks }: SessionParts): OverlayDefaults {
  return overlayDefaults({ ...config.overlay, ...sceneLooks, ...control.looks(config.presets) });
}

/** What pages are told of a session. @param cues the newest, oldest first. */
export function snapshotOf(parts: SessionParts, cues: readonly Cue[], status: EngineStatus): Snapshot {
  const { config, control } = parts;
  const shown = control.isHidden ? [] : cues;
  return {
    protocol: PROTOCOL_VERSION,
    cues: shown.filter(({ utteranceId }) => !control.isTakenAway(utteranceId)),
    ...(control.isHidden ? { hidden: true } : {}),
    status,
    targetLanguages: config.translation.targets,
    maxLagMs: config.server.maxLag * 1000,
    overlay: looksOf(parts),
  };
}

/** What somebody at the controls sees, but for what they have set themselves. */
export function runStateOf(parts: SessionParts, known: Pick<RunState, 'sources' | 'themes'>): RunState {
  const { translation, presets } = parts.config;
  return {
    ...known,
    targetLanguages: translation.targets,
    translators: askedFirst(translation, parts.control.translator).translators,
    overlay: looksOf(parts),
    presets: Object.keys(presets),
  };
}
