import { render } from 'preact';
import type { OverlayDefaults } from '../../../protocol/overlay-parameters.ts';
import type { DeliveryReceipt, Snapshot } from '../../../protocol/socket-contract.ts';
import { createCaptionModel, type CaptionModel } from '../../shared/captions/caption-model.ts';
import { languageProblem, parseOverlayOptions, type OverlayOptions } from '../../shared/url-options.ts';
import { addressProblems, noSuchTheme } from '../../shared/url-problems.ts';
import { CaptionOverlay } from './components/caption-overlay.tsx';
import { applyPageStyle } from './page-style.ts';

/** The page as it stands: what it shows and how. */
export interface OverlayPage {
  readonly model: CaptionModel;
  readonly options: OverlayOptions;
  /**
   * The same page where it would look the same with these defaults, else another one in its place.
   * @param snapshot what another one shows from the beginning, so that no caption blinks; nothing when absent.
   */
  withDefaults(defaults: OverlayDefaults, snapshot?: Snapshot): OverlayPage;
}

/** Draws a page of an address. @param onDelivered told once a final has been drawn. */
export function openOverlayPage(query: string, onDelivered: (receipt: DeliveryReceipt) => void): OverlayPage {
  return openPage({ query, options: parseOverlayOptions(query), onDelivered });
}

interface PageInput {
  readonly query: string;
  readonly options: OverlayOptions;
  readonly onDelivered: (receipt: DeliveryReceipt) => void;
  /** Takes the style of the page before it out. */
  readonly removeFormer?: () => void;
  readonly snapshot?: Snapshot | undefined;
}

function openPage({ query, options, onDelivered, removeFormer, snapshot }: PageInput): OverlayPage {
  const lasting = options.preview ? { ...options, holdMs: Number.POSITIVE_INFINITY } : options;
  const model = createCaptionModel(lasting, {
    nowMs: () => performance.now(),
    onDelivered,
    languageProblem: languageProblem(query),
    addressProblems: addressProblems(query),
  });
  if (snapshot) model.restore(snapshot);
  const removeStyle = applyPageStyle(options, (theme) => model.addAddressProblem(noSuchTheme(theme)), removeFormer);
  // In the place of the page before it: lines that stand stay, and do not fade in once more.
  render(<CaptionOverlay model={model} options={options} />, document.body);
  const page: OverlayPage = {
    model,
    options,
    withDefaults(defaults, shown) {
      const next = parseOverlayOptions(query, defaults);
      if (JSON.stringify(next) === JSON.stringify(options)) return page;
      model.dispose();
      return openPage({ query, options: next, onDelivered, removeFormer: removeStyle, snapshot: shown });
    },
  };
  return page;
}
