import { z } from 'zod';
import { overlaySettings } from '../overlay-settings.ts';
import type { Immutable } from '../settings-section.ts';
import { spokenLanguages } from '../setting-text.ts';

const input = z.string('is not the name of an input').min(1, 'is empty');

const scene = z.strictObject(
  {
    overlay: overlaySettings.optional().describe('how the overlay looks, over the section overlay'),
    inputs: z
      .array(input, 'is not a list of inputs')
      .optional()
      .describe('the only inputs that are heard, such as mic, mic:NAME, browser, or the name behind as='),
    language: spokenLanguages.optional().describe('what is spoken in all inputs'),
    languages: z
      .record(z.string(), spokenLanguages, 'is not a mapping of inputs to languages')
      .optional()
      .describe('what is spoken in single inputs, by their names'),
  },
  {
    error: (issue) =>
      issue.code === 'invalid_type' ? 'is not a mapping such as { overlay: { theme: outline } }' : undefined,
  },
);

/** What is otherwise while viewers see a scene, by its name. */
export const sceneSettings = z.record(z.string(), scene, {
  error: (issue) => (issue.code === 'invalid_type' ? 'is not a mapping of scenes by their names' : undefined),
});

/** What is otherwise while viewers see a scene, by its name. */
export type SceneSettings = Immutable<z.output<typeof sceneSettings>>;
