import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { overlayChoices, overlayPath, theme } from '../demo-model.ts';

/** How long a button says that it has copied, in milliseconds. */
const COPIED_MS = 2000;

const copied = signal<string | undefined>(undefined);

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
        {overlayChoices.value.map((choice) => {
          const url = location.origin + overlayPath(choice, theme.value);
          return (
            <li key={choice.label}>
              <span>{choice.label}</span>
              <a href={url} target="_blank" rel="noreferrer">
                {url.replace(/^https?:\/\/|#.*$/gu, '')}
              </a>
              <button type="button" aria-label={`Copy the address for ${choice.label}`} onClick={() => void copy(url)}>
                {copied.value === url ? 'Copied' : 'Copy'}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

async function copy(url: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Refused in some embedded browsers: the visitor gets the address in a field to copy it by hand.
    window.prompt('Copy this address:', url);
    return;
  }
  copied.value = url;
  setTimeout(() => {
    if (copied.value === url) copied.value = undefined;
  }, COPIED_MS);
}
