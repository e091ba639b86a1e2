import type { JSX } from 'preact';
import { announced } from '../watch-model.ts';
import { languageAttributes } from './language-attributes.ts';
import { CaptionLog } from './caption-log.tsx';
import { StateNote } from './state-note.tsx';
import { TopBar } from './top-bar.tsx';

interface WatchPageProps {
  readonly onTrack: (track: string) => void;
}

/** The page on which viewers read. */
export function WatchPage({ onTrack }: WatchPageProps): JSX.Element {
  return (
    <div class="watch">
      <TopBar onTrack={onTrack} />
      <StateNote />
      <CaptionLog />
      <Announcer />
    </div>
  );
}

/** Reads new lines to those who do not see them, when nothing else is read to them. */
function Announcer(): JSX.Element {
  return (
    <div class="aside" role="log" aria-live="polite" aria-label="New captions">
      {announced.value.map(({ key, text, language }) => (
        <p key={key} {...languageAttributes(language)}>
          {text}
        </p>
      ))}
    </div>
  );
}
