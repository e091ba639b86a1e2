import type { JSX } from 'preact';
import { SIZES, THEMES, type Theme } from '../watch-choices.ts';
import { choices, chooseTheme, resize } from '../watch-model.ts';

const THEME_NAMES: Readonly<Record<Theme, string>> = { auto: 'Automatic', light: 'Light', dark: 'Dark' };

interface LookPanelProps {
  readonly isOpen: boolean;
}

/** Size of the letters, and colours. */
export function LookPanel({ isOpen }: LookPanelProps): JSX.Element {
  const { size, theme } = choices.value;
  return (
    <div id="look" class="panel" hidden={!isOpen}>
      <div class="row" role="group" aria-label="Letters">
        <span aria-hidden="true">Letters</span>
        <div class="steps">
          <button type="button" disabled={size === 0} onClick={() => resize(-1)}>
            A−<span class="aside"> Smaller letters</span>
          </button>
          <span class="scale" aria-hidden="true">
            {SIZES.map((name, index) => (
              <i key={name} data-on={index <= size} />
            ))}
          </span>
          <button type="button" disabled={size === SIZES.length - 1} onClick={() => resize(1)}>
            A+<span class="aside"> Larger letters</span>
          </button>
        </div>
      </div>
      <div class="row" role="group" aria-label="Colours">
        <span aria-hidden="true">Colours</span>
        <div class="choice">
          {THEMES.map((name) => (
            <button key={name} type="button" aria-pressed={name === theme} onClick={() => chooseTheme(name)}>
              {THEME_NAMES[name]}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}
