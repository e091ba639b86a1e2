import type { JSX } from 'preact';

interface ChoiceRowProps {
  readonly label: string;
  readonly choices: readonly string[];
  readonly chosen: string;
  readonly onChoose: (choice: string) => void;
}

/** A row of buttons of which one is pressed. */
export function ChoiceRow({ label, choices, chosen, onChoose }: ChoiceRowProps): JSX.Element {
  return (
    <div class="choice-row" role="group" aria-label={label}>
      <span>{label}</span>
      {choices.map((choice) => (
        <button key={choice} type="button" aria-pressed={choice === chosen} onClick={() => onChoose(choice)}>
          {choice}
        </button>
      ))}
    </div>
  );
}
