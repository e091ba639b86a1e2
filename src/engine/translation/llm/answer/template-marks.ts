import { lettersOf } from './plain-text.ts';
import { isSpokenOf } from './spoken-marks.ts';

/**
 * Marks that chat templates put around what is said, by the shape that families of models give them. Servers should keep
 * them, and leak them where the template in use is not that of the model. All lengths are limited, so that a search takes
 * time in proportion to the text.
 */
const SHAPES = [
  // Llama, Qwen, Phi, Granite, Cohere, Kimi, GLM, DeepSeek, Hunyuan, Falcon, Jamba, Apertus, harmony.
  '<[|｜][^<>|｜\\n]{1,60}[|｜]>',
  // Gemma 4: the bar is on the side of the content.
  '<\\|\\/?[a-z_]{1,30}>|<\\/?[a-z_]{1,30}\\|>',
  // EXAONE.
  '\\[\\|[^\\[\\]|\\n]{1,30}\\|\\]',
  // MiniMax.
  '\\]~!?b[\\[\\]]|\\[e~\\[',
  // Mistral and Llama 2; GLM, InternLM and BERT.
  '\\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|ARGS|CALL_ID|PREFIX|SUFFIX|MIDDLE)\\]',
  '<</?SYS>>|\\[(?:[gs]?MASK|CLS|SEP|PAD|UNK|BOS|EOS|EOT|EOD|UNUSED_TOKEN_\\d{1,4})\\]',
  // Apriel.
  '\\[(?:BEGIN|END) FINAL RESPONSE\\]',
  // Sentence pieces, T5, Gemma, Baichuan, Nemotron, MiniMax.
  '</?s>|<(?:bos|eos|pad|unk|sep|cls|mask|sop|eop|eod|eoa|eoh|eom|eot|nospace)>|<0x[0-9A-F]{2}>',
  '<(?:unused|reserved_|reserved_token_|extra_id_|special_|tokens_unused_)\\d{1,5}>',
  '</?(?:start|end|begin|beginning)_of_[a-z_]{2,24}>',
  // Seed, Ling, tools.
  '</?seed:[a-z_]{2,30}>|</?role>|</?(?:[a-z]{1,20}:)?(?:tool_call|tool_calls|tool_response|function_call)>',
] as const;

const SHAPE = `(?:${SHAPES.join('|')})`;
const MARK = new RegExp(SHAPE, 'giu');
const FIRST_MARK = new RegExp(`^${SHAPE}`, 'iu');

/** Stand for a letter that is not known, or for nothing, in the middle of a text. */
const INNER = /^(?:<(?:unk|pad|mask|nospace|0x..)>|\[(?:UNK|PAD|MASK)\])$/iu;

