/** Names of marks: "OUT", "END TRANSLATION". */
const NAME = '[\\p{L}_ -]{1,30}';

const FIRST_BRACKET = new RegExp(`^\\[(${NAME})\\]`, 'iu');
const LAST_BRACKET = new RegExp(`\\[/(${NAME})\\]$`, 'iu');
const FIRST_CHEVRONS = new RegExp(`^<{2,3}\\s?/?${NAME}\\s?>{2,3}(?=.)`, 'isu');
const LAST_CHEVRONS = new RegExp(`(?<=.)<{2,3}\\s?/?${NAME}\\s?>{2,3}$`, 'isu');
const CHEVRONED = /^<{2,3}([^<>]+)>{2,3}$/u;
/** Doubled, or one pair of braces around what is no structure. */
const BRACKETED = /^(?:\[\[([^[\]]+)\]\]|\{\{([^{}]+)\}\}|\{([^{}:"]+)\})$/u;

/** No mark above is longer. */
const LONGEST_MARK = 40;

/** Takes delimiters away that hold all of the text: `[OUT]…[/OUT]`, `<<<…>>>`, `[[…]]`, `{…}`; none of a sort that the source has. */
export function withoutDelimiters(text: string, source: string): string {
  const content = /[<‹«]/u.test(source) ? text : withoutChevrons(text);
  return /[[{]/u.test(source) ? content : withoutBrackets(content);
}

function withoutChevrons(text: string): string {
  const whole = CHEVRONED.exec(text)?.[1];
  if (whole !== undefined) return whole.trim();
  const first = FIRST_CHEVRONS.exec(text.slice(0, LONGEST_MARK))?.[0] ?? '';
  const last = LAST_CHEVRONS.exec(text.slice(-LONGEST_MARK))?.[0] ?? '';
  return first === '' && last === '' ? text : text.slice(first.length, text.length - last.length).trim();
}

function withoutBrackets(text: string): string {
  const bracketed = BRACKETED.exec(text);
  if (bracketed) return (bracketed[1] ?? bracketed[2] ?? bracketed[3] ?? '').trim();
  const [end, name = ''] = LAST_BRACKET.exec(text.slice(-LONGEST_MARK)) ?? [];
  if (end === undefined) return text;
  const [start, opened] = FIRST_BRACKET.exec(text.slice(0, LONGEST_MARK)) ?? [];
  const isPair = start !== undefined && opened?.toLowerCase() === name.toLowerCase();
  return text.slice(isPair ? start.length : 0, -end.length).trim();
}
