import type { JSX } from 'preact';
import { overlayPath } from '../../../shared/overlay-choices.ts';
import { ChoiceRow } from './choice-row.tsx';
import { overlayChoices, pickOverlay, shownOverlay, theme, THEMES, token } from '../demo-model.ts';
import { ClipPlayer } from './clip-player.tsx';
import { OverlayLinks } from './overlay-links.tsx';
import { StatusPanel } from './status-panel.tsx';
import { StreamScene } from './stream-scene.tsx';

/** What a newcomer sees first: the overlay at work, why it is there, and how to get it into OBS. */
export function DemoPage(): JSX.Element {
  const shown = shownOverlay.value;
  return (
    <div class="page">
      <header>
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>Overlingo</h1>
        <p>Live captions and live translation for your stream, made on your own PC.</p>
      </header>
      <main>
        <figure>
          <div class="stage">
            <StreamScene />
            <iframe src={overlayPath(shown, theme.value, token)} title="The caption overlay" />
          </div>
          <ClipPlayer />
          <figcaption>
            The picture is a stand-in for your game. The captions over it are the real overlay, exactly as OBS would
            show it: brighter words are settled, dimmer ones may still change.
          </figcaption>
          <div class="choices">
            <ChoiceRow
              label="Captions"
              choices={overlayChoices.value.map(({ label }) => label)}
              chosen={shown.label}
              onChoose={(label) => overlayChoices.value.filter((choice) => choice.label === label).forEach(pickOverlay)}
            />
            <ChoiceRow
              label="Theme"
              choices={THEMES}
              chosen={theme.value}
              onChoose={(name) => (theme.value = THEMES.find((known) => known === name) ?? THEMES[0])}
            />
          </div>
        </figure>
        <aside>
          <StatusPanel />
          <OverlayLinks />
        </aside>
      </main>
    </div>
  );
}
