import { isNamed, isSpokenOf } from './spoken-marks.ts';
import { isSaid, withoutHeader } from './template-marks.ts';

const NAME =
  '(?:[a-z]{1,20}[:_])?(?:think|thinking|thought|thoughts|(?:thought|thinking|reasoning)_process|reasoning|reason|reflection|analysis|scratch_?pad|inner_monologue|rationale)';

/** Where a model begins to think aloud. */
const START = [
  `<${NAME}(?:\\s[^<>]{0,80})?>|<details\\s[^<>]{0,40}reasoning[^<>]{0,40}>`,
  '\\[THINK\\]|◁think▷',
  // Gpt-oss, and Gemma 4.
  '<\\|channel\\|?>\\s{0,4}(?:analysis|commentary|thought)|assistant(?:analysis|commentary)',
  '<\\|(?:START_THINKING|inner_prefix|think|thinking|thought|thoughts|reasoning)\\|>|<[|｜](?:begin|start)[_▁ ]of[_▁ ](?:thought|thinking|think)s?[|｜]>',
  // MedGemma.
  '<unused94>\\s{0,4}(?:thought)?',
].join('|');

/** Where its thoughts end. Templates may swallow the start, never the end. */
const END = [
  `</${NAME}>|</details>`,
  '\\[/THINK\\]|◁/think▷|<channel\\|>',
  '<\\|(?:END_THINKING|inner_suffix|/think|/thinking|/thought|/thoughts|/reasoning)\\|>|<[|｜]end[_▁ ]of[_▁ ](?:thought|thinking|think)s?[|｜]>|<unused95>',
].join('|');

/** Where the answer begins, whatever stood before. */
const ANSWER = [
  '<\\|channel\\|>\\s{0,4}final[^<>]{0,40}(?:<\\|constrain\\|>[^<>]{0,20})?<\\|message\\|>|assistantfinal:?',
  '\\[BEGIN FINAL RESPONSE\\]|<[|｜]begin[_▁ ]of[_▁ ]solution[|｜]>|<\\|START_RESPONSE\\|>',
].join('|');

/** A new turn of the model ends thoughts that have no end mark. */
const TURN =
  '<\\|(?:start|begin|im_start|start_header_id|header_start|start_of_role|turn)\\|?>\\s{0,4}(?:assistant|model)|assistant\\s{1,4}final\\b:?';

const MARKS = new RegExp(`(?<start>${START})|(?<end>${END})|(?<answer>${ANSWER})|(?<turn>${TURN})`, 'giu');
const FIRST_START = new RegExp(START, 'iu');
const STARTS_WITH_START = new RegExp(`^(?:${START})`, 'iu');

/** No mark above is longer. */
export const LONGEST_THOUGHT_MARK = 140;

