import { describe, expect, it } from 'vitest';
import { SoundWindow } from '../../../../../src/engine/transcription/host/sound-window.ts';

function filled(): SoundWindow {
  const sound = new SoundWindow();
  sound.push(Float32Array.of(0, 1, 2));
  sound.push(Float32Array.of(3, 4, 5, 6));
  return sound;
}

describe('SoundWindow', () => {
  it('gives any part, and silence behind it', () => {
    const sound = filled();
    expect(sound.length).toBe(7);
    expect([...sound.copy(1, 5)]).toEqual([1, 2, 3, 4]);
    expect([...sound.copy(5, 99, 2)]).toEqual([5, 6, 0, 0]);
    expect([...sound.copy(7, 7)]).toEqual([]);
    expect([...sound.copy(5, 2)]).toEqual([]);
  });

  it('forgets what lies before a sample, and leaves the rest where it was', () => {
    const sound = filled();
    sound.forgetBefore(4);
    expect([sound.start, sound.length]).toEqual([4, 7]);
    expect([...sound.copy(0, 7)]).toEqual([4, 5, 6]);
    sound.forgetBefore(2);
    expect(sound.start).toBe(4);
    sound.forgetBefore(99);
    expect([...sound.copy(0, 99)]).toEqual([]);
    sound.push(Float32Array.of(7));
    expect([...sound.copy(0, 99)]).toEqual([7]);
  });
});
