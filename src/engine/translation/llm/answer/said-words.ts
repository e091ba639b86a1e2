import { plainText } from './plain-text.ts';

/** Words of one subject: beginnings of words, and parts of words where a script or a language joins them. */
interface SubjectWords {
  readonly beginnings: readonly string[];
  readonly parts: readonly string[];
}

/**
 * Words, in the languages that people stream in, for the subjects of what models say in place of a translation. Where the
 * source has one of them, the speaker may have said it, and the model only translated it.
 */
const WORDS = {
  /** Sorry, pardon, unfortunately. */
  apology: {
    beginnings: [
      'sorry|apolog|afraid|unfortunat|pardon|forgive|excuse|regret|siento|sentimos|perd[oó]n|perdó|disculp',
      'lament|desgraciad|desafortunad|l[aá]stima|d[ée]sol|excus|malheureus|navr|leid|entschuldig|verzeih',
      'leider|bedau|spiac|dispiac|scus|purtroppo|desculp|sinto muito|infeliz|ho sent|malaurad|przepr',
      'przykro|niestety|wybacz|prosti|promi[nň]|omlou|omluv|bohužel|bohužiaľ|prepáč|ospravedl|izvin|oprost',
      'žao|nažalost|žal|извин|прост|сожал|жаль|пробач|вибач|перепрош|съжал|жалко|шкода|üzgün|özür|maalesef',
      'kusura|affed|bağışla|beklager|unnskyld|undskyld|desværre|dessverre|tyvärr|förlåt|ledsen|ursäkta',
      'anteeksi|pahoillani|valitett|spijt|helaas|bocs|sajnál|elnézést|sajnos|scuz|îmi pare|din păcate',
      'iertați|συγγν|λυπάμαι|συγνώμη|δυστυχώς|maaf|sayang|pasensya|paumanhin|patawad|xin lỗi|tiếc|rất tiếc',
      'vaband|kahjuks|atsipraš|atvaino|diemžēl|barkatu|sentitzen|fyrirgef|því miður|samahani|кешір',
    ],
    parts: [
      'ขอโทษ|ขออภัย|เสียใจ|ごめん|すみません|すいません|すまん|申し訳|残念|悪い|わりい|失礼|抱歉|对不起|對不起|不好意思|遗憾|遺憾|可惜|죄송|미안|유감|아쉽|آسف',
      'معذر|عذر|للأسف|متأسف|ببخش|متاسف|סליחה|מצטער|לצערי|माफ|क्षमा|खेद|अफ़सोस|अफसोस|দুঃখ|ক্ষমা|মাফ|மன்னி',
      'క్షమి|ക്ഷമി|ಕ್ಷಮಿ|માફ|معاف|افسوس',
    ],
  },
  /** Cannot, unable, will not. */
  inability: {
    beginnings: [
      "can't|cannot|can not|couldn't|unable|won't|will not|not able|impossible",
      "no (?:\\S{1,12} ){0,3}(?:pued|pod|podr|voy|vamos|quier|puc|sé)|imposible|incapaz|n'(?:arriv|y arriv)|arrive pas",
      'ne (?:\\S{1,12} ){0,3}(?:peu|pou|pui|vai|sai|veu)|peux pas|peut pas|pouvons pas|vais pas|nicht',
      'kann kein|kein|unmöglich|non (?:\\S{1,12} ){0,3}(?:pos|può|pot|riesc|vogl)|não',
      'nie (?:\\S{1,12} ){0,3}(?:mog|moż|umie|będ|da|jeste)|nem[oůô]|nedok|neum|nevie|nedá|nejde|nejd',
      'не (?:\\S{1,12} ){0,3}(?:мог|мож|смог|смож|зможу|получ|буд|в силах|умею|стан)|нельзя|невозмож',
      'неможлив|ne mog|ne mor|neću|ne mož|imkansız|ikke|inte|niet|kan nie',
      'en (?:\\S{1,12} ){0,2}(?:voi|pysty|osaa|aio)|emme|ei voi|ei pysty|mahdoton',
      'nem (?:\\S{1,12} ){0,2}(?:tud|fog|lehet)|nu (?:\\S{1,12} ){0,3}(?:po[tț]|put|voi|reuș)|imposibil|δεν',
      'δε |αδύνατ|tidak|nggak|enggak|gak|tak |ga bisa|hindi|di ko|không|chẳng|ei saa|ei suuda|negal|nevar',
      'ezin|siwezi|get ekki|алма',
    ],
    parts: [
      '(?<=\\p{L})[ae]m(?:[ae]m|[ae]z|[ae]y[ıi]z|[ıi]yor|[ae]yec|[ae]d[ıi])|ไม่|ない|ません|ねえ|ねー|無理|できん|不能|不了',
      '没法|沒法|无法|無法|不会|不會|没办法|沒辦法|不可以|못|없|안 |어렵|لا |لن |ما (?:أ|ق)|مش |نمی|לא |אין |नहीं|नही|পারি না',
      'পারছি না|পারব না|முடிய|లేను|ാവില്ല|കഴിയില്ല|ಆಗುವುದಿಲ್ಲ|શકતો નથી|ਨਹੀਂ|نہیں|არ |ვერ',
    ],
  },
  /** The text, a sentence, a word, its meaning or translation; who speaks. */
  text: {
    beginnings: [
      'text|system|sistem|систем|sentence|phrase|speech|speaker|line|word|mean|translat|user|quot|caption|frase|oraci|palabra',
      'signific|significa|traduc|traduz|tradui|tradot|usuari|usuár|utilisat|parole|satz|sätze|bedeut|heiß',
      'übersetz|nutzer|benutzer|wort|wörter|rede|testo|parol|utent|tekst|zdani|fraz|znacz|tłumacz|przetłum',
      'użytkow|słow|vět|znamen|přelo|překl|uživat|slov|viet|prelož|preklad|používat|предлож|текст|фраз|знач',
      'перев|переклад|речен|пользоват|користув|слов|означ|изреч|превод|cümle|metin|metn|kelime|anlam|çevir',
      'kullanıcı|söz|sætning|setning|mening|betyd|oversæt|oversett|översätt|bruger|bruker|användar|lause',
      'teksti|sana|tarkoit|käänn|käytt|zin|woord|beteken|vertal|vertaa|gebruiker|mondat|szöveg|szó|jelent',
      'fordít|felhaszn|propozi|cuvânt|înseamn|utilizator|κείμεν|πρότασ|φράσ|λέξ|σημαίν|μετάφρ|μεταφρ|χρήστ',
      'kalimat|teks|terjemah|diterjemah|menerjemah|pengguna|pangungusap|salita|kahulugan|isalin|câu|văn bản',
      'nghĩa|dịch|người dùng|lauset|sõna|tõlge|tõlk|tähenda|sakin|žod|vertim|reišk|teikum|vārd|tulko|nozīm',
      'itzul|esaldi|tərcüm|аударм|sentensi|tafsir|þýð|prevod|prijevod|prevest|prevesti|rečeni',
    ],
    parts: [
      'システム|系统|系統|시스템|ประโยค|ข้อความ|หมาย|แปล|ผู้ใช้|文|言葉|意味|訳|ユーザ|テキスト|セリフ|台詞|句|字|词|詞|意思|译|譯|用户|用戶|문장|텍스트|단어|뜻|의미|번역|사용자',
      'نص|جمل|كلم|عبار|يعن|معن|ترجم|مستخدم|متن|کاربر|טקסט|משפט|מיל|פירוש|תרג|משתמש|वाक्य|शब्द|पाठ|मतलब|अर्थ',
      'अनुवाद|टेक्स्ट|यूज़र|বাক্য|শব্দ|অনুবাদ|মানে|வாக்கிய|சொல்|மொழிபெயர்|అనువాద|വിവർത്തന|ಅನುವಾದ|თარგმ',
      'წინადად|թարգման',
    ],
  },
  /** Machines that think, and models of language. */
  machine: {
    beginnings: [
      '(?:ai|ia|ki|ии|ші)(?!\\p{L})|a\\.i\\.|inteligen|intellig|sztuczn|umělá|umelá|umjetn|umetn|вештач',
      'искусств|штучн|изкуств|yapay|kunstig|künstlich|artific|artifi|konstgjord|keinoäly|tekoäly|mesterség',
      'τεχνητ|kecerdasan|trí tuệ|model|modèle|модел',
    ],
    parts: [
      'AI|ปัญญา|人工|智能|智慧|エーアイ|モデル|模型|인공|에이아이|모델|اصطناع|ذكاء|هوش|نموذج|מלאכות|मॉडल|कृत्रिम|एआई|এআই',
    ],
  },
  /** An answer, a result. */
  answer: {
    beginnings: [
      'answer|response|result|output|respuest|resultad|salida|répons|résultat|sortie|antwort|ergebnis',
      'ausgabe|rispost|risultat|respost|odpowied|wynik|odpov|výsled|odgovor|rezultat|răspuns|ответ',
      'результат|відповід|отговор|cevap|cevab|yanıt|sonuç|sonuc|antwoord|resultaat|uitkomst|svar|vastaus',
      'tulos|válasz|eredmény|απάντησ|αποτέλεσμα|jawab|hasil|sagot|resulta|trả lời|đáp án|kết quả',
    ],
    parts: ['คำตอบ|ผล|答|結果|结果|대답|답|결과|جواب|إجابة|نتيج|پاسخ|תשוב|תוצא|उत्तर|जवाब|परिणाम|উত্তর'],
  },
} satisfies Readonly<Record<string, SubjectWords>>;

/** What a source may speak of. */
type Subject = keyof typeof WORDS;

const patterns = new Map<Subject, RegExp>();

/** True where the source has a word for the subject, in whatever language. */
export function speaksOf(subject: Subject, source: string): boolean {
  const pattern = patterns.get(subject) ?? patternOf(WORDS[subject]);
  patterns.set(subject, pattern);
  return pattern.test(plainText(source));
}

function patternOf({ beginnings, parts }: SubjectWords): RegExp {
  return new RegExp(`(?<![\\p{L}])(?:${beginnings.join('|')})|${parts.join('|')}`, 'iu');
}

/** The languages whose usual words are above; the absence of all of them tells nothing of another one. */
const KNOWN_LANGUAGES = new Set(
  'en es ca gl fr de it pt pl cs sk ru uk bg sr hr bs sl tr da nb no sv fi nl hu ro el id ms fil vi th ja zh yue ko ar fa he hi'.split(
    ' ',
  ),
);

/** True where a source in the language, which has none of the words, does not speak of their subject. */
export function hasWordsOf(primaryLanguage: string): boolean {
  return KNOWN_LANGUAGES.has(primaryLanguage);
}
