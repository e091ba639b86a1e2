import type { ControlCommand } from '../../../protocol/control-contract.ts';
import { command } from './control-socket.ts';
import { isReady } from './dock-model.ts';

/** What a key asks for, where nobody types into a field. */
const COMMANDS: Readonly<Record<string, ControlCommand>> = {
  s: { type: 'listen', to: 'toggle' },
  m: { type: 'show', to: 'toggle' },
  x: { type: 'clear' },
  z: { type: 'undo' },
  c: { type: 'chapter' },
};

/** Carries out what a key stands for. */
export function pressKey({ key, repeat, ctrlKey, altKey, metaKey, target }: KeyboardEvent): void {
  const isTyping = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
  const wanted = COMMANDS[key.toLowerCase()];
  if (!wanted || repeat || isTyping || ctrlKey || altKey || metaKey || !isReady.value) return;
  void command(wanted);
}
