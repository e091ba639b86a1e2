import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import { API_PATH } from '../../../protocol/control-contract.ts';
import type { Cue } from '../../../protocol/cue.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import { lines, status } from './dock-model.ts';
import { withEvent } from './said-line.ts';

/** Follows what is said and how the run is. The browser comes back by itself, and is then told what it has missed. */
export function followLines(): void {
  const events = new EventSource(`${API_PATH}/events?status=1`);
  events.addEventListener('open', () => void readLines());
  events.addEventListener('caption', ({ data }: MessageEvent<string>) => {
    lines.value = withEvent(lines.value, JSON.parse(data) as CaptionEvent);
  });
  events.addEventListener('status', ({ data }: MessageEvent<string>) => {
    status.value = JSON.parse(data) as EngineStatus;
  });
}

/** What was said before this page was opened. */
async function readLines(): Promise<void> {
  try {
    const response = await fetch(`${API_PATH}/lines?count=20`);
    if (response.ok) lines.value = (await response.json()) as readonly Cue[];
  } catch {
    // The connection of the controls tells that nobody answers.
  }
}
