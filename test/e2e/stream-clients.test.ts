import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { wordErrorRate } from '../../src/engine/transcription/text/word-errors.ts';
import type { StreamCaption } from '../../src/protocol/stream-contract.ts';
import { demoClip } from '../support/clips.ts';
import { NO_PACE, startStreamServer, TestClient } from '../support/stream-support.ts';

const root = path.join(import.meta.dirname, '../..');
const { samples, text } = demoClip('es');

/** The first block of a language in the documentation. */
function documented(language: string): string {
  const page = readFileSync(path.join(root, 'docs/streaming-api.md'), 'utf8');
  return new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'su').exec(page)?.[1] ?? '';
}

/** A Python that has the library; distributions put it beside their own Python only. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import websockets']).status === 0,
);

/** Runs a documented client on a demo clip. Gives back what it printed about each sentence. */
async function runDocumented(command: string, args: (code: string) => string[], language: string): Promise<string[]> {
  await using open = await startStreamServer({ limits: NO_PACE });
  const code = documented(language).replace('ws://127.0.0.1:7474/stream', open.url);
  const client = spawn(command, args(code), { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  client.stdin.end(Buffer.from(Int16Array.from(samples, (value) => Math.round(value * 32_768)).buffer));
  const printed = await readText(client.stdout);
  return printed.trim().split('\n');
}

function expectSentences(lines: readonly string[]): void {
  const sentences = lines.map((line) => /^(?<start>[\d.]+) (?<spoken>.*) \| (?<translated>.+)$/u.exec(line)?.groups);
  expect(wordErrorRate(text, sentences.map((sentence) => sentence?.['spoken']).join(' '))).toBeLessThanOrEqual(0.03);
  const starts = sentences.map((sentence) => Number(sentence?.['start']));
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
}

describe('a program that streams sound, with the bundled model', () => {
  it('gets the captions of a demo clip from 1024 floats at a time, steady and translated', async () => {
    await using open = await startStreamServer({ limits: NO_PACE });
    const client = new TestClient(open.url);
    await client.say({ type: 'hello', language: 'es', translate: ['en'] });
    for (let start = 0; start < samples.length; start += 16_000) {
      await client.play(samples.subarray(start, start + 16_000));
      // Four times as fast as a microphone.
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await client.say({ type: 'end' });
    expect(await client.closed).toEqual({ code: 1000, reason: 'All captions were sent.' });
    expect(wordErrorRate(text, client.finals.map((caption) => caption.text).join(' '))).toBeLessThanOrEqual(0.03);
    for (const { language, translation } of client.finals) {
      expect(language).toBe('es');
      expect(translation['en']).toEqual({ text: expect.stringMatching(/\w/) as string, final: true });
    }
    const captions = client.messages.filter((message): message is StreamCaption => message.type === 'caption');
    expect(captions.some(({ final }) => !final)).toBe(true);
    for (const [index, caption] of captions.entries()) {
      expect(caption.text.startsWith(caption.stable)).toBe(true);
      const before = captions.slice(0, index).findLast(({ utteranceId }) => utteranceId === caption.utteranceId);
      if (before && !caption.final) expect(caption.stable.startsWith(before.stable)).toBe(true);
    }
  });

  it('works as documented for Node', async () => {
    const args = (code: string): string[] => ['--input-type=module', '--eval', code];
    expectSentences(await runDocumented(process.execPath, args, 'js'));
  });

  it.skipIf(python === undefined)('works as documented for Python (apt-get install python3-websockets)', async () => {
    expectSentences(await runDocumented(python ?? '', (code) => ['-c', code], 'python'));
  });
});
