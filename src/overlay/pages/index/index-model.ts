import { batch, computed, signal } from '@preact/signals';
import type { RunInfo } from '../../../protocol/run-info.ts';
import { takeToken } from '../../shared/access-token.ts';
import { overlayChoicesFor } from '../../shared/overlay-choices.ts';
import type { StatusSentence } from '../../shared/status-sentence.ts';

/** Of the address of this page, which is that of another device then. */
export const token = takeToken();

/** What the run has, as it was last heard. */
export const runInfo = signal<RunInfo | undefined>(undefined);
const answers = signal<boolean | undefined>(undefined);

/** Whether it runs, in one sentence. */
export const sentence = computed<StatusSentence>(() => {
  if (answers.value === undefined) return { tone: 'waiting', text: 'Connecting to Overlingo …' };
  if (answers.value) return { tone: 'good', text: 'Overlingo is running.' };
  return { tone: 'bad', text: 'Overlingo does not answer. Is it running?' };
});

/** The addresses for OBS. Of this PC only: other devices are not told what is translated. */
export const choices = computed(() => (runInfo.value ? overlayChoicesFor(runInfo.value.targetLanguages) : []));

/** Takes what was heard of the run; undefined where nobody answered. */
export function takeAnswer(info: RunInfo | undefined): void {
  batch(() => {
    answers.value = info !== undefined;
    if (info) runInfo.value = info;
  });
}
