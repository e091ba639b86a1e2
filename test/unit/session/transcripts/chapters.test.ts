import { describe, expect, it } from 'vitest';
import type { Chapter } from '../../../../src/engine/captions/chapter.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import type { ChapterOutcome } from '../../../../src/engine/obs/record-chapter.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { Chapters } from '../../../../src/session/transcripts/chapters.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

interface Places {
  readonly transcript?: boolean;
  readonly recording?: ChapterOutcome | Error;
}

function chaptersWith({ transcript = false, recording }: Places) {
  const [clock, notices, kept] = [new ManualClock(), [] as StatusNotice[], [] as Chapter[]];
  const chapters = new Chapters({
    clock,
    toTranscript: (chapter) => {
      if (transcript) kept.push(chapter);
      return transcript;
    },
    toRecording: () => (recording instanceof Error ? Promise.reject(recording) : Promise.resolve(recording)),
    notify: (notice) => void notices.push(notice),
  });
  return { chapters, clock, notices, kept };
}

describe('a chapter of a session', () => {
  it('is in the transcript at its time, with a number where it has no name', async () => {
    const { chapters, clock, kept } = chaptersWith({ transcript: true });
    await chapters.mark('Boss\nfight');
    await clock.advance(5000);
    await chapters.mark('  ');
    expect(kept.map(({ name }) => name)).toEqual(['Boss fight', 'Chapter 2']);
    expect((kept[1]?.atMs ?? 0) - (kept[0]?.atMs ?? 0)).toBe(5000);
  });

  it.each([
    [
      { transcript: true, recording: 'marked' },
      'info',
      'Chapter 1 is marked in the transcript and in the recording.',
      undefined,
    ],
    [
      { transcript: true, recording: 'old-obs' },
      'info',
      'Chapter 1 is marked in the transcript.',
      'Use OBS 30.2 or newer',
    ],
    [{ recording: 'marked' }, 'info', 'Chapter 1 is marked in the recording.', undefined],
    [
      { recording: 'no-chapters' },
      'warning',
      'Chapter 1 is marked nowhere: no transcript is kept now. The format',
      'Hybrid MP4',
    ],
    [{}, 'warning', 'Chapter 1 is marked nowhere: no transcript is kept now. OBS is not connected.', '--transcripts'],
  ] as const)('is told of with what to do: %o', async (places, level, message, hint) => {
    const { chapters, notices } = chaptersWith(places);
    await chapters.mark('Secret scene');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ level, code: 'chapter-marked' });
    expect(notices[0]?.message).toContain(message);
    expect(notices[0]?.hint ?? '').toContain(hint ?? '');
    expect(JSON.stringify(notices)).not.toContain('Secret');
  });

  it('is in the transcript also where OBS fails, which is told', async () => {
    const fault = new EngineError('obs-unreachable', 'OBS does not answer.', { stage: 'obs' });
    const { chapters, notices, kept } = chaptersWith({ transcript: true, recording: fault });
    expect(await chapters.mark('One')).toEqual({ name: 'One', transcript: true, recording: 'failed' });
    expect(kept).toHaveLength(1);
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      ['obs-unreachable', 'The recording has no chapter here: OBS does not answer.'],
      ['chapter-marked', 'Chapter 1 is marked in the transcript.'],
    ]);
  });

  it('is not told of as if OBS were away where OBS has refused it', async () => {
    const fault = new EngineError('obs-refused', 'OBS refuses.', { stage: 'obs' });
    const { chapters, notices } = chaptersWith({ recording: fault });
    await chapters.mark();
    expect(notices.map(({ code, message }) => [code, message])).toEqual([
      ['obs-refused', 'The recording has no chapter here: OBS refuses.'],
      [
        'chapter-marked',
        'Chapter 1 is marked nowhere: no transcript is kept now. OBS did not mark it in the recording.',
      ],
    ]);
  });
});
