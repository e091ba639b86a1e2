import path from 'node:path';
import { Option, type Command } from 'commander';
import { CHAPTER_FORMATS } from '../engine/captions/chapter-text.ts';
import { TRANSCRIPT_FORMATS } from '../engine/captions/transcript-format.ts';
import type { Environment } from '../engine/environment.ts';
import { eitherOf } from '../engine/setting-text.ts';
import { transcriptsFolder } from '../session/transcripts/session-transcripts.ts';
import { addFileOptions, configOfLayers } from './command-options.ts';
import {
  ownOptions,
  transcriptsChaptersOptions,
  transcriptsExportOptions,
  transcriptsListOptions,
  transcriptsSearchOptions,
  transcriptsShiftOptions,
  transcriptsShowOptions,
} from './own-options.ts';
import type { ProgramTools } from './program.ts';
import { runTranscriptsChapters } from './transcripts-chapters.ts';
import { runTranscriptsExport, runTranscriptsMerge } from './transcripts-export.ts';
import { runTranscriptsList } from './transcripts-list.ts';
import { runTranscriptsSearch } from './transcripts-search.ts';
import { runTranscriptsShift } from './transcripts-shift.ts';
import { runTranscriptsShow } from './transcripts-show.ts';

type Given = Readonly<Record<string, unknown>>;

const SESSION = ['<session>', 'as list names it, or latest'] as const;
const LANGUAGE = ['--language <tag>', 'language of a translation; what was said where absent'] as const;

const OUTPUT = ['--output <file>', 'file to write; the standard output where absent or -'] as const;
const RECORDING = [
  '--recording <file>',
  'the times of a recording: one that was told of, or one whose name tells its start',
] as const;

/** `overlingo transcripts …`. */
export function transcriptsCommands(transcripts: Command, tools: ProgramTools): void {
  const { environment } = tools;
  const below = (name: string): Command => addPlace(transcripts.command(name));

  const list = below('list')
    .description('list sessions, the newest first')
    .option('--json', 'print one session per line');
  list.action(async (given: Given) => {
    const options = ownOptions(transcriptsListOptions, given, list);
    await runTranscriptsList(await rootOf(list, options, environment), options, tools);
  });

  const show = below('show')
    .argument(...SESSION)
    .description('show what was said')
    .option(...LANGUAGE);
  show.action(async (id: string, given: Given) => {
    const options = ownOptions(transcriptsShowOptions, given, show);
    await runTranscriptsShow({ root: await rootOf(show, options, environment), id }, options, tools);
  });

  const exported = addOutput(below('export').argument(...SESSION)).description('write a session as a file');
  exported.action(async (id: string, given: Given) => {
    const options = ownOptions(transcriptsExportOptions, given, exported);
    await runTranscriptsExport({ root: await rootOf(exported, options, environment), id }, options, tools);
  });

  const shift = addOutput(below('shift').argument(...SESSION))
    .description('write a session as a file with other times, such as those of a recording')
    .option('--by <seconds>', 'all times so much later, or earlier with a minus')
    .option(...RECORDING);
  shift.action(async (id: string, given: Given) => {
    const options = ownOptions(transcriptsShiftOptions, given, shift);
    await runTranscriptsShift({ root: await rootOf(shift, options, environment), id }, options, tools);
  });

  const merge = addOutput(below('merge').argument('<sessions...>', 'as list names them')).description(
    'write several sessions as one file, with the time between them',
  );
  merge.action(async (ids: string[], given: Given) => {
    const options = ownOptions(transcriptsExportOptions, given, merge);
    await runTranscriptsMerge({ root: await rootOf(merge, options, environment), ids }, options, tools);
  });

  const chapters = below('chapters')
    .argument(...SESSION)
    .description('write the chapters of a session as a file')
    .option('--format <format>', `${eitherOf(CHAPTER_FORMATS)}; txt is what YouTube takes`)
    .option(...RECORDING)
    .option(...OUTPUT);
  chapters.action(async (id: string, given: Given) => {
    const options = ownOptions(transcriptsChaptersOptions, given, chapters);
    await runTranscriptsChapters({ root: await rootOf(chapters, options, environment), id }, options, tools);
  });

  const search = below('search')
    .argument('<text>', 'case and accents do not count')
    .description('find what was said in any session')
    .option('--json', 'print one caption per line');
  search.action(async (text: string, given: Given) => {
    const options = ownOptions(transcriptsSearchOptions, given, search);
    await runTranscriptsSearch({ root: await rootOf(search, options, environment), text }, options, tools);
  });
}

function addPlace(command: Command): Command {
  const folder = new Option('--folder <folder>', 'where the sessions are; as transcripts.save says where absent');
  return addFileOptions(command.addOption(folder));
}

function addOutput(command: Command): Command {
  return command
    .option('--format <format>', `${eitherOf(TRANSCRIPT_FORMATS)}; by the end of the file name where absent`)
    .option(...LANGUAGE)
    .option(...OUTPUT);
}

async function rootOf(
  command: Command,
  { folder }: { readonly folder?: string | undefined },
  environment: Environment,
): Promise<string> {
  if (folder !== undefined) return path.resolve(folder);
  const { config } = await configOfLayers(command, { of: [] }, environment);
  return transcriptsFolder(config.transcripts.save);
}
