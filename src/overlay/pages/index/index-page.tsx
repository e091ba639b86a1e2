import type { JSX } from 'preact';
import { tokenFragment } from '../../shared/access-token.ts';
import { AddressRow } from '../../shared/address-row.tsx';
import { NoticeList } from '../../shared/notice-list.tsx';
import { overlayPath } from '../../shared/overlay-choices.ts';
import { DEFAULT_THEME } from '../../shared/url-options.ts';
import { choices, runInfo, sentence, token } from './index-model.ts';

/** Where everything is. It offers only what this run has, and says what the rest needs. */
export function IndexPage(): JSX.Element {
  const { tone, text } = sentence.value;
  const info = runInfo.value;
  return (
    <div class="page">
      <header>
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>Overlingo</h1>
        <p>Live captions and live translation for your stream</p>
      </header>
      <main>
        <section class="card">
          <p class="sentence" data-tone={tone} role="status">
            {text}
          </p>
          <NoticeList notices={info?.notices ?? []} />
          <ul class="links">
            <PageRow label="See it at work, with the state of the engine" path="/demo" />
            {token === undefined && <PageRow label="Start, mute and change captions, for a dock of OBS" path="/dock" />}
            <PageRow label="Sample captions, to arrange the source and try out a theme" path="/overlay?preview=1" />
            {info?.microphone === true && (
              <PageRow label="Send the sound of a microphone or a browser tab" path="/microphone" />
            )}
          </ul>
          {info?.microphone === false && (
            <p class="absent">
              This run does not listen to browsers. To let a guest speak from a browser, start Overlingo with{' '}
              <code>--input browser</code>.
            </p>
          )}
        </section>
        <section class="card">
          <h2>Put it into OBS</h2>
          <p>
            In OBS choose <b>Sources → + → Browser</b>, paste one of these addresses, and set the size of your canvas,
            such as <b>1920 × 1080</b>.
          </p>
          <ul class="links">
            <AddressRow label="As the configuration says" path={`/overlay${tokenFragment(token)}`} />
            {choices.value.map((choice) => (
              <AddressRow key={choice.label} label={choice.label} path={overlayPath(choice, DEFAULT_THEME, token)} />
            ))}
          </ul>
        </section>
      </main>
    </div>
  );
}

function PageRow({ label, path }: { readonly label: string; readonly path: string }): JSX.Element {
  return (
    <li>
      <span>{label}</span>
      <a href={path + tokenFragment(token)}>{path}</a>
    </li>
  );
}
