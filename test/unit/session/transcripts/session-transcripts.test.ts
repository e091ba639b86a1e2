import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addChosenOptions, configOfOptions } from '../../../../src/cli/command-options.ts';
import { parseConfig } from '../../../../src/config/parse-config.ts';
import { userFolders } from '../../../../src/config/user-folders.ts';
import {
  openTranscripts,
  transcriptsFolder,
  type SessionTranscripts,
} from '../../../../src/session/transcripts/session-transcripts.ts';

function saved(...args: readonly string[]): unknown {
  const command = new Command('start').exitOverride();
  const choice = { of: ['audio', 'transcripts'] };
  addChosenOptions(command, choice);
  command.parse(args, { from: 'user' });
  return configOfOptions(command, choice, {}).transcripts.save;
}

const saving = (isFollowing: boolean): SessionTranscripts | undefined =>
  openTranscripts(parseConfig({ transcripts: { save: true } }), () => undefined, isFollowing);

describe('transcripts of a session', () => {
  it('are written only where that is wanted', () => {
    expect(openTranscripts(parseConfig({}), () => undefined, false)).toBeUndefined();
    expect(saving(false)?.output.name).toBe('transcripts');
  });

  it('take a chapter while a stream that is followed runs, and at any time where none is', () => {
    const [chapter, always, followed] = [{ atMs: 0, name: 'Boss' }, saving(false), saving(true)];
    expect(always?.mark(chapter)).toBe(true);
    expect(followed?.mark(chapter)).toBe(false);
    followed?.turn('begins');
    expect(followed?.mark(chapter)).toBe(true);
    followed?.turn('ends');
    expect(followed?.mark(chapter)).toBe(false);
  });

  it('are in the folder of the user, or in the one that is named', () => {
    expect(transcriptsFolder(true)).toBe(userFolders().transcripts);
    expect(transcriptsFolder('/srv/texts')).toMatch(/srv.texts$/u);
  });

  it.each([
    [[], false],
    [['--transcripts'], true],
    [['--transcripts', '--input', 'mic'], true],
    [['--transcripts', 'on'], true],
    [['--transcripts', '/srv/texts'], '/srv/texts'],
    [['--transcripts', 'off'], false],
    [['--no-transcripts'], false],
  ])('are asked for by %j', (args, expected) => {
    expect(saved(...args)).toBe(expected);
  });

  it.each([
    [{ transcripts: { save: '' } }, 'is not on, off or a folder'],
    [{ transcripts: { formats: [] } }, 'names no format'],
    [{ transcripts: { formats: ['ssa'] } }, 'is not txt, srt, vtt, ass or jsonl'],
    [{ transcripts: { keep: 0 } }, 'is below 1'],
  ])('are refused for %j', (config, problem) => {
    expect(() => parseConfig(config as never)).toThrow(problem);
  });
});
