// The text of `pactl list` is read, not its JSON: pactl 15 and 16 (Debian 12, Ubuntu 22.04) write names that are not
// ASCII as "(null)" there, and older ones know no JSON at all. In the C locale the text has been the same since 2009.

/** One block for each thing that is listed; they are parted by empty lines. */
export function blocks(text: string): string[] {
  return text.split(/\n\s*\n/u);
}

/** What stands behind `name:` in a block. */
export function field(block: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}: (.+)$`, 'mu').exec(block)?.[1]?.trim();
}