/** Marks of harmony of which servers have left the words: "analysisWe need …assistantfinalHello". */
const BARE_ANALYSIS = /^\s*(?:assistant)?(?:analysis|commentary)(?=\s*\n|["“'‘]?\p{Lu}|\p{Lo})/u;
const BARE_FINAL = /^\s*(?:assistant)?final(?=["“'‘¿¡]?\p{Lu}|\p{Lo}|\n)/u;
/** A header of harmony without its marks: "commentary to=functions.translate json". */
const BARE_HEADER =
  /^\s*(?:(?:assistant|analysis|commentary|final)\s?){0,2}\bto=[\w.-]{1,60}(?:\s{1,4}(?:<\|constrain\|>)?(?:json|text|code)(?=[\s{"]))?\s{0,4}/u;
/** With a space between, it is one only where the answer is announced behind. */
const SPACED_ANALYSIS = /^\s*analysis\s(?=[\s\S]*assistant\s*final)/u;

/** Models that think in words: Granite 3, Apriel. Nothing of it is shown before the end is there. */
const SPOKEN_START = /^\s*here (?:is my thought process|are my reasoning steps):/iu;
const SPOKEN_ANSWER = /\n[ \t]{0,8}here is my response:/iu;

/** True where an answer begins with thoughts. */
export function startsThinking(text: string, source: string): boolean {
  const [mark] = STARTS_WITH_START.exec(behindHeader(text, source)) ?? [];
  if (mark !== undefined) return !isSaid(mark, source);
  if (SPOKEN_START.test(text)) return true;
  return BARE_ANALYSIS.test(text) && !isSaid('analysis', source);
}

/** The marks before thoughts, as `<|start|>assistant`, but none of the thoughts themselves. */
function behindHeader(text: string, source: string): string {
  const trimmed = text.trimStart();
  const at = trimmed.slice(0, LONGEST_THOUGHT_MARK).search(FIRST_START);
  // Nothing but the header may stand before.
  return at > 0 && withoutHeader(trimmed.slice(0, at), source).trim() === '' ? trimmed.slice(at) : trimmed;
}

/** Where thoughts have ended in a text, as the index behind the mark; -1 where they have not. @param thinking knows their start. */
export function endOfThoughts(text: string, source: string, thinking: boolean): number {
  for (const { 0: mark, index, groups = {} } of text.matchAll(MARKS)) {
    const ends = groups['end'] ?? groups['answer'] ?? (thinking ? groups['turn'] : undefined);
    if (ends !== undefined && !isSaid(mark, source)) return index + mark.length;
  }
  const spoken = thinking ? SPOKEN_ANSWER.exec(text) : undefined;
  return spoken ? spoken.index + spoken[0].length : -1;
}

/** What is no thought; empty where they do not end. */
export function withoutThoughts(answer: string, source: string): string {
  const raw = source.includes('to=') ? answer : answer.replace(BARE_HEADER, '');
  const bare = bareAnalysis(raw, source);
  let text = '';
  let from = 0;
  let thinking = bare > 0;
  const lastEnd = lastEndIn(raw);
  let isStartSaid = false;
  for (const { 0: mark, index, groups = {} } of raw.matchAll(MARKS)) {
    if (index < from || isSaid(mark, source) || (groups['turn'] !== undefined && !thinking)) continue;
    const isSpoken = isSpokenOf(raw, index, mark, source) && isNamed(mark, source);
    if (
      groups['start'] !== undefined &&
      (isSpoken || isNoThought(mark, raw.slice(from, index), lastEnd > index, source))
    ) {
      isStartSaid ||= !thinking;
      continue;
    }
    if (groups['end'] !== undefined && isSpoken && isStartSaid && !thinking) continue;
    if (groups['start'] === undefined) {
      // Without a start, all before was thought.
      if (!thinking || groups['answer'] !== undefined) text = '';
      thinking = false;
    } else if (!thinking) {
      text += raw.slice(from, index);
      thinking = true;
    }
    from = index + mark.length;
  }
  const rest = thinking ? text : text + raw.slice(from);
  return withoutSpokenThoughts(isSaid('final', source) ? rest : rest.replace(BARE_FINAL, ''));
}

/** The index of the last end of thoughts; -1 without one. */
function lastEndIn(raw: string): number {
  let last = -1;
  for (const { index, groups = {} } of raw.matchAll(MARKS)) {
    if (groups['end'] !== undefined || groups['answer'] !== undefined) last = index;
  }
  return last;
}

/** A start amid a sentence that never ends, and that models write otherwise, or that the speaker named. */
function isNoThought(mark: string, before: string, ends: boolean, source: string): boolean {
  if (ends || !/[\p{L}\p{N}]/u.test(before)) return false;
  const isBracketed = mark.startsWith('[') && mark !== '[THINK]';
  return isBracketed || (/^[[<][a-z]+[\]>]$/iu.test(mark) && before.endsWith(' ') && isNamed(mark, source));
}

function bareAnalysis(raw: string, source: string): number {
  if (isSaid('analysis', source)) return 0;
  return (BARE_ANALYSIS.exec(raw) ?? SPACED_ANALYSIS.exec(raw))?.[0].length ?? 0;
}

function withoutSpokenThoughts(text: string): string {
  const answer = SPOKEN_START.test(text) ? SPOKEN_ANSWER.exec(text) : undefined;
  return answer ? text.slice(answer.index + answer[0].length) : text;
}
