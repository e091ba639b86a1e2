/** How captions by a language model may sound. */
export const CAPTION_STYLES = ['plain', 'casual', 'formal'] as const;

export type CaptionStyle = (typeof CAPTION_STYLES)[number];
