/** Sounds and remarks that are not speech: `[BLANK_AUDIO]`, `(music)`, `*laughs*`, also where the end was cut off. */
const REMARKS = /\[[^\]]*(?:\]|$)|\([^)]*(?:\)|$)|（[^）]*(?:）|$)|【[^】]*(?:】|$)|\*[^*]+\*/gu;

const NOTES = /[♩♪♫♬🎵🎶]/gu;

/** The spoken words of what a recogniser wrote; empty where nothing was said. */
export function spokenText(text: string): string {
  const spoken = text.replace(REMARKS, ' ').replace(NOTES, ' ').replace(/\s+/gu, ' ').trim();
  return /[\p{L}\p{N}]/u.test(spoken) ? spoken : '';
}
