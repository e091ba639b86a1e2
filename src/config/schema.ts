import { z } from 'zod';
import { audioSection } from '../engine/audio/settings.ts';
import { logSettings } from '../engine/log-settings.ts';
import { overlaySettings } from '../engine/server/overlay-settings.ts';
import { serverSettings } from '../engine/server/settings.ts';
import { speechSettings } from '../engine/speech/settings.ts';
import { vocabularySettings } from '../engine/vocabulary/settings.ts';
import { settingsIn, type Setting } from './setting-tree.ts';

/** Everything that can be set. Each section lies beside what it configures. */
export const configSchema = z.strictObject({
  audio: audioSection().prefault({}),
  speech: speechSettings.prefault({}),
  vocabulary: vocabularySettings.prefault({}),
  overlay: overlaySettings.prefault({}),
  server: serverSettings.prefault({}),
  log: logSettings.prefault({}),
});

/** A whole configuration, checked, with its defaults. */
export type Config = z.output<typeof configSchema>;

/** What has to be said of a configuration: everything may be left out. */
export type ConfigInput = z.input<typeof configSchema>;

/** In the order of the schema. */
export const SETTINGS: readonly Setting[] = settingsIn(configSchema);
