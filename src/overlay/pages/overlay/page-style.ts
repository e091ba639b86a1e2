import { styleRules } from './style-rules.ts';
import { DEFAULT_THEME, type OverlayOptions } from '../../shared/url-options.ts';

/**
 * Puts the theme and what the options ask for into the page. A theme that does not exist is replaced. Gives back what
 * takes both out again.
 * @param onMissing told the name of such a theme.
 * @param removeFormer takes the former style out: once this one is there, so that no caption is seen without any.
 */
export function applyPageStyle(
  options: OverlayOptions,
  onMissing: (theme: string) => void,
  removeFormer: () => void = () => undefined,
): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleRules(options));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const removed = new AbortController();
  loadTheme(options.theme, { removed: removed.signal, onMissing, onSettled: removeFormer });
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    removed.abort();
    removeFormer();
  };
}

interface ThemeTools {
  readonly removed: AbortSignal;
  readonly onMissing: (theme: string) => void;
  /** Told once it is there, or none can be had. */
  readonly onSettled: () => void;
}

function loadTheme(theme: string, tools: ThemeTools): void {
  const { removed, onMissing, onSettled } = tools;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/themes/${encodeURIComponent(theme)}.css`;
  removed.addEventListener('abort', () => link.remove());
  link.addEventListener('load', onSettled);
  link.addEventListener('error', () => {
    link.remove();
    if (removed.aborted) return;
    if (theme === DEFAULT_THEME) {
      onSettled();
      return;
    }
    onMissing(theme);
    loadTheme(DEFAULT_THEME, tools);
  });
  document.head.append(link);
}
