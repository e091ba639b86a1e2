import type { JSX } from 'preact';
import { LONGEST_SPEAKER_NAME, type AudioInputKind } from '../../../../protocol/audio-contract.ts';
import { start } from '../microphone-control.ts';
import { canShareSound, choice, choose, microphones, phase, problem } from '../microphone-model.ts';
import { spokenLanguages } from '../spoken-languages.ts';
import { KindIcon } from './kind-icon.tsx';

const KINDS: readonly { readonly kind: AudioInputKind; readonly label: string; readonly hint: string }[] = [
  { kind: 'microphone', label: 'Microphone', hint: 'your voice' },
  { kind: 'tab', label: 'Browser tab', hint: 'a video, a call' },
  { kind: 'system', label: 'PC sound', hint: 'all that is played' },
];

/** What to listen to, and who speaks. */
export function SetupPanel(): JSX.Element {
  const { kind, name, language, cleaned } = choice.value;
  const isBusy = phase.value !== 'setup';
  const isBlocked = problem.value?.code === 'insecure-page' || problem.value?.engine !== undefined;
  return (
    <form
      class="card setup"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {canShareSound && (
        <div class="kinds" role="group" aria-label="What to listen to">
          {KINDS.map((one) => (
            <button
              key={one.kind}
              type="button"
              aria-pressed={one.kind === kind}
              onClick={() => choose({ kind: one.kind })}
            >
              <KindIcon kind={one.kind} />
              <b>{one.label}</b>
              <span>{one.hint}</span>
            </button>
          ))}
        </div>
      )}
      <label>
        <span>Name on the captions</span>
        <input
          name="name"
          value={name}
          maxLength={LONGEST_SPEAKER_NAME}
          placeholder="Anna"
          autocomplete="nickname"
          onInput={({ currentTarget }) => choose({ name: currentTarget.value })}
        />
      </label>
      <label>
        <span>Spoken language</span>
        <select
          name="language"
          value={language}
          onChange={({ currentTarget }) => choose({ language: currentTarget.value })}
        >
          <option value="">As set in Overlingo</option>
          {spokenLanguages().map(({ tag, label }) => (
            <option key={tag} value={tag}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {kind === 'microphone' && <MicrophonePicker />}
      {kind === 'microphone' && (
        <label class="check">
          <input
            type="checkbox"
            name="cleaned"
            checked={cleaned}
            onChange={({ currentTarget }) => choose({ cleaned: currentTarget.checked })}
          />
          <span>
            Remove echo and noise <small>for loudspeakers or a loud room; captions are more accurate without it</small>
          </span>
        </label>
      )}
      <button class="start" type="submit" disabled={isBusy || isBlocked}>
        {phase.value === 'starting' ? 'Waiting for your permission …' : 'Start'}
      </button>
    </form>
  );
}

function MicrophonePicker(): JSX.Element | null {
  if (microphones.value.length === 0) return null;
  return (
    <label>
      <span>Microphone</span>
      <select
        name="device"
        value={choice.value.deviceId}
        onChange={({ currentTarget }) => choose({ deviceId: currentTarget.value })}
      >
        <option value="">Default</option>
        {microphones.value.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
