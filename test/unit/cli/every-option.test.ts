import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addChosenOptions, configOfOptions } from '../../../src/cli/command-options.ts';

const START = {
  of: ['translation', 'vocabulary', 'recognizer', 'speech', 'audio', 'transcripts', 'server', 'obs', 'youtube', 'log'],
};
const KEYS = { DEEPL_API_KEY: 'key', GROQ_API_KEY: 'key' };

/** Why the command line is refused; empty where it is not. */
function problemOf(args: string): string {
  const command = new Command('start').exitOverride();
  addChosenOptions(command, START);
  command.parse(args.split(' '), { from: 'user' });
  try {
    configOfOptions(command, START, KEYS);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const NOT_TRANSLATED = 'nothing is translated';
const NO_SERVER = 'no transcription server is asked';
const NO_STDIN = 'the standard input is not listened to';
const DEEPL = '--input mic --translate en --translator deepl';
const LLM = '--input mic --translate en --translator llm --llm groq';
const SERVER_URL = 'http://127.0.0.1:1/v1';
const SERVER = `--input mic --model ${SERVER_URL}`;
const SERVERS = `--input mic --model en=${SERVER_URL},*=${SERVER_URL}`;

/** An option; without what it does nothing, and why that is told; beside what it does something. */
const OPTIONS: readonly (readonly [option: string, idle: string, because: string, acts: string])[] = [
  ['--translator deepl', '--input mic', NOT_TRANSLATED, '--input mic --translate en'],
  ['--title T', '--input mic --translate en', 'local makes no use of it', DEEPL],
  ['--game G', '--input mic --translate en --translator whisper,local', 'whisper, local make no use of it', LLM],
  ['--budget deepl=1', '--input mic --translate en', '"deepl" is not among the translators', DEEPL],
  ['--price llm=1/2', DEEPL, '"llm" is not among the translators', LLM],
  ['--draft-limit 5', DEEPL, 'no translator would be paid', `${DEEPL} --deepl-partials`],
  ['--draft-limit 5', `${LLM} --reading-mode`, 'only finished sentences are translated', LLM],
  ['--reading-mode', '--input mic', NOT_TRANSLATED, '--input mic --translate en'],
  ['--pause-without-viewers', '--input mic', NOT_TRANSLATED, '--programs --input mic'],
  ['--deepl-key-variable K', '--input mic --translate en', '"deepl" is not among', DEEPL],
  ['--deepl-url http://a.b', '--input mic --translate en', '"deepl" is not among', DEEPL],
  ['--deepl-model best', LLM, '"deepl" is not among', DEEPL],
  ['--deepl-partials', `${DEEPL} --reading-mode`, 'only finished sentences are translated', DEEPL],
  ['--formality more', LLM, '"deepl" is not among', DEEPL],
  ['--llm groq', DEEPL, '"llm" is not among', '--input mic --translate en --translator llm'],
  ['--llm-url http://a.b', DEEPL, '"llm" is not among', LLM],
  ['--llm-model m', DEEPL, '"llm" is not among', LLM],
  ['--llm-key-variable K', DEEPL, '"llm" is not among', LLM],
  ['--style casual', '--input mic --translate en', '"llm" is not among', LLM],
  ['--mask-words a', '--input mic', 'no words are masked', '--input mic --mask stars'],
  ['--mask-words a', '--input mic --mask off', 'no words are masked', '--input mic --mask beep'],
  ['--allow-words a', '--input mic', 'no words are masked', '--input mic --mask remove'],
  [
    '--language es',
    '--input mic,language=en',
    'each input has a language of its own',
    '--input mic --input stdin,language=en',
  ],
  ['--language es', '--input mic,language=en --no-programs', 'each input has', '--input mic,language=en --programs'],
  ['--replicas 2', SERVER, 'servers are asked side by side', '--input mic'],
  ['--replicas 2', SERVERS, 'servers are asked side by side', `--input mic --model en=demo,*=${SERVER_URL}`],
  ['--speech-device cpu', '--input mic', 'transcribe.cpp does not run the model', '--input mic --model small.gguf'],
  ['--speech-device cpu', SERVER, 'transcribe.cpp does not run the model', '--input mic --model small.gguf'],
  [
    '--speech-device cpu',
    `${SERVERS},es=demo`,
    'transcribe.cpp does not run',
    '--input mic --model en=whisper-small,*=demo',
  ],
  ['--remote-model m', '--input mic', NO_SERVER, SERVER],
  [
    '--remote-model m',
    '--input mic --model en=demo,*=kroko-de',
    NO_SERVER,
    `--input mic --model en=demo,*=${SERVER_URL}`,
  ],
  ['--api-key-variable K', '--input mic', NO_SERVER, SERVER],
  ['--audio-backend pulse', '--input browser', 'no sound device is listened to', '--input loopback'],
  ['--pace 2x', '--input mic', 'neither a file nor the standard input', '--input file:a.wav'],
  ['--rate 8000', '--input mic', NO_STDIN, '--input stdin'],
  ['--channels 2', '--input file:a.wav', NO_STDIN, '--input stdin'],
  ['--transcript-formats vtt', '--input mic', 'no transcripts are written', '--input mic --transcripts'],
  ['--transcript-formats vtt', '--input mic --transcripts off', 'no transcripts', '--input mic --transcripts /srv/a'],
  ['--keep-transcripts 30', '--input mic --no-transcripts', 'no transcripts', '--input mic --transcripts on'],
  ['--obs-host pc', '--input mic', 'nothing is connected to OBS', '--input mic --obs'],
  ['--obs-port 4456', '--input mic', 'nothing is connected to OBS', '--input mic --obs'],
  ['--obs-password-variable K', '--input mic', 'nothing is connected to OBS', '--input mic --obs'],
  ['--obs-read-password', '--input mic', 'nothing is connected to OBS', '--input mic --obs'],
  ['--obs-port 4456', '--input mic', 'nothing is connected to OBS', '--input mic --follow stream'],
  ['--obs-read-password', '--input mic --obs --obs-host pc', 'OBS runs on another computer', '--input mic --obs'],
  ['--obs-port 4456', '--input mic', 'nothing is connected to OBS', '--input mic --stream-captions en'],
  ['--youtube-url-variable K', '--input mic', 'no captions are sent to YouTube', '--input mic --youtube-captions en'],
  ['--audience-port 80', '--input mic', 'viewers are not let in', '--input mic --audience'],
  ['--audience-address 127.0.0.1', '--input mic', 'viewers are not let in', '--input mic --audience'],
  ['--audience-hosts a.example', '--input mic', 'viewers are not let in', '--input mic --audience'],
  ['--audience-proxies 10.0.0.1', '--input mic', 'viewers are not let in', '--input mic --audience'],
  ['--audience-limit 9', '--input mic', 'viewers are not let in', '--input mic --audience'],
  ['--redis-password-variable K', '--input mic', 'no relays are fed', '--input mic --redis redis://a.example'],
  ['--encoding f32le', '--input mic', NO_STDIN, '--input stdin'],
];

/** What always does something, or is told of while captions run. */
const ALWAYS = [
  ...['translate', 'glossary', 'mask', 'model', 'prompt', 'sensitivity', 'input', 'port', 'lan', 'programs', 'remote'],
  ...['max-lag', 'log', 'recognizer', 'transcripts', 'obs', 'captions-while', 'follow'],
  ...['stream-captions', 'youtube-captions', 'audience', 'redis'],
];

describe('an option that has no effect', () => {
  it.each(OPTIONS)('%s beside %s is refused, since %s', (option, idle, because) => {
    const [name = ''] = option.split(' ');
    expect(problemOf(`${idle} ${option}`)).toMatch(new RegExp(`^${name}.* has no effect: `, 'u'));
    expect(problemOf(`${idle} ${option}`)).toContain(because);
  });

  it.each(OPTIONS)('%s is taken where it has one', (option, _idle, _because, acts) => {
    expect(problemOf(`${acts} ${option}`)).toBe('');
  });

  it('is never one that switches something off', () => {
    expect(problemOf('--input mic --no-deepl-partials --no-reading-mode')).toBe('');
  });

  it('is known of every option that there is', () => {
    const command = addChosenOptions(new Command('start'), START);
    const names = command.options.filter(({ negate }) => !negate).map(({ long }) => long?.slice(2));
    const told = new Set([...ALWAYS, ...OPTIONS.map(([option]) => option.slice(2).split(' ')[0])]);
    expect(names.filter((name) => !told.has(name))).toEqual([]);
  });
});
