import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CaptionModel } from '../../../shared/captions/caption-model.ts';
import { statusSentence, type StatusSentence } from '../../../shared/status-sentence.ts';
import { fontNote } from '../font-note.ts';

/** How long a page that cannot show anything says so by itself, in milliseconds. */
const TOLD_MS = 20_000;

interface StatusBadgeProps {
  readonly model: Pick<CaptionModel, 'connection' | 'status' | 'languageNote' | 'addressProblems' | 'main' | 'source'>;
}

/** Tells the streamer, not the viewers, how things are: only where the address asks for it. */
export function StatusBadge({ model }: StatusBadgeProps): JSX.Element {
  const font = useSignal<StatusSentence | undefined>(undefined);
  const { main, source, connection, status } = model;
  // Once it is drawn, its fonts are known.
  useEffect(() => void (font.value = fontNote([main.value, source.value])), [main.value, source.value]);
  return <Badge {...statusSentence(connection.value, status.value, addressNote(model) ?? font.value)} />;
}

/** All that is to be told of the address. */
function addressNote({ languageNote, addressProblems }: StatusBadgeProps['model']): StatusSentence | undefined {
  const told = [languageNote.value?.text, ...addressProblems.value].filter((text) => text !== undefined);
  return told.length === 0 ? undefined : { tone: languageNote.value?.tone ?? 'waiting', text: told.join(' ') };
}

/**
 * Tells the streamer of an address that shows nothing, also where it asks for no badge: for a while only, since viewers
 * may see it.
 */
export function MistakeBadge({ model }: StatusBadgeProps): JSX.Element | null {
  const told = useSignal(false);
  const note = model.connection.value === 'connected' ? model.languageNote.value : undefined;
  const text = note?.tone === 'bad' ? note.text : undefined;
  useEffect(() => {
    if (text === undefined) return undefined;
    // eslint-disable-next-line no-console -- errors of the console are all of a page that gets into the log of OBS
    console.warn(`Overlingo: ${text}`);
    told.value = false;
    const timer = setTimeout(() => (told.value = true), TOLD_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === undefined || told.value ? null : <Badge tone="bad" text={text} />;
}

function Badge({ tone, text }: StatusSentence): JSX.Element {
  return (
    <div class="status-badge" data-tone={tone}>
      {text}
    </div>
  );
}
