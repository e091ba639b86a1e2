import { primarySubtag } from '../../../../protocol/language/parse-language.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { fitsRoughly, fitsUsually } from './answer-length.ts';
import { plainText } from './plain-text.ts';
import { hasWordsOf, speaksOf } from './said-words.ts';

/** How refusals begin, for holding them back. Lower case, for `plainText`. */
export const REFUSAL_OPENERS = [
  "i'm sorry",
  'i am sorry',
  'sorry',
  "i can't",
  'i cannot',
  "i won't",
  "i'm unable",
  'i am unable',
  "i'm not able",
  'as an ai',
  "i'm an ai",
  'i apologize',
  'unfortunately',
  'please provide',
  'lo siento',
  'no puedo',
  'je suis désolé',
  'désolé',
  'je ne peux pas',
  'es tut mir leid',
  'tut mir leid',
  'ich kann',
  'desculpe',
  'sinto muito',
  'lamento',
  'não posso',
  'mi dispiace',
  'non posso',
  'извините',
  'простите',
  'к сожалению',
  'я не могу',
  'как ии',
  '申し訳',
  'すみません',
  '抱歉',
  '对不起',
  '對不起',
  '很抱歉',
  '作为一个',
  '죄송',
] as const;

interface Refusal {
  readonly pattern: RegExp;
  /** What a speaker who meant the same would have spoken of. */
  readonly subjects: readonly ('apology' | 'inability' | 'text' | 'machine')[];
}

const SORRY_CANNOT = ['apology', 'inability'] as const;

/** Whole refusals. Each needs a word for the help that is refused: people say "sorry, I can't" on streams too. */
const REFUSALS: readonly Refusal[] = [
  {
    pattern:
      /(?:sorry|apologi[sz]e|afraid|unfortunately)[,.]?(?: but)?(?: that)? i(?:'m| am)? ?(?:can't|cannot|can not|unable to|won't|not able to|will not) (?:\w+ )?(?:help|assist|translate|fulfill?|comply|provide|process|continue|engage|support)/u,
    subjects: SORRY_CANNOT,
  },
  {
    pattern:
      /^i(?:'m| am)? ?(?:can't|cannot|can not|unable to|won't|not able to|will not) (?:\w+ )?(?:translate|assist|comply|fulfill?|provide|engage|help (?:with|you with) (?:that|this))/u,
    subjects: ['inability'],
  },
  {
    pattern: /\b(?:as|i'm|i am) an? (?:ai|artificial intelligence|(?:large )?language model)\b/u,
    subjects: ['machine'],
  },
  {
    pattern: /\bplease provide (?:me )?(?:with )?(?:the|a|some) (?:text|sentence|speech|caption)/u,
    subjects: ['text'],
  },
  {
    pattern: /(?:lo siento|lamento)[^.]{0,20} no puedo (?:ayudar|traducir|cumplir|proporcionar|asistir|realizar)/u,
    subjects: SORRY_CANNOT,
  },
  { pattern: /como (?:una )?(?:ia|inteligencia artificial|modelo de lenguaje)\b/u, subjects: ['machine'] },
  {
    pattern:
      /(?:désolée?|regrette)[^.]{0,20} (?:je )?ne (?:peux|puis) (?:pas )?(?:vous |t')?(?:aider|traduire|fournir|répondre à)/u,
    subjects: SORRY_CANNOT,
  },
  { pattern: /en tant qu'(?:ia|intelligence artificielle|modèle)/u, subjects: ['machine'] },
  {
    pattern:
      /tut mir leid[^.]{0,40}(?:nicht|kein\w*) [^.]{0,30}(?:helfen|übersetz|weiterhelfen|bereitstellen|erfüllen|nachkommen)/u,
    subjects: SORRY_CANNOT,
  },
  { pattern: /als (?:ki|künstliche intelligenz|sprachmodell)\b/u, subjects: ['machine'] },
  {
    pattern: /(?:desculpe|sinto muito|lamento)[^.]{0,20} não posso (?:ajudar|traduzir|fornecer|atender|cumprir)/u,
    subjects: SORRY_CANNOT,
  },
  {
    pattern: /(?:mi dispiace|spiacente)[^.]{0,20} non posso (?:aiutar|tradurre|fornire|soddisfare)/u,
    subjects: SORRY_CANNOT,
  },
  {
    pattern: /(?:извините|простите|к сожалению|жаль)[^.]{0,20} не могу (?:помочь|перевести|выполнить|предоставить)/u,
    subjects: SORRY_CANNOT,
  },
  { pattern: /как (?:ии|искусственный интеллект|языковая модель)/u, subjects: ['machine'] },
  {
    pattern:
      /(?:申し訳|すみません|ごめんなさい).{0,30}(?:翻訳|手伝い|対応|お答え|応じ|提供).{0,15}(?:できません|できかねます|かねます|できない)/u,
    subjects: SORRY_CANNOT,
  },
  {
    pattern:
      /(?:抱歉|对不起|對不起|很遗憾).{0,8}(?:无法|不能|無法).{0,10}(?:翻译|翻譯|提供|协助|協助|帮|幫|满足|处理|完成)/u,
    subjects: SORRY_CANNOT,
  },
  { pattern: /作为(?:一个)?(?:人工智能|ai|语言模型)/u, subjects: ['machine'] },
  { pattern: /(?:죄송|미안).{0,25}(?:번역|도와|도움|제공|응답|처리).{0,15}(?:없|못|어렵)/u, subjects: SORRY_CANNOT },
];

/**
 * True where an answer declines to translate, in one of the languages that models decline in. Not where the speaker seems to
 * have declined something: the source speaks of the same, at about the length. Of languages whose words are not known,
 * the length tells, once the model gave the like to a stricter request too.
 */
export function isRefusal(answer: string, { source, sourceLanguage, asksAgain = false }: AnswerExpectation): boolean {
  const plain = plainText(answer);
  const refusals = REFUSALS.filter(({ pattern }) => pattern.test(plain));
  if (refusals.length === 0) return false;
  if (!fitsRoughly(answer, source)) return true;
  const subjects = new Set(refusals.flatMap((refusal) => refusal.subjects));
  const said = [...subjects].filter((subject) => speaksOf(subject, source));
  if (said.length === subjects.size) return false;
  const isKnown = hasWordsOf(primarySubtag(sourceLanguage));
  return !(asksAgain && (said.length > 0 || !isKnown) && fitsUsually(answer, source));
}
