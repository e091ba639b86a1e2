import type { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { eitherOf, listFromText } from '../engine/setting-text.ts';
import { CAPTION_LAYOUTS } from '../protocol/overlay-parameters.ts';
import { addChosenOptions, addFileOptions, configOfLayers, type SettingChoice } from './command-options.ts';
import { obsSetupOptions, obsStatusOptions, ownOptions } from './own-options.ts';
import type { ProgramTools } from './program.ts';

type Given = Readonly<Record<string, unknown>>;

/** All commands connect, whatever a run does. */
const OBS: SettingChoice = {
  of: ['obs', 'server.port', 'log'],
  except: ['obs.connect', 'obs.captionsWhile', 'obs.follow', 'obs.streamCaptions'],
  seenAs: (config) => ({ ...config, obs: { ...config.obs, connect: true } }),
};

/** `overlingo obs …`. */
export function obsCommands(obs: Command, { environment, runTools }: ProgramTools): void {
  const open = async (command: Command): Promise<{ config: Config } & ReturnType<typeof runTools>> => {
    const { config } = await configOfLayers(command, OBS, environment);
    return { config, ...runTools(config) };
  };

  const setup = obs
    .command('setup')
    .description('put the overlay into a scene of OBS, or put right what is there')
    .option('--scene <name>', 'scene that gets it; the one that is seen where absent')
    .option(
      '--language <tags>',
      'language of the translation, such as es; several for a source each, such as es,de',
      collected,
    )
    .option('--layout <layout>', eitherOf(CAPTION_LAYOUTS))
    .option('--remove', 'take the overlay out of OBS; with --scene out of that scene only')
    .option('--dry-run', 'say what would be done, and change nothing')
    .option('--json', 'print JSON');
  addFileOptions(addChosenOptions(setup, OBS)).action(async (given: Given) => {
    const options = ownOptions(obsSetupOptions, given, setup);
    // The client of OBS takes its time to load, for which other commands do not wait.
    const { runObsSetup } = await import('./obs-setup.ts');
    await runObsSetup(options, await open(setup));
  });

  const status = obs
    .command('status')
    .description('tell what OBS does, and where it shows the overlay')
    .option('--json', 'print JSON');
  addFileOptions(addChosenOptions(status, OBS)).action(async (given: Given) => {
    const { runObsStatus } = await import('./obs-status.ts');
    await runObsStatus(ownOptions(obsStatusOptions, given, status), await open(status));
  });

  const chapter = obs
    .command('chapter')
    .argument('[name]', 'its name; a number, or the scene, where absent')
    .description('mark a chapter, in the transcript of the Overlingo that runs and in the recording of OBS');
  addFileOptions(addChosenOptions(chapter, OBS)).action(async (name: string | undefined) => {
    const { runObsChapter } = await import('./obs-chapter.ts');
    await runObsChapter(name, await open(chapter));
  });
}

function collected(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), ...listFromText(text)];
}
