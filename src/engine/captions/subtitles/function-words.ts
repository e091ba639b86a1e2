import { primarySubtag } from '../../../protocol/language/parse-language.ts';

/** Small words of a language that tell where a line is better broken, and where not. */
interface FunctionWords {
  /** Conjunctions, prepositions, relative pronouns: they begin a line. */
  readonly openers: ReadonlySet<string>;
  /** Articles, possessives and the like: they stay with the word behind them. */
  readonly binders: ReadonlySet<string>;
}

const NONE: FunctionWords = { openers: new Set(), binders: new Set() };

const WORDS: Readonly<Record<string, FunctionWords>> = {
  en: words(
    'and or but nor so yet because although though while if when where who whom whose which that than as since until unless before after of in on at to from with without for by about into onto over under between through during against among',
    'a an the my your his her its our their this these those no every each some any not very mr mrs ms dr st',
  ),
  es: words(
    'y e o u pero sino porque aunque mientras si cuando donde quien que como cual pues de del en a al con sin para por sobre entre hasta desde hacia según contra durante ante bajo tras',
    'el la los las lo un una unos unas mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa no se me te le nos les muy más sr sra dr dra',
  ),
  fr: words(
    'et ou mais donc or ni car parce puisque quoique lorsque quand si où qui que dont comme de du des en à au aux dans avec sans pour par sur sous entre vers chez depuis pendant contre avant après jusque',
    "le la les un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces ne pas très plus je tu il elle on se me te m mme dr l'",
  ),
  de: words(
    'und oder aber denn sondern weil obwohl während wenn wann wo wer als dass damit bis bevor nachdem ob wie der in im an am auf aus bei beim mit nach von vom zu zum zur für durch gegen ohne um über unter zwischen vor hinter neben seit trotz wegen',
    'das den dem des ein eine einen einem einer eines mein meine dein deine sein seine ihr ihre unser unsere kein keine dieser diese dieses nicht sehr hr fr dr',
  ),
  it: words(
    'e ed o ma però perché benché mentre se quando dove chi che come cui di del della dei delle in nel nella a al alla con senza per da dal dalla su sul sulla tra fra verso contro durante',
    'il lo la i gli le un uno una mio mia tuo tua suo sua nostro vostro loro questo questa questi queste non si mi ti ci vi molto più sig dott',
  ),
  pt: words(
    'e ou mas porque embora enquanto se quando onde quem que como de do da dos das em no na nos nas a ao à com sem para por pelo pela sobre entre até desde contra durante',
    'o os as um uma uns umas meu minha teu tua seu sua nosso nossa este esta esse essa isto não me te lhe muito mais sr sra dr',
  ),
  nl: words(
    'en of maar want omdat hoewel terwijl als toen waar wie die dat dan van in op aan te naar met zonder voor door over onder tussen bij uit om tegen sinds tot',
    'de het een mijn jouw zijn haar ons onze hun dit deze geen niet zeer erg heel dhr mevr dr',
  ),
};

/** @param language BCP-47 tag. */
export function functionWords(language: string): FunctionWords {
  return WORDS[primarySubtag(language)] ?? NONE;
}

function words(openers: string, binders: string): FunctionWords {
  return { openers: new Set(openers.split(' ')), binders: new Set(binders.split(' ')) };
}
