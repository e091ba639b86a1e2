import type { JSX } from 'preact';
import { phase } from '../microphone-model.ts';
import { LivePanel } from './live-panel.tsx';
import { ProblemNote } from './problem-note.tsx';
import { SetupPanel } from './setup-panel.tsx';

/** Sends the sound of this device to Overlingo. */
export function MicrophonePage(): JSX.Element {
  return (
    <div class="page microphone">
      <header>
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <h1>Overlingo</h1>
        <p>Microphone</p>
      </header>
      <main>
        <ProblemNote />
        {phase.value === 'live' ? <LivePanel /> : <SetupPanel />}
        <p class="privacy">
          The sound goes to the PC that runs Overlingo, and nowhere else from here. Keep this page open while you speak.
        </p>
      </main>
    </div>
  );
}
