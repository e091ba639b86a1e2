import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { CaptionModel } from '../../../shared/captions/caption-model.ts';
import { fitLine } from '../line-fit.ts';
import type { LineFit } from '../../../shared/captions/paced-captions.ts';
import type { OverlayOptions } from '../../../shared/url-options.ts';
import { CaptionBlock } from './caption-block.tsx';
import { LineFitProbe } from './line-fit-probe.tsx';
import { MistakeBadge, StatusBadge } from './status-badge.tsx';

/** How much text fits, as the page has measured it. */
interface LineFitState {
  /** Width between the safe areas, in pixels. */
  readonly availablePx: Signal<number>;
  readonly lines: ReadonlySignal<LineFit & { readonly widthPx: number }>;
  readonly setMainPx: (characterPx: number) => void;
  readonly setSourcePx: (characterPx: number) => void;
}

interface CaptionOverlayProps {
  readonly model: CaptionModel;
  readonly options: OverlayOptions;
}

/** The whole page: captions over nothing. */
export function CaptionOverlay({ model, options }: CaptionOverlayProps): JSX.Element {
  const safeArea = useRef<HTMLDivElement>(null);
  const fit = useMemo(() => createFit(options), [options]);
  useEffect(() => {
    const element = safeArea.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => (fit.availablePx.value = element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [fit]);
  useEffect(() => fit.lines.subscribe(model.setFit), [fit, model]);
  const { widthPx } = fit.lines.value;
  // Capitals are wider than usual letters: a line may leave its column before it wraps.
  const sparePx = options.align === 'center' ? (fit.availablePx.value - widthPx) / 2 : 0;
  const style = { width: `${widthPx}px`, '--line-room': `${widthPx + sparePx}px` };
  const isDual = options.layout === 'dual';
  return (
    <div
      class="overlay"
      data-layout={options.layout}
      data-position={options.position}
      data-align={options.align}
      data-text={options.text}
    >
      <div class="safe-area" ref={safeArea}>
        <div class="captions" aria-live="polite" data-empty={isEmpty(model) ? '' : undefined}>
          {isDual && <CaptionBlock place="source" block={model.source} style={style} onDrawn={model.drawn} />}
          <CaptionBlock place="main" block={model.main} style={style} onDrawn={model.drawn} />
        </div>
      </div>
      <LineFitProbe place="main" onMeasured={fit.setMainPx} />
      <LineFitProbe place="source" onMeasured={fit.setSourcePx} />
      {options.status ? <StatusBadge model={model} /> : <MistakeBadge model={model} />}
    </div>
  );
}

function isEmpty(model: CaptionModel): boolean {
  return model.main.value.lines.length === 0 && model.source.value.lines.length === 0;
}

function createFit({ width, size }: OverlayOptions): LineFitState {
  const availablePx = signal(window.innerWidth * 0.9);
  const mainPx = signal(size * 0.55);
  const sourcePx = signal(size * 0.35);
  const lines = computed(() => {
    const main = fitLine({ wantedUnits: width, characterPx: mainPx.value, availablePx: availablePx.value });
    // As wide as the column of the translation, with as much of its smaller letters as there is room for.
    const source = fitLine({ wantedUnits: width * 4, characterPx: sourcePx.value, availablePx: main.widthPx });
    return { main: main.units, source: source.units, widthPx: main.widthPx };
  });
  return {
    availablePx,
    lines,
    setMainPx: (px) => void (mainPx.value = px),
    setSourcePx: (px) => void (sourcePx.value = px),
  };
}
