import { styleRules } from './style-rules.ts';
import { DEFAULT_THEME, type OverlayOptions } from '../../shared/url-options.ts';

/**
 * Puts the theme and what the options ask for into the page. A theme that does not exist is replaced. Gives back what
 * takes both out again.
 */
export function applyPageStyle(options: OverlayOptions): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleRules(options));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const removed = new AbortController();
  loadTheme(options.theme, removed.signal);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    removed.abort();
  };
}

function loadTheme(theme: string, removed: AbortSignal): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/themes/${encodeURIComponent(theme)}.css`;
  removed.addEventListener('abort', () => link.remove());
  link.addEventListener('error', () => {
    link.remove();
    if (theme !== DEFAULT_THEME && !removed.aborted) loadTheme(DEFAULT_THEME, removed);
  });
  document.head.append(link);
}
