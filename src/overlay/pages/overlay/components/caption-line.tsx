import type { JSX } from 'preact';
import type { ScreenLine } from '../../../shared/captions/caption-screen.ts';
import { speakerColor } from '../speaker-color.ts';

type CaptionLineProps = Omit<ScreenLine, 'key'>;

/** One line. Text that may still change is in an element of its own, so that a theme can tell it apart. */
export function CaptionLine(line: CaptionLineProps): JSX.Element {
  const { label, stableText, unstableText, language, direction, final, untranslated, isFirst, afterGap } = line;
  return (
    <p
      class="caption-line"
      lang={language}
      dir={direction}
      data-state={final ? 'final' : 'partial'}
      data-untranslated={untranslated ? '' : undefined}
    >
      <span class="caption-text">
        {afterGap && <span class="caption-gap">… </span>}
        {untranslated && isFirst && <span class="caption-tag">{language}</span>}
        {label !== undefined && (
          <span class="caption-speaker" data-color={speakerColor(label)}>
            {label}
          </span>
        )}
        {stableText !== '' && <span class="stable">{stableText}</span>}
        {unstableText !== '' && <span class="unstable">{unstableText}</span>}
      </span>
    </p>
  );
}
