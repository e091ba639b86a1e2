import { styleRules } from './style-rules.ts';
import { DEFAULT_THEME, type OverlayOptions } from '../../shared/url-options.ts';

/** Puts the theme and what the address asks for into the page. A theme that does not exist is replaced. */
export function applyPageStyle(options: OverlayOptions): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleRules(options));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  loadTheme(options.theme);
}

function loadTheme(theme: string): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = `/themes/${encodeURIComponent(theme)}.css`;
  link.addEventListener('error', () => {
    link.remove();
    if (theme !== DEFAULT_THEME) loadTheme(DEFAULT_THEME);
  });
  document.head.append(link);
}
