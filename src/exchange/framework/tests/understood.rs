//! What a table says without being told how: its title, its language, its levels; and what it is told where it says nothing.

use super::*;

#[test]
fn a_lone_first_row_is_the_title_where_none_is_given() {
    let raw = "Accessibility audit 2024,,\n,,\nCriterion,Item,Nr.\nDoors,Doors open,1\n";
    let from = made(raw);
    assert_eq!(from.framework.title.as_str(), "Accessibility audit 2024");
    assert!(told(&from).contains(&"row 1, above the header, is the title: “Accessibility audit 2024”".to_owned()));
    let given = TableOptions { title: Some("Mine".into()), ..options() };
    let from = from_table(raw.as_bytes(), &given).unwrap();
    assert_eq!(from.framework.title.as_str(), "Mine");
    assert!(told(&from).contains(&"row 1, above the header, left out: “Accessibility audit 2024”".to_owned()));
    let filled = made("Version,2024\nCriterion,Item\nDoors,Doors open\n");
    assert_eq!(filled.framework.title.as_str(), "A tool", "several cells are no title");
}

#[test]
fn headers_in_other_languages_are_known() {
    for raw in [
        "Kriterium;Frage;Prüfpunkt;Nr.;Nachweis;Stufen\nK;Q?;Es gibt Licht;1;Ansehen;Ja/Teilweise/Nein\n",
        "Critère;Question;Indicateur;N°;Preuve;Échelle\nK;Q?;Il y a de la lumière;1;Regarder;Oui/Partiellement/Non\n",
        "Criterio;Pregunta;Indicador;Número;Evidencia;Escala\nK;Q?;Hay luz;1;Mirar;Sí/Parcialmente/No\n",
        "Criterio;Domanda;Indicatore;Codice;Evidenza;Scala\nK;Q?;C'è luce;1;Guardare;Sì/In parte/No\n",
        "Kritérium;Otázka;Ukazatel;Číslo;Doklad;Stupnice\nK;Q?;Je tam světlo;1;Podívat se;Ano/Částečně/Ne\n",
        "Kryterium;Pytanie;Wskaźnik;Lp.;Dowód;Skala\nK;Q?;Jest światło;1;Zobaczyć;Tak/Częściowo/Nie\n",
    ] {
        let from = made(raw);
        let fields: Vec<Field> = from.columns.iter().map(|(field, _)| *field).collect();
        let wanted = [Field::Criterion, Field::Question, Field::Item, Field::Code, Field::Guidance, Field::Scale];
        assert_eq!(fields, wanted, "{raw}");
        let item = from.framework.items().next().unwrap();
        let counts: Vec<Counts> = item.scale.levels.iter().map(|level| level.counts).collect();
        assert_eq!((counts, item.code.as_str()), (vec![Counts::Met, Counts::Partly, Counts::NotMet], "1"), "{raw}");
        assert!(!told(&from).iter().any(|note| note.contains("guess")), "{:?}", told(&from));
    }
}

#[test]
fn levels_behind_their_numbers_are_read() {
    for scale in [
        "0 none/1 weak/2 good",
        "0 = none; 1 = weak; 2 = good",
        "2 good, 1 weak, 0 none",
        "0: none | 1: weak | 2: good",
    ] {
        let from = made(format!("item;scale\nDoors open;\"{scale}\"\n"));
        let item = from.framework.items().next().unwrap();
        let levels: Vec<(&str, Option<f64>)> =
            item.scale.levels.iter().map(|level| (level.label.as_str(), level.value.map(|value| value.0))).collect();
        assert_eq!(levels, [("good", Some(2.0)), ("weak", Some(1.0)), ("none", Some(0.0))], "{scale}");
    }
    let counted = made("item;scale\nHow often?;0 visits/1 visit/2 visits [met]\n");
    assert!(told(&counted).iter().any(|note| note.contains("scale")), "counting says nothing of levels");
}

#[test]
fn a_code_that_is_said_again_is_told_and_changes_no_other_id() {
    let rows = |last: &str| {
        let rows = (1..=4).flat_map(|q| (1..=3).map(move |n| format!("C,Q{q},Item {q} {n},{q}.{n}\n")));
        format!("criterion,question,item,code\n{}C,Q5,Item 5 1,{last}\n", rows.collect::<String>())
    };
    let ids = |from: &FromTable| from.framework.items().map(|item| item.id.to_string()).collect::<Vec<_>>();
    let (before, after) = (made(rows("5.1")), made(rows("1.1")));
    assert_eq!(ids(&before)[..12], ids(&after)[..12]);
    assert_eq!(told(&before), [] as [&str; 0]);
    assert_eq!(told(&after), ["row 14: the code 1.1 stands in row 2 too; both are kept"]);
}

#[test]
fn a_frameworks_own_file_says_where_it_goes() {
    let file = format::write_framework(&Framework::built_in());
    for raw in [file.clone(), format!("// Mine.\n\n{file}")] {
        let error = from_table(raw.as_bytes(), &options()).unwrap_err();
        assert_eq!(error, TableError::Framework);
        assert!(error.to_string().contains("folder frameworks") && error.to_string().contains("fieldbook check"));
    }
}

#[test]
fn every_column_that_could_be_mapped_is_named() {
    let raw = "Foo,,Bar\nOne,Two,Three\n";
    let error = from_table(raw.as_bytes(), &options()).unwrap_err().to_string();
    for named in ["A “Foo”", "B without a name", "C “Bar”"] {
        assert!(error.contains(named), "{error}");
    }
    let options = TableOptions { map: mappings("item=B").unwrap(), ..options() };
    assert_eq!(from_table(raw.as_bytes(), &options).unwrap().framework.items().next().unwrap().text.as_str(), "Two");
}
