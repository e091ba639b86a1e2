import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ClipStatus } from '../../../../protocol/clip-contract.ts';
import { clipPositionMs, hush, letHear, sound, type ClipSound } from '../clip-sound.ts';
import { clipSentence, clockText } from '../clip-words.ts';
import { clip, connection, controlClip } from '../demo-model.ts';

/** How often the place in the clip is drawn while it plays, in milliseconds. */
const DRAW_EVERY_MS = 250;

const positionMs = signal(0);

/** Lets the clip be heard, played again and stopped. Absent where this run plays none. */
export function ClipPlayer(): JSX.Element | null {
  const status = clip.value?.status;
  const isPlaying = status?.state === 'playing' && connection.value === 'connected';
  useEffect(() => {
    const draw = (): void => void (positionMs.value = clipPositionMs(performance.now()));
    draw();
    if (!isPlaying) return undefined;
    const timer = setInterval(draw, DRAW_EVERY_MS);
    return () => clearInterval(timer);
  }, [isPlaying, clip.value]);
  if (!status || connection.value !== 'connected') return null;
  const isOver = status.state === 'ended' || status.state === 'stopped';
  return (
    <div class="player" role="group" aria-label="The clip" data-state={status.state} data-sound={sound.value}>
      <SoundButton status={status} isOver={isOver} now={sound.value} />
      {status.controls && !isOver && (
        <button type="button" onClick={() => controlClip('stop')}>
          Stop
        </button>
      )}
      {status.controls && !isOver && (
        <button type="button" onClick={() => controlClip('play')}>
          Replay
        </button>
      )}
      <progress max={status.durationMs} value={positionMs.value} aria-label="How much of the clip has played" />
      <span>
        {clockText(positionMs.value)} / {clockText(status.durationMs)}
      </span>
      <span role="status">{clipSentence(status, sound.value)}</span>
    </div>
  );
}

interface SoundButtonProps {
  readonly status: ClipStatus;
  readonly isOver: boolean;
  readonly now: ClipSound;
}

function SoundButton({ status: { controls }, isOver, now }: SoundButtonProps): JSX.Element | null {
  if (isOver && !controls) return null;
  if (isOver) return <button onClick={() => void playAgain()}>Play with sound</button>;
  if (now === 'on' || now === 'loading') return <button onClick={hush}>Sound off</button>;
  return <button onClick={() => void letHear()}>Play with sound</button>;
}

async function playAgain(): Promise<void> {
  // The click counts for the sound only while it is handled.
  const heard = letHear();
  controlClip('play');
  await heard;
}
