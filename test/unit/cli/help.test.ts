import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { createProgram } from '../../../src/cli/program.ts';
import { EngineError } from '../../../src/engine/errors.ts';

const MANIFEST = path.join(import.meta.dirname, '../../../package.json');

async function problemOf(args: string): Promise<string> {
  const program = createProgram(MANIFEST, new AbortController().signal);
  try {
    await program.parseAsync(args === '' ? [] : args.split(' '), { from: 'user' });
  } catch (error) {
    if (error instanceof EngineError) return `${error.message} ${error.hint ?? ''} [${error.code}]`;
    throw error;
  }
  return '';
}

describe('a command line that is wrong', () => {
  it.each([
    ['start --qqq', "Unknown option '--qqq'. See overlingo start --help. [usage]"],
    ['start --inptu mic', "Unknown option '--inptu'. Did you mean --input? See overlingo start --help. [usage]"],
    ['start --port', "Option '--port <number>' argument missing. See overlingo start --help. [usage]"],
    ['start --port abc', '--port "abc" is not a port number. See overlingo start --help. [usage]'],
    ['start --format srt', "Unknown option '--format', which transcribe has. See overlingo start --help. [usage]"],
    ['transcribe', "Missing required argument 'file'. See overlingo transcribe --help. [usage]"],
    ['transcribe a --reading-mode', "Unknown option '--reading-mode', which demo and start have. See overlingo"],
    [
      'transcribe a --format doc',
      '--format "doc" is not txt, srt, vtt, ass or jsonl. See overlingo transcribe --help. [usage]',
    ],
    ['transcribe a --keep-source', '--keep-source has no effect: nothing is translated.'],
    ['models get', "Missing required argument 'names'. See overlingo models get --help. [usage]"],
    ['models list --installed --refresh', '--refresh has no effect'],
    ['models list --installed --mirror http://127.0.0.1:1', '--mirror has no effect'],
    ['models list speech --refresh', '--refresh has no effect'],
    ['models list speech --mirror http://127.0.0.1:1', '--mirror has no effect'],
    ['models get kroko-en --refresh', '--refresh has no effect'],
    ['config edit --profile x', "Unknown option '--profile', which show, get, set and unset have."],
    ['transcripts shift latest --by soon', '--by "soon" is not a number of seconds, such as -2.5. See overlingo'],
    ['transcripts show', "Missing required argument 'session'. See overlingo transcripts show --help. [usage]"],
    ['nonsense', "Unknown command 'nonsense'. See overlingo --help. [usage]"],
  ])('is told in one line with the help of its command: %s', async (args, line) => {
    const told = await problemOf(args);
    expect(told).toContain(line);
    expect(told).not.toContain('\n');
  });
});

describe('the help', () => {
  const help = (name: string): string => {
    const program = createProgram(MANIFEST, new AbortController().signal);
    return program.commands.find((command: Command) => command.name() === name)?.helpInformation() ?? '';
  };

  it('begins with what a command needs', () => {
    expect(help('start').split('\n').slice(4, 6).join('\n')).toMatch(/^Options:\n\s+--input <input>/u);
    expect(help('transcribe')).toMatch(/Options:\n\s+--format <format>[^-]*\s--output <file>/u);
  });

  it.each(['start', 'transcribe', 'demo'])('of %s has at most a dozen options under one heading', (name) => {
    const groups = help(name).split(/\n(?=\S.*:\n)/u);
    expect(groups.length).toBeGreaterThan(4);
    for (const group of groups) expect(group.match(/^ {2}-/gmu)?.length ?? 0).toBeLessThanOrEqual(12);
  });

  it('shows defaults', () => {
    const text = help('start').replace(/\s+/gu, ' ');
    for (const shown of ['(default: 7474)', '(default: demo)', '(default: local)', '(default: 1500)', '(default: 4)'])
      expect(text).toContain(shown);
  });

  it('of setup says what is set up', () => {
    expect(help('setup').replace(/\s+/gu, ' ')).toContain('audio compiles the library naudiodon');
  });
});
