import type { JSX } from 'preact';
import { AddressRow } from '../../../shared/address-row.tsx';
import { overlayPath } from '../../../shared/overlay-choices.ts';
import { overlayChoices, theme, token } from '../demo-model.ts';

/** The addresses for OBS, each with a button that copies it. */
export function OverlayLinks(): JSX.Element {
  return (
    <section class="card">
      <h2>Put it into OBS</h2>
      <p>
        In OBS choose <b>Sources → + → Browser</b>, paste one of these addresses, and set the size of your canvas, such
        as <b>1920 × 1080</b>.
      </p>
      <ul class="links">
        {overlayChoices.value.map((choice) => (
          <AddressRow key={choice.label} label={choice.label} path={overlayPath(choice, theme.value, token)} />
        ))}
      </ul>
    </section>
  );
}