/** What follows is none of the answer: a turn of somebody else, or a call of a tool. */
const FOREIGN =
  /^(?:\[(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<SYS>>|<(?:[a-z]{1,20}:)?(?:tool_calls?|tool_response|function_call)>|<\|(?:user|system|observation|tool|tool_call|tool_response|USER_TOKEN|SYSTEM_TOKEN|im_user|im_system)\|?>|<｜(?:User|hy_User)｜>|\[\|(?:user|system|tool)\|\])$/iu;

const OWN_ROLES = ['assistant', 'model', 'ai', 'bot', 'chatbot', 'gpt'] as const;
const FOREIGN_ROLES = ['user', 'human', 'system', 'developer', 'tool'] as const;
const FOREIGN_ROLE = new RegExp(`^\\s*(?:${FOREIGN_ROLES.join('|')})[ \\t]*(?:\\n|$)`, 'iu');
const OWN_ROLE = new RegExp(`^\\s*(?:${OWN_ROLES.join('|')})[ \\t]*(?:\\n|:|$)`, 'iu');
const ROLE_BEFORE_MARK = new RegExp(`^(?:${OWN_ROLES.join('|')})(?=[<[])`, 'iu');
const LONGEST_ROLE = 'assistant'.length;
/** Where the marks were taken away on the way, the role stays, in a line of its own. */
const BARE_ROLE = /^\s*(?:assistant|model)[ \t]*\n/u;
/** The beginning of another turn, behind the end of a sentence. */
const BARE_TURN = /(?<=[.!?…。！？"”»)\n])\s{0,4}(?:assistant|user|model)[ \t]{0,4}(?:\n|$)/u;

/** What stands at the end where the mark of an end was cut itself. */
const CUT_MARK = /(?:<[|｜][^<>|｜\n]{0,60}|<\/?[a-z_]{1,24}\|?|<\/?|\[\/(?:I(?:NST?)?)?)$/iu;

/** True for a mark that the speaker has said, or that stands in the source in any way. */
export function isSaid(mark: string, source: string): boolean {
  return source.toLowerCase().replace(/[‹＜]/gu, '<').replace(/[›＞]/gu, '>').includes(mark.toLowerCase().trim());
}

/** True where a text has a mark that the source does not have. */
export function leaksMarks(text: string, source: string): boolean {
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (!isSaid(mark, source) && !isSpokenOf(text, index, mark, source)) return true;
  }
  return false;
}

/**
 * The answer of the model itself: without the marks and names of roles before it, and without what follows its end, since
 * models that are not stopped write the next turn too.
 */
export function ownTurn(raw: string, source: string): string {
  const text = withBytes(raw, source);
  let own = '';
  let from = 0;
  let isForeign = false;
  const take = (part: string): void => {
    const spoken = own === '' ? part.replace(OWN_ROLE, '') : part;
    if (!isForeign && !FOREIGN_ROLE.test(part)) own += spoken;
  };
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (isSaid(mark, source) || isSpokenOf(text, index, mark, source)) continue;
    take(text.slice(from, index));
    from = index + mark.length;
    if (INNER.test(mark)) continue;
    if (/[\p{L}\p{N}]/u.test(own)) return own;
    own = '';
    isForeign = FOREIGN.test(mark);
  }
  if (from === 0) return withoutBareTurns(text, source);
  take(text.slice(from));
  return withoutBareTurns(/[\p{L}\p{N}]/u.test(own) ? own : instructed(text, source), source);
}

/** `[INST] Hello [/INST]`, where nothing else has come: models of the family wrap their answer like the request. */
function instructed(text: string, source: string): string {
  const content = /\[INST\]([^[\]]*)\[\/INST\]/iu.exec(text)?.[1] ?? '';
  return lettersOf(content).includes(lettersOf(source)) ? '' : content.trim();
}

function withoutBareTurns(text: string, source: string): string {
  const own = text.replace(BARE_ROLE, '');
  const next = BARE_TURN.exec(own);
  const kept = next && next.index > 0 ? own.slice(0, next.index) : own;
  return source.includes('<') || source.includes('[') ? kept : kept.replace(CUT_MARK, '');
}

/** Takes the marks and the role before an answer away, as far as they have come; empty where more may come. */
export function withoutHeader(text: string, source: string): string {
  let rest = text.trimStart();
  for (let mark = FIRST_MARK.exec(rest)?.[0]; mark !== undefined; mark = FIRST_MARK.exec(rest)?.[0]) {
    // A channel may be one of thoughts.
    if (isSaid(mark, source) || FOREIGN.test(mark) || /channel/iu.test(mark)) return rest;
    rest = rest.slice(mark.length).trimStart();
    const started = rest.slice(0, LONGEST_ROLE + 1).toLowerCase();
    if ([...OWN_ROLES, ...FOREIGN_ROLES].some((role) => role.startsWith(started))) return '';
    if (FOREIGN_ROLE.test(rest)) return mark;
    rest = rest.replace(OWN_ROLE, '').replace(ROLE_BEFORE_MARK, '').trimStart();
  }
  return rest;
}

/** Bytes of letters that the vocabulary of a model has not: `<0xE4><0xBD><0xA0>` is one letter. */
function withBytes(text: string, source: string): string {
  if (source.includes('<0x')) return text;
  return text.replace(/(?:<0x[0-9A-F]{2}>)+/giu, (bytes) => {
    const values = (bytes.match(/[0-9A-F]{2}(?=>)/giu) ?? []).map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(Uint8Array.from(values)).replaceAll('\u{FFFD}', '');
  });
}
