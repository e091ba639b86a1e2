import { computed, signal } from '@preact/signals';
import type { Cue } from '../../../protocol/cue.ts';
import type { ControlAnswer, ControlState, SourceLevels } from '../../../protocol/control-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import type { ConnectionState } from '../../shared/caption-socket.ts';
import { statusSentence, type StatusSentence } from '../../shared/status-sentence.ts';

export const connection = signal<ConnectionState>('connecting');

/** How the run is set; undefined until it was told. */
export const state = signal<ControlState | undefined>(undefined);
export const status = signal<EngineStatus | undefined>(undefined);
export const levels = signal<SourceLevels>({});

/** What was said last, oldest first. */
export const lines = signal<readonly Cue[]>([]);

/** What became of the last command. */
export const answer = signal<ControlAnswer | undefined>(undefined);

/** Whether anything can be asked for now. */
export const isReady = computed(() => connection.value === 'connected' && state.value !== undefined);

/** What matters most now, in one sentence. */
export const sentence = computed<StatusSentence>(() => statusSentence(connection.value, status.value, chosen()));

/** What the streamer must not forget that they have chosen. */
function chosen(): StatusSentence | undefined {
  const now = state.value;
  if (!now) return undefined;
  if (!now.listening) return { tone: 'waiting', text: 'Stopped: nothing is heard.' };
  if (!now.shown) return { tone: 'waiting', text: 'Captions are hidden.' };
  return now.held ? { tone: 'waiting', text: 'Captions are held back.' } : undefined;
}
