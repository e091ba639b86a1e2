import type { JSX } from 'preact';
import { command } from '../control-socket.ts';
import { state } from '../dock-model.ts';
import { HeldButton } from '../hold.ts';

const hold = new HeldButton(command);
for (const end of ['blur', 'pagehide']) addEventListener(end, () => hold.release());

/** Start, mute, clear, hide for a moment, take back. */
export function MainButtons(): JSX.Element {
  const { listening = true, shown = true, held = false, undo } = state.value ?? {};
  return (
    <div class="main-buttons">
      <button
        type="button"
        class="big"
        data-on={listening}
        aria-keyshortcuts="s"
        onClick={() => void command({ type: 'listen', to: 'toggle' })}
      >
        {listening ? 'Stop' : 'Start'} <kbd>S</kbd>
      </button>
      <button
        type="button"
        class="big"
        aria-pressed={!shown}
        title="Captions are still made, and kept in transcripts"
        aria-keyshortcuts="m"
        onClick={() => void command({ type: 'show', to: 'toggle' })}
      >
        Mute <kbd>M</kbd>
      </button>
      <button type="button" aria-keyshortcuts="x" onClick={() => void command({ type: 'clear' })}>
        Clear <kbd>X</kbd>
      </button>
      <button
        type="button"
        aria-pressed={held}
        title="Hides captions for as long as it is held down"
        onPointerDown={() => hold.press()}
        onPointerUp={() => hold.release()}
        onPointerLeave={() => hold.release()}
        onPointerCancel={() => hold.release()}
        onKeyDown={({ key, repeat }) => {
          if ((key === ' ' || key === 'Enter') && !repeat) hold.press();
        }}
        onKeyUp={() => hold.release()}
        onBlur={() => hold.release()}
      >
        Hold to hide
      </button>
      <button type="button" aria-keyshortcuts="c" onClick={() => void command({ type: 'chapter' })}>
        Chapter <kbd>C</kbd>
      </button>
      <button
        type="button"
        disabled={undo === undefined}
        aria-keyshortcuts="z"
        title={undo === undefined ? 'There is nothing to take back' : `Takes back: ${undo}`}
        onClick={() => void command({ type: 'undo' })}
      >
        Undo <kbd>Z</kbd>
      </button>
    </div>
  );
}
