import type { JSX } from 'preact';
import { answer } from '../dock-model.ts';

/** What became of the last command. */
export function AnswerNote(): JSX.Element {
  const given = answer.value;
  return (
    <p class="answer" role={given?.ok === false ? 'alert' : 'status'} data-ok={given?.ok}>
      {given?.message}
    </p>
  );
}
