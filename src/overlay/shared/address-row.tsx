import { signal } from '@preact/signals';
import type { JSX } from 'preact';

/** How long a button says that it has copied, in milliseconds. */
const COPIED_MS = 2000;

const copied = signal<string | undefined>(undefined);

interface AddressRowProps {
  readonly label: string;
  /** Of a page of this server, with its query and token. */
  readonly path: string;
}

/** An address for OBS, with a button that copies it. To be put into a list of the class `links`. */
export function AddressRow({ label, path }: AddressRowProps): JSX.Element {
  const url = location.origin + path;
  return (
    <li>
      <span>{label}</span>
      <a href={url} target="_blank" rel="noreferrer">
        {url.replace(/^https?:\/\/|#.*$/gu, '')}
      </a>
      <button type="button" aria-label={`Copy the address for ${label}`} onClick={() => void copy(url)}>
        {copied.value === url ? 'Copied' : 'Copy'}
      </button>
    </li>
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
