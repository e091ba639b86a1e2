/** How many there are of something, such as `1 caption` or `12 captions`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
