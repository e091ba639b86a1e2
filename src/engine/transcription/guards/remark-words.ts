/**
 * What recognisers write about sounds that are no speech, by language, because subtitles for the deaf do. `*` stands for any
 * ending. Written without accents. They count inside of brackets only, whatever the spoken language is.
 */
const SOUND_WORDS: Readonly<Record<string, string>> = {
  en:
    'ambien* applau* bang banging bark barking barks beatbox* beep* bleep* blank boom booming breath* burp* buzz* ' +
    'cackl* chanting chatter* cheer* chewing chiming chimes chirp* choking chuckl* clack* clank* clapping claps clatter* ' +
    'clears clearing clicking clicks clink* cough* crash crashes crashing creak* cricket* crosstalk cries crying dinging ' +
    'drumming drums exhal* explosion* fart* firework* foreign footstep* gasp* giggl* groan* growl* grunt* gunfire ' +
    'gunshot* heartbeat hiccup* hiss* honk* howl* humming hums inaudible indistinct inhal* instrumental jingl* knocking ' +
    'knocks laugh* meow* moan* mumbl* murmur* music* mutter* noise* outro panting popping pops rattl* ringing rings ' +
    'roaring roars rumbl* rustl* scoff* scream* shout* shriek* sigh* silence silent singing sings siren* sizzl* slurp* ' +
    'snapping sneez* snicker* sniff* snoring snores sobbing sobs sound sounds splash* squeak* squeal* static swoosh* thud* ' +
    'thump* thunder ticking trumpet* typing unintelligible vocaliz* wail* whimper* whirring whisper* whistl* whoosh* ' +
    'yawn* yell* speaking speaks bgm sfx laughter',
  de: 'applaus beifall musik* gelachter lach* seufz* hust* rausch* stille klatsch* jubel* gesang unverstandlich* gerausch*',
  fr: 'applaudi* musique* rire* rit soupir* toux tousse* silence bruit* acclam* chant* inaudible sonnerie* generique',
  es: 'aplauso* musica* risa* rie rien suspir* tos tose* silencio ruido* canta* inaudible ladrid* grito* sonido*',
  pt: 'aplausos musica* riso* risada* palmas suspir* tosse* silencio ruido* canta* inaudivel som',
  it: 'applaus* musica* risat* ride sospir* toss* silenzio rumor* canta* incomprensibile suono suoni sigla',
  ca: 'aplaudi* musica* riall* riu sospir* silenci soroll*',
  nl: 'applaus muziek* gelach lacht lachen zucht* hoest* stilte geluid* gejuich onverstaanbaar',
  sv: 'applad* musik* skratt* suck* hosta* tystnad ljud jubel',
  da: 'bifald klapsalver musik* latter griner suk* hoste* stilhed lyd jubel',
  nb: 'applaus musikk* latter ler sukk* hoste* stillhet lyd jubel',
  fi: 'aplod* musiik* naur* huoka* ysk* hiljais* taputu* aania',
  pl: 'oklask* brawa muzyk* smiech* smieje wzdych* westchn* kaszl* cisza halas*',
  cs: 'potlesk* hudb* smich* smeje povzdech* kasl* ticho hluk*',
  sk: 'potlesk* hudb* smiech* smeje vzdych* kasl* ticho hluk*',
  hu: 'taps* zene* nevet* sohajt* kohog* csend zaj',
  ro: 'aplauze muzic* rasete rade ofteaza tuse* liniste zgomot*',
  tr: 'alkis* muzi* gulme* guluyor kahkaha* oksur* sessizlik gurultu*',
  vi: 'nhac cuoi tieng',
  id: 'musik tepuk tertawa tawa bersorak',
  el: 'χειροκροτημα* μουσικ* γελι* γελα* αναστεναγμ* βηχ* σιωπη θορυβ*',
  ru: 'аплодисмент* музык* смех* смеет* вздох* вздыха* кашель кашля* тишина шум* пение поет песн* звон* стук* лай звук*',
  uk: 'оплеск* аплодисмент* музик* смі* сміх* зітха* кашел* тиша шум* спів* пісн* звук*',
  bg: 'аплодисмент* ръкопляск* музика* смях* смее въздиш* кашл* тишина шум*',
  ar: 'موسيقى الموسيقى تصفيق ضحك يضحك صمت تنهد سعال ضوضاء هتاف',
  fa: 'موسیقی تشویق خنده سکوت صدای',
  he: 'מוזיקה מוסיקה מחיאות צחוק צוחק צוחקת אנחה שיעול שקט רעש',
  hi: 'संगीत तालियां तालियाँ हंसी हँसी शोर मौन',
};

