//! What the columns of tables are called in other languages: words become the English ones that fields are known by.

/// English words, each with those of other languages, folded.
#[rustfmt::skip]
const WORDS: &[(&str, &[&str])] = &[
    ("criterion", &[
        "kriterium", "kriterien", "critere", "criteres", "criterio", "criterios", "criteri", "kriteria", "kryterium",
        "kryteria", "criterium",
    ]),
    ("question", &[
        "frage", "fragen", "leitfrage", "leitfragen", "pruffrage", "prueffrage", "pregunta", "preguntas", "domanda",
        "domande", "otazka", "otazky", "pytanie", "pytania", "vraag", "vragen", "pergunta", "perguntas", "questao",
        "questoes",
    ]),
    ("item", &[
        "prufpunkt", "pruefpunkt", "prufpunkte", "punkt", "punkte", "prufkriterium", "point de controle",
        "points de controle", "punto de control", "voce", "voci", "punto di controllo", "polozka", "polozky", "bod",
        "pozycja", "pozycje", "onderdeel", "ponto de controlo",
    ]),
    ("indicator", &[
        "indikator", "indikatoren", "indicateur", "indicateurs", "indicador", "indicadores", "indicatore", "indicatori",
        "indikatory", "ukazatel", "ukazatele", "wskaznik", "wskazniki", "indicatoren",
    ]),
    ("requirement", &[
        "anforderung", "anforderungen", "exigence", "exigences", "requisito", "requisitos", "requisiti", "pozadavek",
        "pozadavky", "wymaganie", "wymagania", "wymog", "eis", "eisen",
    ]),
    ("statement", &[
        "aussage", "aussagen", "affirmation", "affirmations", "enonce", "afirmacion", "afirmaciones", "affermazione",
        "tvrzeni", "stwierdzenie", "stwierdzenia", "stelling",
    ]),
    ("domain", &["handlungsfeld", "domaine", "domaines", "ambito", "ambitos", "ambiti", "domein", "dominio"]),
    ("area", &["bereich", "bereiche", "themenbereich", "oblast", "oblasti", "obszar", "obszary", "axe", "axes"]),
    ("theme", &["thema", "themen", "thematique", "tema", "temas", "temi", "temat", "tematy", "thematischer bereich"]),
    ("dimension", &["dimensionen", "dimensione", "dimensioni", "dimensiones", "dimenze", "wymiar", "wymiary", "dimensao"]),
    ("chapter", &["kapitel", "chapitre", "chapitres", "capitulo", "capitulos", "capitolo", "kapitola", "rozdzial", "hoofdstuk"]),
    ("category", &["kategorie", "kategorien", "categorie", "categories", "categoria", "categorias", "kategoria", "rubrique"]),
    ("principle", &["grundsatz", "prinzip", "principe", "principes", "principio", "principios", "zasada", "zasady", "princip"]),
    ("standard", &["norme", "normes", "estandar", "estandares", "norma", "standardy"]),
    ("section", &["abschnitt", "abschnitte", "seccion", "secciones", "apartado", "sezione", "sezioni", "sekce", "sekcja", "secao"]),
    ("subdomain", &["sous domaine", "subambito", "sottoambito"]),
    ("subsection", &["unterabschnitt", "unterkapitel", "sous section", "subseccion", "sottosezione", "podkapitola", "podrozdzial"]),
    ("subcriterion", &["unterkriterium", "sous critere", "subcriterio", "sottocriterio", "podkriterium", "podkryterium"]),
    ("subquestion", &["unterfrage", "sous question", "subpregunta", "sottodomanda", "podotazka"]),
    ("module", &["modul", "modulo", "moduly"]),
    ("part", &["teil", "partie", "volet", "parte", "cast", "czesc", "deel"]),
    ("objective", &["ziel", "ziele", "objectif", "objectifs", "objetivo", "objetivos", "obiettivo", "obiettivi", "cil", "cel"]),
    ("code", &[
        "nummer", "lfd nr", "kennung", "kennziffer", "kurzel", "kod", "numero", "codigo", "codice", "identifiant",
        "identificador", "rif", "riferimento", "cislo", "oznaceni", "c", "numer", "lp", "l p", "symbol", "clave",
    ]),
    ("guidance", &[
        "hinweis", "hinweise", "erlauterung", "erlauterungen", "erlaeuterung", "erklarung", "anleitung", "hilfe",
        "explication", "explications", "consigne", "consignes", "orientation", "orientations", "aide", "precisions",
        "orientacion", "orientaciones", "guia", "explicacion", "ayuda", "aclaracion", "aclaraciones", "indicazioni",
        "guida", "spiegazione", "vysvetleni", "pokyn", "pokyny", "napoveda", "wyjasnienie", "wyjasnienia", "wskazowka",
        "wskazowki", "objasnienie", "toelichting", "orientacao", "orientacoes",
    ]),
    ("notes", &[
        "anmerkung", "anmerkungen", "nota", "notas", "poznamka", "poznamky", "uwaga", "uwagi",
    ]),
    ("examples", &[
        "beispiel", "beispiele", "exemple", "exemples", "ejemplo", "ejemplos", "esempio", "esempi", "priklad",
        "priklady", "przyklad", "przyklady", "voorbeeld", "voorbeelden", "exemplo", "exemplos",
    ]),
    ("evidence", &[
        "nachweis", "nachweise", "beleg", "belege", "preuve", "preuves", "justificatif", "justificatifs", "evidencia",
        "evidencias", "evidenza", "evidenze", "prova", "prove", "provas", "doklad", "doklady", "dukaz", "dukazy", "dowod",
        "dowody", "bewijs",
    ]),
    ("means of verification", &[
        "moyen de verification", "moyens de verification", "medio de verificacion", "medios de verificacion",
        "fuente de verificacion", "fuentes de verificacion", "mezzo di verifica", "mezzi di verifica", "fonti di verifica",
        "zpusob overeni", "sposob weryfikacji", "zrodlo weryfikacji", "zrodla weryfikacji", "meios de verificacao",
        "prufmethode", "nachweismittel",
    ]),
    ("scale", &[
        "skala", "skalen", "stufen", "stufe", "bewertungsskala", "bewertungsstufen", "echelle", "niveaux", "cotation",
        "escala", "escalas", "niveles", "scala", "livelli", "stupnice", "urovne", "poziomy", "schaal",
    ]),
    ("response options", &[
        "antwortoptionen", "antwortmoglichkeiten", "antworten", "antwort", "reponse", "reponses", "options de reponse",
        "reponses possibles", "modalites", "respuesta", "respuestas", "opciones", "opciones de respuesta", "risposta",
        "risposte", "opzioni", "opzioni di risposta", "odpoved", "odpovedi", "moznosti", "moznosti odpovedi", "odpowiedz",
        "odpowiedzi", "mozliwe odpowiedzi", "antwoorden", "respostas",
    ]),
    ("rating", &["bewertung", "notation", "valoracion", "puntuacion", "valutazione", "punteggio", "hodnoceni", "ocena"]),
    ("text", &["wortlaut", "texte", "texto", "testo", "zneni", "tekst", "tresc", "libelle", "intitule", "enunciado"]),
    ("title", &["titel", "bezeichnung", "titre", "titulo", "titolo", "nazev", "tytul", "nazwa"]),
    ("name", &["nom", "nombre", "nome", "naam"]),
    ("description", &["beschreibung", "descripcion", "descrizione", "popis", "opis", "omschrijving", "descricao"]),
];

