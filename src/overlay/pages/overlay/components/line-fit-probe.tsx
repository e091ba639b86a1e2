import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Text with the letter frequencies of Latin scripts; its width gives the mean width of a character. */
const SAMPLE = 'the sun set slowly and a ship came over the wide sea to find an old map Today';

interface LineFitProbeProps {
  readonly place: 'main' | 'source';
  /** @param characterPx mean width of a character, in pixels. */
  readonly onMeasured: (characterPx: number) => void;
}

/** Measures the letters as they are drawn, whatever set their size: address, theme, OBS, or the size of the source. */
export function LineFitProbe({ place, onMeasured }: LineFitProbeProps): JSX.Element {
  const sample = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const element = sample.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => onMeasured(element.offsetWidth / SAMPLE.length));
    observer.observe(element);
    return () => observer.disconnect();
  }, [onMeasured]);
  return (
    <div class={`line-fit-probe caption--${place}`} aria-hidden="true">
      <span ref={sample}>{SAMPLE}</span>
    </div>
  );
}
