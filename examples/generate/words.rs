//! What invented evaluations say, in many scripts: halves of sentences that fit each other.

/// A language with what its evaluators write.
pub(crate) struct Language {
    /// How many of a hundred evaluations are written in it.
    pub(crate) share: usize,
    /// Countries and places that they write about.
    pub(crate) places: &'static [(&'static str, &'static str)],
    /// First and last names.
    pub(crate) people: [&'static [&'static str]; 2],
    /// Kinds of practices.
    pub(crate) practices: &'static [&'static str],
    /// First halves of sentences.
    pub(crate) subjects: &'static [&'static str],
    /// Second halves of sentences.
    pub(crate) predicates: &'static [&'static str],
    /// What stands between the two halves, and between sentences.
    pub(crate) blanks: [&'static str; 2],
}

const SPACED: [&str; 2] = [" ", " "];

/// The languages; their shares come to a hundred.
#[rustfmt::skip]
pub(crate) const LANGUAGES: &[Language] = &[
    Language {
        share: 52, blanks: SPACED,
        places: &[("GB", "Leeds"), ("IE", "Cork"), ("NL", "Utrecht"), ("BE", "Ghent"), ("SE", "Malmö"), ("MT", "Sliema"), ("Cyprus", "Larnaca"), ("Poland", "Łódź"), ("CZ", "Ústí nad Labem"), ("Portugal", "Setúbal")],
        people: [&["Jana", "Tomasz", "Aoife", "Samira", "Peter", "Maryam", "Luca", "Ewa"], &["Veselá", "Lis", "Byrne", "Daoud", "Okafor", "Haddad", "O’Neill", "Sroka"]],
        practices: &["Neighbourhood kitchen", "Language café", "Mentors at work", "Open workshop", "Family desk", "Music on Mondays", "Bicycle school", "Reading together", "Housing guides", "Women’s meeting club"],
        subjects: &["The volunteers", "Most of the participants", "The two coordinators", "Staff of the town hall", "Parents and teachers", "The people we met", "Former participants", "Local employers", "Members of the advisory group", "Those who came by bus"],
        predicates: &["meet every other week and decide together what comes next.", "were asked in their own language, on paper and in person.", "told us that the first month was the hardest, and that a fixed person to call made the difference.", "keep a notebook which anybody may read.", "could name three things that had changed since the first round.", "do not know yet who pays for the room after June.", "pointed out that the entrance has eleven steps and no ramp.", "receive a small fee for their time, paid on the day.", "translate the weekly notice into five languages (and record it as a voice message).", "said – without being asked – that they would come again.", "have written down what they learned; the paper is on the web page.", "compare the answers of each half-year with those of the year before."],
    },
    Language {
        share: 6, blanks: SPACED,
        places: &[("DE", "Nürnberg"), ("Austria", "Graz"), ("Switzerland", "Zürich")],
        people: [&["Jürgen", "Käthe", "Björn", "Anneliese"], &["Weiß", "Größl", "Müller", "Schäfer"]],
        practices: &["Begegnungscafé", "Sprachtandem", "Werkstatt für alle", "Stadtteilmütter"],
        subjects: &["Die Ehrenamtlichen", "Viele Teilnehmende", "Die Fachkräfte der Gemeinde", "Ältere Nachbarinnen"],
        predicates: &["treffen sich alle zwei Wochen und planen gemeinsam.", "wurden in mehreren Sprachen befragt; die Fragebögen liegen aus.", "wünschen sich längere Öffnungszeiten am Abend.", "haben die Straße vor dem Haus begrünt und pflegen sie selbst.", "können genau sagen, was sich seit dem Frühjahr geändert hat.", "übersetzen den Aushang und lesen ihn vor."],
    },
    Language {
        share: 5, blanks: SPACED,
        places: &[("FR", "Saint-Étienne"), ("Belgium", "Liège"), ("LU", "Esch-sur-Alzette")],
        people: [&["Hélène", "François", "Zoé", "Anaïs"], &["Lefèvre", "Benoît", "Haddad", "Garçon"]],
        practices: &["Café des langues", "Atelier ouvert", "Parrainage vers l’emploi", "Cuisine de quartier"],
        subjects: &["Les bénévoles", "La plupart des participants", "Les élus de la commune", "Les mères que nous avons rencontrées"],
        predicates: &["se réunissent chaque mois et décident ensemble de la suite.", "ont été interrogés dans leur langue, par écrit et de vive voix.", "ne savent pas encore qui paiera la salle après l’été.", "tiennent un cahier que chacun peut lire.", "reçoivent une petite indemnité, versée le jour même.", "ont cité trois choses qui ont changé depuis le début."],
    },
    Language {
        share: 4, blanks: SPACED,
        places: &[("Italy", "Forlì"), ("IT", "Palermo")],
        people: [&["Niccolò", "Chiara", "Ilaria"], &["Bonafè", "De Santis", "Lo Cascio"]],
        practices: &["Laboratorio aperto", "Caffè delle lingue", "Sportello famiglie"],
        subjects: &["I volontari", "Molte partecipanti", "Gli operatori del comune", "Le persone incontrate"],
        predicates: &["si ritrovano ogni due settimane e decidono insieme.", "hanno risposto nella propria lingua, per iscritto e a voce.", "non sanno ancora chi pagherà la sala dopo l’estate.", "tengono un quaderno che chiunque può leggere.", "hanno indicato tre cose già cambiate: perché no, di più?"],
    },
    Language {
        share: 4, blanks: SPACED,
        places: &[("ES", "A Coruña"), ("Spain", "Logroño")],
        people: [&["Íñigo", "Begoña", "María José"], &["Muñoz", "Ibáñez", "Núñez"]],
        practices: &["Cocina del barrio", "Taller abierto", "Acompañamiento al empleo"],
        subjects: &["Las voluntarias", "La mayoría de participantes", "Los técnicos del ayuntamiento", "Quienes llegaron este año"],
        predicates: &["se reúnen cada quince días y deciden juntos el siguiente paso.", "respondieron en su propia lengua, por escrito y de palabra.", "aún no saben quién pagará el local después de junio.", "llevan un cuaderno que cualquiera puede leer.", "¿volverían? Todas dijeron que sí."],
    },
    Language {
        share: 4, blanks: SPACED,
        places: &[("CZ", "Plzeň"), ("Czechia", "Hradec Králové"), ("Slovakia", "Košice")],
        people: [&["Jiří", "Zdeňka", "Ondřej"], &["Dvořák", "Černá", "Šťastný"]],
        practices: &["Centrum pro cizince", "Otevřená dílna", "Jazyková kavárna"],
        subjects: &["Dobrovolníci", "Účastníci kurzů", "Pracovníci úřadu", "Rodiče dětí ze školky"],
        predicates: &["se scházejí každé dva týdny a společně plánují další kroky.", "odpovídali ve svém jazyce, písemně i ústně.", "zatím nevědí, kdo zaplatí nájem po červnu.", "vedou sešit, do kterého smí každý nahlédnout.", "řekli, že by přišli znovu."],
    },
    Language {
        share: 4, blanks: SPACED,
        places: &[("PL", "Gdańsk"), ("Poland", "Rzeszów")],
        people: [&["Łukasz", "Małgorzata", "Święty"], &["Wiśniewska", "Żółty", "Mróz"]],
        practices: &["Wspólna kuchnia", "Klub rozmów", "Warsztat dla każdego"],
        subjects: &["Wolontariusze", "Uczestniczki zajęć", "Pracownicy gminy", "Sąsiedzi z osiedla"],
        predicates: &["spotykają się co dwa tygodnie i razem decydują, co dalej.", "odpowiadali w swoim języku, na piśmie i w rozmowie.", "nie wiedzą jeszcze, kto zapłaci za salę po wakacjach.", "prowadzą zeszyt, do którego każdy może zajrzeć.", "potrafili wskazać trzy zmiany."],
    },
    Language {
        share: 3, blanks: SPACED,
        places: &[("DK", "Aarhus"), ("Denmark", "Køge"), ("NO", "Tromsø")],
        people: [&["Søren", "Åse", "Jørgen"], &["Kjær", "Østergård", "Bæk"]],
        practices: &["Bydelsmødre", "Sprogcafé", "Åbent værksted"],
        subjects: &["De frivillige", "Mange deltagere", "Kommunens medarbejdere"],
        predicates: &["mødes hver anden uge og beslutter i fællesskab.", "blev spurgt på deres eget sprog, både skriftligt og mundtligt.", "fører en bog, som alle må læse i.", "ved endnu ikke, hvem der betaler efter sommeren."],
    },
    Language {
        share: 2, blanks: SPACED,
        places: &[("HU", "Győr"), ("FI", "Jyväskylä")],
        people: [&["Réka", "Gergő"], &["Szűcs", "Kőszegi"]],
        practices: &["Közös konyha", "Nyitott műhely"],
        subjects: &["Az önkéntesek", "A résztvevők többsége", "A szülők"],
        predicates: &["kéthetente találkoznak, és együtt döntenek a folytatásról.", "a saját nyelvükön válaszoltak, írásban és szóban is.", "füzetet vezetnek, amelybe bárki beleolvashat.", "még nem tudják, ki fizeti a termet ősztől."],
    },
    Language {
        share: 3, blanks: SPACED,
        places: &[("GR", "Αθήνα"), ("Greece", "Θεσσαλονίκη")],
        people: [&["Ελένη", "Γιώργος"], &["Παπαδοπούλου", "Νικολάου"]],
        practices: &["Ανοιχτό εργαστήρι", "Κουζίνα της γειτονιάς"],
        subjects: &["Οι εθελοντές", "Οι περισσότερες συμμετέχουσες", "Οι υπάλληλοι του δήμου"],
        predicates: &["συναντιούνται κάθε δύο εβδομάδες και αποφασίζουν μαζί.", "ρωτήθηκαν στη γλώσσα τους, γραπτά και προφορικά.", "δεν γνωρίζουν ακόμη ποιος θα πληρώσει την αίθουσα.", "κρατούν ένα τετράδιο που το διαβάζει όποιος θέλει."],
    },
    Language {
        share: 2, blanks: SPACED,
        places: &[("UA", "Львів"), ("Ukraine", "Чернівці"), ("BG", "Пловдив")],
        people: [&["Оксана", "Їжак"], &["Шевчук", "Ґудзь"]],
        practices: &["Відкрита майстерня", "Мовне кафе"],
        subjects: &["Волонтери", "Більшість учасниць", "Працівники громади"],
        predicates: &["зустрічаються що два тижні й разом вирішують, що далі.", "відповідали своєю мовою, письмово та усно.", "ще не знають, хто сплатить за приміщення після літа.", "ведуть зошит, який може прочитати кожен."],
    },
    Language {
        share: 2, blanks: SPACED,
        places: &[("TR", "İzmir"), ("Türkiye", "Şanlıurfa")],
        people: [&["Ayşe", "Işıl"], &["Yıldız", "Güneş"]],
        practices: &["Mahalle mutfağı", "Açık atölye"],
        subjects: &["Gönüllüler", "Katılımcıların çoğu", "Belediye çalışanları"],
        predicates: &["iki haftada bir buluşup birlikte karar veriyor.", "kendi dillerinde, yazılı ve sözlü olarak yanıt verdi.", "herkesin okuyabildiği bir defter tutuyor.", "yazdan sonra salonun kirasını kimin ödeyeceğini bilmiyor."],
    },
    Language {
        share: 3, blanks: SPACED,
        places: &[("LB", "طرابلس"), ("Jordan", "إربد")],
        people: [&["سميرة", "خالد"], &["داود", "الحداد"]],
        practices: &["مطبخ الحي", "ورشة مفتوحة"],
        subjects: &["المتطوعون", "معظم المشاركات", "موظفو البلدية"],
        predicates: &["يجتمعون كل أسبوعين ويقررون معاً الخطوة التالية.", "أجابوا بلغتهم، كتابةً وشفاهةً.", "لا يعرفون بعدُ من سيدفع أجرة القاعة.", "يحتفظون بدفتر يمكن لأي شخص أن يقرأه."],
    },
    Language {
        share: 1, blanks: SPACED,
        places: &[("IL", "חיפה")],
        people: [&["נועה", "אמיר"], &["לוי", "ברק"]],
        practices: &["מטבח שכונתי", "סדנה פתוחה"],
        subjects: &["המתנדבים", "רוב המשתתפות"],
        predicates: &["נפגשים פעם בשבועיים ומחליטים יחד.", "ענו בשפתם, בכתב ובעל פה.", "מנהלים מחברת שכל אחד רשאי לקרוא."],
    },
    Language {
        share: 1, blanks: SPACED,
        places: &[("IN", "वाराणसी")],
        people: [&["अनीता", "राजेश"], &["शर्मा", "वर्मा"]],
        practices: &["मोहल्ला रसोई", "खुली कार्यशाला"],
        subjects: &["स्वयंसेवक", "अधिकांश प्रतिभागी"],
        predicates: &["हर दो सप्ताह में मिलते हैं और साथ मिलकर निर्णय लेते हैं।", "अपनी भाषा में लिखकर और बोलकर उत्तर देते हैं।", "एक कॉपी रखते हैं जिसे कोई भी पढ़ सकता है।"],
    },
    Language {
        share: 1, blanks: ["", " "],
        places: &[("TH", "เชียงใหม่")],
        people: [&["สมชาย", "มาลี"], &["ใจดี", "ศรีสุข"]],
        practices: &["ครัวชุมชน", "เวิร์กช็อปเปิด"],
        subjects: &["อาสาสมัคร", "ผู้เข้าร่วมส่วนใหญ่"],
        predicates: &["พบกันทุกสองสัปดาห์และตัดสินใจร่วมกัน", "ตอบเป็นภาษาของตนเองทั้งการเขียนและการพูด", "มีสมุดบันทึกที่ใครก็อ่านได้"],
    },
    Language {
        share: 1, blanks: ["", ""],
        places: &[("CN", "成都"), ("Taiwan", "台南")],
        people: [&["小明", "美玲"], &["王", "陈"]],
        practices: &["社区厨房", "开放工作坊"],
        subjects: &["志愿者们", "大多数参加者", "社区工作人员"],
        predicates: &["每两周见一次面，共同决定下一步。", "用自己的语言书面或口头回答了问题。", "有一本人人都可以翻阅的笔记。", "还不知道夏天以后由谁支付场地费用。"],
    },
    Language {
        share: 1, blanks: ["", ""],
        places: &[("JP", "川崎")],
        people: [&["さくら", "健太"], &["山田", "髙橋"]],
        practices: &["みんなの台所", "日本語カフェ"],
        subjects: &["ボランティアは", "参加者の多くは", "市の職員は"],
        predicates: &["二週間ごとに集まり、次に何をするかを一緒に決めている。", "自分の言葉で、書面でも口頭でも答えてくれた。", "誰でも読めるノートをつけている。"],
    },
    Language {
        share: 1, blanks: SPACED,
        places: &[("KR", "안산")],
        people: [&["지은", "민수"], &["김", "박"]],
        practices: &["마을 부엌", "열린 작업실"],
        subjects: &["자원봉사자들은", "참가자 대부분은"],
        predicates: &["두 주마다 만나 다음 일을 함께 정한다.", "자기 언어로 글과 말로 대답했다.", "누구나 읽을 수 있는 공책을 쓴다. 🙂"],
    },
];
