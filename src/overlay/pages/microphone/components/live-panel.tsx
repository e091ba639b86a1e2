import type { JSX } from 'preact';
import { hurry, stop, toggleMuted } from '../microphone-control.ts';
import { choice, droppedMs, inputLabel, liveSentence, muted, seconds } from '../microphone-model.ts';
import { spokenLanguages } from '../spoken-languages.ts';
import { KindIcon } from './kind-icon.tsx';
import { LevelMeter, LevelRing } from './level-meter.tsx';

/** While sound is sent: how it is going, and the two buttons that matter. */
export function LivePanel(): JSX.Element {
  const { kind, name, language } = choice.value;
  const { tone, text } = liveSentence.value;
  const isMuted = muted.value;
  const spoken = spokenLanguages().find(({ tag }) => tag === language)?.label;
  return (
    <section class="card live" data-muted={isMuted} data-tone={tone} onClick={hurry}>
      <p class="sentence" data-tone={tone} role="status">
        {text}
      </p>
      <div class="mute-place">
        <LevelRing />
        <button
          class="mute"
          type="button"
          aria-pressed={isMuted}
          aria-label={isMuted ? 'Unmute' : 'Mute'}
          onClick={toggleMuted}
        >
          <KindIcon kind={kind} struck={isMuted} />
          <span>{isMuted ? 'Unmute' : 'Mute'}</span>
        </button>
      </div>
      <LevelMeter />
      <dl>
        <div>
          <dt>Speaker</dt>
          <dd>{name.trim() === '' ? 'Guest' : name}</dd>
        </div>
        <div>
          <dt>Language</dt>
          <dd>{spoken ?? 'as set in Overlingo'}</dd>
        </div>
        <div>
          <dt>Sound from</dt>
          <dd title={inputLabel.value}>{inputLabel.value}</dd>
        </div>
        {droppedMs.value > 0 && (
          <div class="lost">
            <dt>Did not get through</dt>
            <dd>{seconds(droppedMs.value)}</dd>
          </div>
        )}
      </dl>
      <button class="stop" type="button" onClick={stop}>
        Stop
      </button>
    </section>
  );
}
