import type { ReadonlySignal } from '@preact/signals';
import type { CSSProperties, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ScreenBlock } from '../../../shared/captions/caption-screen.ts';
import { CaptionLine } from './caption-line.tsx';

interface CaptionBlockProps {
  readonly place: 'main' | 'source';
  readonly block: ReadonlySignal<ScreenBlock>;
  /** Sets the width, so that growing text does not move what stands before it. */
  readonly style: CSSProperties;
  /** Called after each drawing. */
  readonly onDrawn: () => void;
}

/** One place of the screen. Its lines stand at its bottom, and older ones leave at its top. */
export function CaptionBlock({ place, block, style, onDrawn }: CaptionBlockProps): JSX.Element {
  const { lines, rolls } = block.value;
  useEffect(onDrawn, [block.value]);
  return (
    <div
      class={`caption caption--${place}`}
      data-empty={lines.length === 0 ? '' : undefined}
      data-lang={lines[0]?.language}
      data-roll={rolls === 0 ? undefined : rolls % 2 === 0 ? 'even' : 'odd'}
      style={style}
    >
      {lines.map(({ key, ...line }) => (
        <CaptionLine key={key} {...line} />
      ))}
    </div>
  );
}
