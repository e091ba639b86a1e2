import { describe, expect, it } from 'vitest';
import { transcribeByLanguage } from '../../../../src/engine/run/by-language.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';
import type { SpeechEvent } from '../../../../src/engine/pipeline/speech-event.ts';
import type { TranscribeStage } from '../../../../src/engine/transcription/transcribe-stage.ts';
import type { CaptionEvent, UtteranceId } from '../../../../src/protocol/caption-event.ts';
import type { SpokenLanguage } from '../../../../src/protocol/spoken-language.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';

const idOf = (name: string): UtteranceId => name as UtteranceId;

const start = (name: string): SpeechEvent => ({
  type: 'utterance-start',
  utteranceId: idOf(name),
  startSample: 0,
  speechStartSample: 0,
  frames: [],
});
const end = (name: string): SpeechEvent => ({
  type: 'utterance-end',
  utteranceId: idOf(name),
  reason: 'pause',
  endSample: 0,
  speechEnd: { sample: 0, capturedAtMs: 0, speechMs: 0 },
});

/** Stages that discard each utterance, marked by their language, once they are let. */
function scripted() {
  const opened: string[] = [];
  const heard: string[] = [];
  const locks = new Map<string, Promise<void>>();
  const open = ({ language }: SpokenLanguage): TranscribeStage => {
    if (language === 'xx') throw new Error('There is no model for it.');
    opened.push(language);
    return {
      behindMs: () => (language === 'de' ? 700 : 50),
      stage: async function* (input) {
        const ended: string[] = [];
        for await (const event of input) {
          heard.push(`${language}:${event.type}:${event.utteranceId}`);
          if (event.type === 'utterance-end') ended.push(event.utteranceId);
        }
        await locks.get(language);
        for (const id of ended) yield captionOf(`${language}:${id}`);
      },
    };
  };
  return { open, opened, heard, locks };
}

function captionOf(id: string): CaptionEvent {
  return {
    type: 'utterance-discard',
    utteranceId: idOf(id),
    sourceId: 'mic',
    revision: 1,
    reason: 'no-speech',
  } as never;
}

function run(now: () => SpokenLanguage, script: ReturnType<typeof scripted>) {
  const refused: unknown[] = [];
  const speech = new BoundedChannel<SpeechEvent>({ capacity: 100, whenFull: 'refuse' });
  const stop = new AbortController();
  const { stage, behindMs } = transcribeByLanguage({
    now,
    open: script.open,
    onRefused: (error) => refused.push(error),
  });
  const told: string[] = [];
  const done = (async () => {
    const context = { signal: stop.signal, clock: new ManualClock(), log: silentLog };
    for await (const { utteranceId } of stage(speech.read(stop.signal), context)) told.push(utteranceId);
  })();
  return { speech, told, refused, done, behindMs, stop };
}

describe('a source whose language changes', () => {
  it('is heard in the new one from the next utterance on, and what is under way is finished as it was', async () => {
    let language = 'en';
    const script = scripted();
    const { speech, told, done } = run(() => ({ language }), script);
    speech.push(start('a'));
    await settle();
    language = 'de';
    for (const event of [end('a'), start('b'), end('b'), start('c'), end('c')]) speech.push(event);
    await settle();
    language = 'en';
    for (const event of [start('d'), end('d')]) speech.push(event);
    speech.close();
    await done;
    expect(told).toEqual(['en:a', 'de:b', 'de:c', 'en:d']);
    expect(script.opened).toEqual(['en', 'de', 'en']);
  });

  it('is heard on while the former language is still being finished, and its captions keep their order', async () => {
    let language = 'en';
    let finish = (): void => undefined;
    const script = scripted();
    script.locks.set('en', new Promise<void>((resolve) => (finish = resolve)));
    const { speech, told, done, behindMs } = run(() => ({ language }), script);
    for (const event of [start('a'), end('a')]) speech.push(event);
    await settle();
    language = 'de';
    for (const event of [start('b'), end('b')]) speech.push(event);
    speech.close();
    await settle();
    expect(script.heard).toContain('de:utterance-end:b');
    expect(told).toEqual([]);
    expect(behindMs()).toBe(700);
    finish();
    await done;
    expect(told).toEqual(['en:a', 'de:b']);
  });

  it('stays where the new one cannot be had, which is told once', async () => {
    let language = 'en';
    const { speech, told, refused, done } = run(() => ({ language }), scripted());
    speech.push(start('a'));
    await settle();
    language = 'xx';
    for (const event of [end('a'), start('b'), end('b'), start('c'), end('c')]) speech.push(event);
    speech.close();
    await done;
    expect(told).toEqual(['en:a', 'en:b', 'en:c']);
    expect(refused).toEqual([new Error('There is no model for it.')]);
  });

  it('ends with the run', async () => {
    const { speech, done, stop, told } = run(() => ({ language: 'en' }), scripted());
    speech.push(start('a'));
    await settle();
    stop.abort();
    await done;
    expect(told).toEqual([]);
  });
});