/// Words that only join others: `numéro de la question`.
const JOINING: [&str; 22] = [
    "de", "du", "des", "d", "la", "le", "les", "l", "del", "della", "dello", "dei", "di", "el", "los", "las", "der",
    "die", "das", "do", "da", "van",
];

/// A folded name in the English words that fields are known by: whole, else word by word, the word that says what it is of
/// last put first.
pub(super) fn in_english(name: &str) -> String {
    if let Some(known) = english(name) {
        return known.to_owned();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let said: Vec<&str> = words.iter().copied().filter(|word| !JOINING.contains(word)).collect();
    let is_joined = said.len() < words.len();
    let mut translated: Vec<&str> = said.iter().map(|word| english(word).unwrap_or(word)).collect();
    if !is_joined && translated == words {
        return name.to_owned();
    }
    // A header in two languages says the same twice.
    translated.dedup();
    if let ([_, _], true) = (&translated[..], is_joined) {
        translated.swap(0, 1);
    }
    translated.join(" ")
}

fn english(name: &str) -> Option<&'static str> {
    WORDS.iter().find(|(_, names)| names.contains(&name)).map(|(english, _)| *english)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::exchange::framework::field::plain;

    #[test]
    fn each_word_is_folded_and_stands_once() {
        let mut seen = HashSet::new();
        for word in WORDS.iter().flat_map(|(_, names)| *names) {
            assert_eq!(plain(word), *word);
            assert!(seen.insert(word), "{word} stands twice");
        }
    }

    #[test]
    fn names_are_said_in_english_whole_or_word_by_word() {
        for (name, wanted) in [
            ("Kriterium", "criterion"),
            ("Moyens de vérification", "means of verification"),
            ("Numéro de la question", "question code"),
            ("Texto del criterio", "criterion text"),
            ("Frage Nr.", "question nr"),
            ("Kriterium / Criterion", "criterion"),
            ("Means of verification", "means of verification"),
            ("Owner", "owner"),
        ] {
            assert_eq!(in_english(&plain(name)), wanted, "{name}");
        }
    }
}