/** The same for scripts whose words have no spaces or carry endings: found anywhere inside of the brackets. */
const SOUND_PARTS =
  '音楽 拍手 笑 歓声 雑音 沈黙 無音 咳 ため息 溜息 効果音 鳴き声 鐘 歌 bgm 音乐 音樂 掌声 掌聲 鼓掌 欢呼 歡呼 静音 静默 噪音 叹气 嘆氣 叫声 ' +
  '음악 박수 웃음 환호 노래 한숨 기침 침묵 소음 เพลง ดนตรี ปรบมือ หัวเราะ เสียง';

/** Says more about a sound, and nothing by itself. */
const DESCRIBING_WORDS =
  'a an and audience audio background bell bird birds by calm cat cats clock continues crowd distant dog dogs door dramatic ' +
  'eerie ends engine fades far from gentle guitar heavily in intense intro keyboard language light lively loud loudly low ' +
  'lyrics man men mysterious no off old on people person phone piano player playing plays quiet quietly rock sad slow soft ' +
  'softly somber song speaker starts stops suspenseful tense the theme then throat to up upbeat video voice water wind woman ' +
  'women e et fond de la le les en del fondo und im hintergrund leise o do i и на фоне с в';

/** Whoever uses these says a sentence, even in brackets. */
const SAYING_WORDS = new Set(
  'i you he she it we they my your this that is are was were am yo tu el ella es ich du er sie ist je tu il elle est'.split(
    ' ',
  ),
);

const stems = Object.values(SOUND_WORDS).flatMap((words) => words.split(' '));
const EXACT = new Set(stems.filter((stem) => !stem.endsWith('*')).map(foldWord));
const BEGINNINGS = stems.filter((stem) => stem.endsWith('*')).map((stem) => foldWord(stem.slice(0, -1)));
const PARTS = SOUND_PARTS.split(' ').map(foldWord);
const DESCRIBING = new Set(DESCRIBING_WORDS.split(' ').map(foldWord));

/** A remark has no more words than this. */
const MOST_REMARK_WORDS = 6;

/** One letter begins any word. */
const FEWEST_BEGUN_LETTERS = 2;

/** The words of a bracket, without case and accents. */
export function remarkWords(content: string): string[] {
  return foldWord(content)
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .filter((word) => word !== '');
}

/** True where the content of a bracket tells of a sound. @param unfinished its last word may have been cut off. */
export function tellsOfSound(content: string, unfinished: boolean): boolean {
  const words = remarkWords(content);
  if (words.length === 0 || words.length > MOST_REMARK_WORDS) return false;
  const last = words.at(-1) ?? '';
  const sounds = words.filter(isSoundWord).length + (unfinished && !isSoundWord(last) && beginsSoundWord(last) ? 1 : 0);
  const saying = words.some((word) => SAYING_WORDS.has(word));
  const describing = words.filter((word) => DESCRIBING.has(word)).length;
  return sounds > 0 && !saying && sounds + describing >= words.length / 2;
}

function isSoundWord(word: string): boolean {
  return (
    EXACT.has(word) ||
    BEGINNINGS.some((beginning) => word.startsWith(beginning)) ||
    PARTS.some((part) => word.includes(part))
  );
}

function beginsSoundWord(word: string): boolean {
  const begins = (stem: string): boolean => stem.startsWith(word);
  return word.length >= FEWEST_BEGUN_LETTERS && ([...EXACT].some(begins) || BEGINNINGS.some(begins));
}

/** Lower case without accents. Marks of scripts that need them stay. */
function foldWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
    .toLowerCase();
}
