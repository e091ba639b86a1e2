import type { JSX } from 'preact';
import { isReady, sentence } from '../dock-model.ts';
import { AnswerNote } from './answer-note.tsx';
import { Choices } from './choices.tsx';
import { Health } from './health.tsx';
import { LineList } from './line-list.tsx';
import { MainButtons } from './main-buttons.tsx';
import { SourceList } from './source-list.tsx';

/** The controls of a run, for a dock of OBS: what is pressed in a hurry first. */
export function DockPage(): JSX.Element {
  const { tone, text } = sentence.value;
  return (
    <main>
      <h1 class="unseen">Overlingo</h1>
      <p class="sentence" data-tone={tone} role="status">
        {text}
      </p>
      <fieldset disabled={!isReady.value}>
        <legend class="unseen">Controls</legend>
        <MainButtons />
        <AnswerNote />
        <SourceList />
        <Choices />
        <LineList />
      </fieldset>
      <Health />
    </main>
  );
}
