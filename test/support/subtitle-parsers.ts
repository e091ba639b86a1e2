/** A cue as a strict reader sees it. Times in milliseconds. */
export interface ParsedCue {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
}

/** Reads SubRip. Throws where anything is not as it should be, such as half a cue at the end. */
export function parseSrt(text: string): ParsedCue[] {
  return blocksOf(text).map((block, index) => {
    const [number, times, ...lines] = block.split('\n');
    if (number !== String(index + 1)) throw new Error(`Cue ${index + 1} has the number ${number}.`);
    return parsedCue(times, lines, ',');
  });
}

/** Reads WebVTT as this project writes it: with numbers and without settings, notes and styles. */
export function parseVtt(text: string): ParsedCue[] {
  if (!text.startsWith('WEBVTT\n\n')) throw new Error('There is no header.');
  return blocksOf(text.slice('WEBVTT\n\n'.length)).map((block) => {
    const [, times, ...lines] = block.split('\n');
    if (lines.some((line) => /-->|<|&(?!amp;|lt;|gt;)/u.test(line))) throw new Error('A line holds markup.');
    return parsedCue(times, lines, '.');
  });
}

/** Reads Advanced SubStation as this project writes it. */
export function parseAss(text: string): ParsedCue[] {
  const begin = '[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n';
  if (!text.startsWith('[Script Info]\n') || !text.includes(begin)) throw new Error('There is no header.');
  const events = text.slice(text.indexOf(begin) + begin.length);
  if (events !== '' && !events.endsWith('\n')) throw new Error('The last line has no end.');
  return events.split('\n').flatMap((line) => {
    if (line === '') return [];
    const fields = /^Dialogue: 0,(\d+:\d\d:\d\d\.\d\d),(\d+:\d\d:\d\d\.\d\d),Default,,0,0,0,,(.+)$/u.exec(line);
    if (!fields) throw new Error('A line is no dialogue.');
    const [, start = '', end = '', shown = ''] = fields;
    return [{ startMs: msOf(start) * 10, endMs: msOf(end) * 10, lines: shown.split('\\N') }];
  });
}

function blocksOf(text: string): string[] {
  if (text === '') return [];
  if (!text.endsWith('\n\n')) throw new Error('The last cue has no end.');
  // Empty lines at the end are nothing, as for every reader.
  const cues = text.trimEnd();
  return cues === '' ? [] : cues.split('\n\n');
}

function parsedCue(times: string | undefined, lines: readonly string[], point: string): ParsedCue {
  const time = `(\\d{2,}:\\d\\d:\\d\\d[${point}]\\d{3})`;
  const [, start = '', end = ''] = new RegExp(`^${time} --> ${time}$`, 'u').exec(times ?? '') ?? [];
  if (end === '') throw new Error(`A cue has the times "${times}".`);
  const [startMs, endMs] = [msOf(start), msOf(end)];
  if (endMs <= startMs) throw new Error('A cue ends before it begins.');
  if (lines.length === 0 || lines.includes('')) throw new Error('A cue has no text.');
  return { startMs, endMs, lines };
}

/** Of hundredths it gives a tenth of the milliseconds. */
function msOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0, rest = 0] = time.split(/[:.,]/u).map(Number);
  const unit = /[.,]\d\d$/u.test(time) ? 100 : 1000;
  return ((hours * 60 + minutes) * 60 + seconds) * unit + rest;
}
