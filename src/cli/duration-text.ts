/** A length of time for people, such as `41 s`, `12 min 3 s` or `1 h 5 min`. @param ms in milliseconds. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (hours > 0) return withRest(`${hours} h`, minutes % 60, 'min');
  return minutes > 0 ? withRest(`${minutes} min`, seconds % 60, 's') : `${seconds} s`;
}

function withRest(whole: string, rest: number, unit: string): string {
  return rest === 0 ? whole : `${whole} ${rest} ${unit}`;
}
