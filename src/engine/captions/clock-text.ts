/** A length of time as hours, minutes and seconds, such as `0:01:02`. @param hourDigits at least so many for the hours. */
export function clockText(seconds: number, hourDigits = 1): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${padded(hours, hourDigits)}:${padded(minutes, 2)}:${padded(seconds % 60, 2)}`;
}

/** A date in local time: `2026-11-27`, and the parts of its time, each with two digits. */
export function localDate(at: Date): { readonly day: string; readonly time: readonly string[] } {
  const two = (value: number): string => padded(value, 2);
  return {
    day: [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-'),
    time: [at.getHours(), at.getMinutes(), at.getSeconds()].map(two),
  };
}

/** A whole number with zeros before it. */
export function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
