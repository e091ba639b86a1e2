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
  /** Help and offers of it: need, know, ask, hope. */
  help: {
    beginnings: [
      'help|assist|need|know|tell|ask|question|hope|anything|want|would like|welcome to|ayud|necesit|avis|avís|dime|díme|decid|dinos|sab|pregunt|dud|esper|ojal',
      'quier|quer|consult|aid|besoin|sav|dites|dis-|question|hésit|espèr|envie|voul|veux|veut|helf|hilf|hilft|brauch|wiss|sag|frag|hoff|meld|möcht|woll|will',
      'aiut|serv|sap|fam|fatem|fammi|dimm|dite|chied|domand|sper|vuo|voglio|volete|ajud|precis|avise|diga|pergunt|dúvid|pomo|pomó|pomoc|potrzeb|da[jć]|wied|pyta|pyt|mam nadz|chce',
      'potřeb|potreb|věd|ved|řek|rek|pta|doufá|dúfa|chcet|treb|rec|jav|nad|помо|нуж|нужд|знат|скаж|спр|спрос|вопрос|наде|сообщ|хоти|хоче|допом|потріб|питан|сподів|кажі|трябв|кажи|въпрос',
      'yardım|ihtiya|bil|söyle|sor|uma[rd]|ister|hjelp|hjælp|hjälp|behov|behøv|trenger|vet|ved|sig|si |spør|spørg|fråg|håp|håb|hopp|ønsk|vil|vill|auta|apua|tarvit|tied|kerro|kysy|kysymy|toivo|halua',
      'help|hulp|nodig|wete|weet|laat|vraag|vrag|hoop|wil|segít|kell|szük|tud|szólj|mond|kérd|remél|aju[tț]|nevoie|ști|spune|întreb|sper|vre[aț]|βοήθ|χρειά|ξέρ|πείτε|πες|ρωτ|ελπίζ|θέλ',
      'bantu|butuh|perlu|tahu|beri|tanya|harap|moga|mau|tulong|kailangan|sabih|tanong|sana|gusto|giúp|cần|biết|hỏi|hy vọng|muốn',
    ],
    parts: [
      'ช่วย|ต้องการ|บอก|ถาม|หวัง|อยาก|助|手伝|必要|知|教え|質問|聞|望|願|欲し|ほし|たい|要|需|帮|幫|告诉|告訴|问|問|希望|想|도와|도움|필요|알|말|질문|물어|바라|원하',
      'ساعد|مساعد|حتاج|خبر|علم|قول|سأل|سؤال|أمل|تمن|ريد|کمک|نیاز|بگو|بپرس|سوال|امید|خواه|עזר|עזור|צריכ|תגיד|שאל|מקוו|רוצ|मदद|ज़रूरत|जरूरत|बता|पूछ|सवाल|उम्मीद|चाह',
    ],
  },
  /** Handing something over, agreeing: here you go, sure. */
  handover: {
    beginnings: [
      'here|there|take|sure|certain|of course|absolut|okay|ok|yes|understood|got it|great|all right|alright|right|aqu|ah[ií]|acá|all[ií]|tom|ten|tien|claro|por supuesto|segur|cierto|vale|sí|si|bueno|bien|genial|entend|desde luego|perfecto|dale',
      'ici|voil|voici|tiens|tenez|prend|bien|oui|ouais|accord|évidemment|certain|compris|parfait|hier|da|bitte|nimm|nehm|sicher|klar|natürlich|gern|ja|gut|verstanden|okej|ecco|qui|prend|tieni|cert|sì|va bene|capito|perfett|olha|pega|tom|com certeza|sim|tá|beleza|percebi',
      'ten|és|aqui|clar|vés|heus|agafa|tu|prosz|oto|masz|weź|jasne|pewn|oczywi|tak|dobr|rozum|zde|tady|tu|tumáš|vezm|jist|samozř|jasn|ano|dobře|rozum|áno|iste|evo|izvol|ovdje|ovde|tukaj|naravno|sigur|da|razum|seveda|вот|держ|бер|возьм|тут|здесь|конечн|да|хорош|понят|ладно|окей|ось|тримай|звичайн|так|добре|ето|тук|разбира|вземи',
      'işte|al|bur|tabi|elbet|kesin|evet|tamam|anla|her|vær|værsgo|ta|tag|selv|naturl|ja|jo|greit|forst|här|varså|säker|visst|javisst|självkl|tässä|täss|ole hyvä|tott|toki|kyllä|joo|selvä|alsjebl|asjebl|neem|pak|zeker|natuur|goed|begrep|íme|itt|tess|fog|pers|termész|igen|rendben|ért|iat|poft|ia |lua|desig|bine|în[tț]eles|ορίστε|εδώ|πάρ|βεβ|σίγουρ|φυσικά|ναι|εντάξει',
      'ini|nih|di sini|ambil|tent|pasti|ya|baik|oke|mengerti|eto|heto|nar|sige|oo|syempre|sigurado|đây|này|cầm|chắc|tất nhiên|vâng|được|rồi',
    ],
    parts: [
      'นี่|เอา|รับ|แน่|ได้|ครับ|ค่ะ|โอเค|ここ|これ|こちら|どうぞ|ほら|はい|もちろん|了解|確か|分か|わか|うん|ええ|承知|オーケー|这|這|给|給|拿|当然|當然|好|是|行|明白|여기|이거|자 |물론|그래|네|예|좋|알겠|응',
      'هنا|هاك|تفضل|خذ|طبع|أكيد|بالتأكيد|نعم|حسن|تمام|ايو|إليك|بفرما|اینجا|بگیر|حتم|البته|بله|باش|הנה|קח|בטח|ברור|כן|בסדר|कहा|लो|लीजिए|यह|ये|ज़रूर|जरूर|हाँ|हां|ठीक|बिल्कुल|समझ',
    ],
  },
  /** The end of something, and what comes last. */
  ending: {
    beginnings: [
      'fin|end|last|score|últim|acab|termin|dernier|schluss|ende|letzt|konec|kone[cč]|koni|posled|ostatni|финал|конец|конеч|итог|фінал|кінц|край|kraj|son|slut|lopu|lõp|eind|laatst|vég|sfâr|τελικ|τέλο|akhir|skor|huli|cuối|chung kết',
    ],
    parts: [
      'สุดท้าย|จบ|決勝|最終|最後|終|终|最后|决赛|決賽|결승|마지막|끝|최종|نهائ|أخير|نهای|پایان|גמר|סוף|फाइनल|अंत|आखिर',
    ],
  },
  /** Marks and tags as such: brackets, HTML. */
  markup: {
    beginnings: [
      'tag|html|xml|markup|bracket|angle|token|marker|corchet|llave|etiquet|ángulo|balise|crochet|chevron|klammer|parentes|colchet|tegu|etikett|nawias|znacznik|závork|značk|zagrad|тег|скоб|метк|дужк|етикет|etiket|parantez|köşeli|tagg|hake|klamme|sulk|tunnist|haak|zárójel|címk|parantez|etichet|αγκύλ|ετικέτ|kurung|tanda|label|thẻ|ngoặc|claudàtor',
    ],
    parts: [
      'แท็ก|วงเล็บ|タグ|括弧|カッコ|かっこ|标签|標籤|括号|括號|标记|標記|태그|괄호|وسم|قوس|أقواس|برچسب|תג|סוגר|टैग|कोष्ठक',
    ],
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

/** True where the speaker surely says nothing of the subject. */
export function isSilentOn(subject: Subject, source: string, primaryLanguage: string): boolean {
  return hasWordsOf(primaryLanguage) && !speaksOf(subject, source);
}

/** True where a source in the language, which has none of the words, does not speak of their subject. */
export function hasWordsOf(primaryLanguage: string): boolean {
  return KNOWN_LANGUAGES.has(primaryLanguage);
}
