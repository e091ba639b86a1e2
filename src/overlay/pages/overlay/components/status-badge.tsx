import type { JSX } from 'preact';
import type { CaptionModel } from '../../../shared/captions/caption-model.ts';
import { statusSentence } from '../../../shared/status-sentence.ts';

interface StatusBadgeProps {
  readonly model: Pick<CaptionModel, 'connection' | 'status' | 'languageNote'>;
}

/** Tells the streamer, not the viewers, how things are: only where the address asks for it. */
export function StatusBadge({ model }: StatusBadgeProps): JSX.Element {
  const { tone, text } = statusSentence(model.connection.value, model.status.value, model.languageNote.value);
  return (
    <div class="status-badge" data-tone={tone}>
      {text}
    </div>
  );
}
