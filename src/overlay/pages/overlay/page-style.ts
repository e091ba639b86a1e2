import { styleRules } from './style-rules.ts';
import { DEFAULT_THEME, type OverlayOptions } from '../../shared/url-options.ts';

/**
 * Puts the theme and what the options ask for into the page. A theme that does not exist is replaced. Gives back what
 * takes both out again.
 * @param onMissing told the name of such a theme.
 */
export function applyPageStyle(options: OverlayOptions, onMissing: (theme: string) => void): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleRules(options));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const removed = new AbortController();
  loadTheme(options.theme, removed.signal, onMissing);
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    removed.abort();
  };
}

function loadTheme(theme: string, removed: AbortSignal, onMissing: (theme: string) => void): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/themes/${encodeURIComponent(theme)}.css`;
  removed.addEventListener('abort', () => link.remove());
  link.addEventListener('error', () => {
    link.remove();
    if (theme === DEFAULT_THEME || removed.aborted) return;
    onMissing(theme);
    loadTheme(DEFAULT_THEME, removed, onMissing);
  });
  document.head.append(link);
}
