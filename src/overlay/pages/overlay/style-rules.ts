import type { OverlayOptions } from '../../shared/url-options.ts';

/**
 * The style rules that the address of the page asks for. They stand in the layer `url`, above the theme and below the
 * custom CSS of OBS, which is in no layer and so always wins.
 */
export function styleRules({ size, lines, background, font }: OverlayOptions): string {
  const variables = [
    `--caption-size: ${size}`,
    `--caption-lines: ${lines}`,
    ...(background === undefined ? [] : [`--caption-background-opacity: ${background}`]),
    ...(font === undefined ? [] : [`--caption-font: "${font}", var(--caption-font-fallback)`]),
  ];
  return `@layer url { :root { ${variables.join('; ')} } }`;
}
