//! Countries by name and code (ISO 3166-1 alpha-2), for completing what is typed.

use crate::text::fold::fold;

/// Every country with its code, in the order of their names.
#[rustfmt::skip]
pub const COUNTRIES: &[(&str, &str)] = &[
    ("Afghanistan", "AF"), ("Albania", "AL"), ("Algeria", "DZ"), ("American Samoa", "AS"), ("Andorra", "AD"),
    ("Angola", "AO"), ("Anguilla", "AI"), ("Antarctica", "AQ"), ("Antigua and Barbuda", "AG"), ("Argentina", "AR"),
    ("Armenia", "AM"), ("Aruba", "AW"), ("Australia", "AU"), ("Austria", "AT"), ("Azerbaijan", "AZ"),
    ("Åland Islands", "AX"), ("Bahamas", "BS"), ("Bahrain", "BH"), ("Bangladesh", "BD"), ("Barbados", "BB"),
    ("Belarus", "BY"), ("Belgium", "BE"), ("Belize", "BZ"), ("Benin", "BJ"), ("Bermuda", "BM"), ("Bhutan", "BT"),
    ("Bolivia", "BO"), ("Bonaire, Sint Eustatius and Saba", "BQ"), ("Bosnia and Herzegovina", "BA"),
    ("Botswana", "BW"), ("Bouvet Island", "BV"), ("Brazil", "BR"), ("British Indian Ocean Territory", "IO"),
    ("British Virgin Islands", "VG"), ("Brunei", "BN"), ("Bulgaria", "BG"), ("Burkina Faso", "BF"), ("Burundi", "BI"),
    ("Cabo Verde", "CV"), ("Cambodia", "KH"), ("Cameroon", "CM"), ("Canada", "CA"), ("Cayman Islands", "KY"),
    ("Central African Republic", "CF"), ("Chad", "TD"), ("Chile", "CL"), ("China", "CN"), ("Christmas Island", "CX"),
    ("Cocos (Keeling) Islands", "CC"), ("Colombia", "CO"), ("Comoros", "KM"), ("Congo", "CG"),
    ("Congo (Democratic Republic)", "CD"), ("Cook Islands", "CK"), ("Costa Rica", "CR"), ("Côte d'Ivoire", "CI"),
    ("Croatia", "HR"), ("Cuba", "CU"), ("Curaçao", "CW"), ("Cyprus", "CY"), ("Czechia", "CZ"), ("Denmark", "DK"),
    ("Djibouti", "DJ"), ("Dominica", "DM"), ("Dominican Republic", "DO"), ("Ecuador", "EC"), ("Egypt", "EG"),
    ("El Salvador", "SV"), ("Equatorial Guinea", "GQ"), ("Eritrea", "ER"), ("Estonia", "EE"), ("Eswatini", "SZ"),
    ("Ethiopia", "ET"), ("Falkland Islands", "FK"), ("Faroe Islands", "FO"), ("Fiji", "FJ"), ("Finland", "FI"),
    ("France", "FR"), ("French Guiana", "GF"), ("French Polynesia", "PF"), ("French Southern Territories", "TF"),
    ("Gabon", "GA"), ("Gambia", "GM"), ("Georgia", "GE"), ("Germany", "DE"), ("Ghana", "GH"), ("Gibraltar", "GI"),
    ("Greece", "GR"), ("Greenland", "GL"), ("Grenada", "GD"), ("Guadeloupe", "GP"), ("Guam", "GU"),
    ("Guatemala", "GT"), ("Guernsey", "GG"), ("Guinea", "GN"), ("Guinea-Bissau", "GW"), ("Guyana", "GY"),
    ("Haiti", "HT"), ("Heard Island and McDonald Islands", "HM"), ("Honduras", "HN"), ("Hong Kong", "HK"),
    ("Hungary", "HU"), ("Iceland", "IS"), ("India", "IN"), ("Indonesia", "ID"), ("Iran", "IR"), ("Iraq", "IQ"),
    ("Ireland", "IE"), ("Isle of Man", "IM"), ("Israel", "IL"), ("Italy", "IT"), ("Jamaica", "JM"), ("Japan", "JP"),
    ("Jersey", "JE"), ("Jordan", "JO"), ("Kazakhstan", "KZ"), ("Kenya", "KE"), ("Kiribati", "KI"), ("Kuwait", "KW"),
    ("Kyrgyzstan", "KG"), ("Laos", "LA"), ("Latvia", "LV"), ("Lebanon", "LB"), ("Lesotho", "LS"), ("Liberia", "LR"),
    ("Libya", "LY"), ("Liechtenstein", "LI"), ("Lithuania", "LT"), ("Luxembourg", "LU"), ("Macao", "MO"),
    ("Madagascar", "MG"), ("Malawi", "MW"), ("Malaysia", "MY"), ("Maldives", "MV"), ("Mali", "ML"), ("Malta", "MT"),
    ("Marshall Islands", "MH"), ("Martinique", "MQ"), ("Mauritania", "MR"), ("Mauritius", "MU"), ("Mayotte", "YT"),
    ("Mexico", "MX"), ("Micronesia", "FM"), ("Moldova", "MD"), ("Monaco", "MC"), ("Mongolia", "MN"),
    ("Montenegro", "ME"), ("Montserrat", "MS"), ("Morocco", "MA"), ("Mozambique", "MZ"), ("Myanmar", "MM"),
    ("Namibia", "NA"), ("Nauru", "NR"), ("Nepal", "NP"), ("Netherlands", "NL"), ("New Caledonia", "NC"),
    ("New Zealand", "NZ"), ("Nicaragua", "NI"), ("Niger", "NE"), ("Nigeria", "NG"), ("Niue", "NU"),
    ("Norfolk Island", "NF"), ("North Korea", "KP"), ("North Macedonia", "MK"), ("Northern Mariana Islands", "MP"),
    ("Norway", "NO"), ("Oman", "OM"), ("Pakistan", "PK"), ("Palau", "PW"), ("Palestine", "PS"), ("Panama", "PA"),
    ("Papua New Guinea", "PG"), ("Paraguay", "PY"), ("Peru", "PE"), ("Philippines", "PH"), ("Pitcairn", "PN"),
    ("Poland", "PL"), ("Portugal", "PT"), ("Puerto Rico", "PR"), ("Qatar", "QA"), ("Réunion", "RE"),
    ("Romania", "RO"), ("Russia", "RU"), ("Rwanda", "RW"), ("Saint Barthélemy", "BL"), ("Saint Helena", "SH"),
    ("Saint Kitts and Nevis", "KN"), ("Saint Lucia", "LC"), ("Saint Martin", "MF"),
    ("Saint Pierre and Miquelon", "PM"), ("Saint Vincent and the Grenadines", "VC"), ("Samoa", "WS"),
    ("San Marino", "SM"), ("Sao Tome and Principe", "ST"), ("Saudi Arabia", "SA"), ("Senegal", "SN"),
    ("Serbia", "RS"), ("Seychelles", "SC"), ("Sierra Leone", "SL"), ("Singapore", "SG"), ("Sint Maarten", "SX"),
    ("Slovakia", "SK"), ("Slovenia", "SI"), ("Solomon Islands", "SB"), ("Somalia", "SO"), ("South Africa", "ZA"),
    ("South Georgia and the South Sandwich Islands", "GS"), ("South Korea", "KR"), ("South Sudan", "SS"),
    ("Spain", "ES"), ("Sri Lanka", "LK"), ("Sudan", "SD"), ("Suriname", "SR"), ("Svalbard and Jan Mayen", "SJ"),
    ("Sweden", "SE"), ("Switzerland", "CH"), ("Syria", "SY"), ("Taiwan", "TW"), ("Tajikistan", "TJ"),
    ("Tanzania", "TZ"), ("Thailand", "TH"), ("Timor-Leste", "TL"), ("Togo", "TG"), ("Tokelau", "TK"), ("Tonga", "TO"),
    ("Trinidad and Tobago", "TT"), ("Tunisia", "TN"), ("Turkmenistan", "TM"), ("Turks and Caicos Islands", "TC"),
    ("Tuvalu", "TV"), ("Türkiye", "TR"), ("U.S. Outlying Islands", "UM"), ("U.S. Virgin Islands", "VI"),
    ("Uganda", "UG"), ("Ukraine", "UA"), ("United Arab Emirates", "AE"), ("United Kingdom", "GB"),
    ("United States", "US"), ("Uruguay", "UY"), ("Uzbekistan", "UZ"), ("Vanuatu", "VU"), ("Vatican City", "VA"),
    ("Venezuela", "VE"), ("Vietnam", "VN"), ("Wallis and Futuna", "WF"), ("Western Sahara", "EH"), ("Yemen", "YE"),
    ("Zambia", "ZM"), ("Zimbabwe", "ZW"),
];

/// Other names that people type.
const ALSO: &[(&str, &str)] = &[
    ("UK", "United Kingdom"),
    ("Great Britain", "United Kingdom"),
    ("USA", "United States"),
    ("Czech Republic", "Czechia"),
    ("Turkey", "Türkiye"),
    ("Holland", "Netherlands"),
    ("Macedonia", "North Macedonia"),
    ("Ivory Coast", "Côte d'Ivoire"),
];

/// Whether this names a country.
pub fn is_known(named: &str) -> bool {
    let sought = fold(named.trim());
    COUNTRIES.iter().any(|(name, _)| fold(name) == sought)
}

/// The country that `typed` begins to name: by its code, else by the beginning of its name; none where several or none fit.
pub fn completed(typed: &str) -> Option<&'static str> {
    let typed = fold(typed.trim());
    if typed.is_empty() {
        return None;
    }
    let also = ALSO.iter().find(|(other, _)| fold(other) == typed).map(|(_, name)| *name);
    let by_code = COUNTRIES.iter().find(|(_, code)| fold(code) == typed);
    let mut by_name = COUNTRIES.iter().filter(|(name, _)| fold(name).starts_with(&typed));
    let whole = COUNTRIES.iter().find(|(name, _)| fold(name) == typed);
    let first = by_name.next();
    let only = first.filter(|_| typed.len() > 2 && by_name.next().is_none());
    also.or_else(|| whole.or(by_code).or(only).map(|(name, _)| *name))
}

/// The name and the code of the country that is named by either; none where it is not known.
pub fn known(named: &str) -> Option<(&'static str, &'static str)> {
    let named = named.trim();
    // What is spelt out as in the table, or nothing, needs no folding: a list asks for every row of a screen.
    let exact = |(name, code): &&(&'static str, &'static str)| *name == named || *code == named;
    if let Some(known) = COUNTRIES.iter().find(exact) {
        return Some(*known);
    }
    let sought = fold(named);
    let folded = |(name, code): &&(&'static str, &'static str)| fold(name) == sought || fold(code) == sought;
    if named.is_empty() { None } else { COUNTRIES.iter().find(folded).copied() }
}

/// The code of the country named, as tables show it; what was typed where it is not known.
pub fn code(named: &str) -> &str {
    known(named).map_or(named.trim(), |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_completed_by_code_or_by_a_beginning_that_is_its_own() {
        assert_eq!(completed("cz"), Some("Czechia"));
        assert_eq!(completed("Pola"), Some("Poland"));
        assert_eq!(
            (completed("turk"), completed("UK"), completed("uk ")),
            (None, Some("United Kingdom"), Some("United Kingdom"))
        );
        assert_eq!(
            (completed("Czech Republic"), completed("xx"), completed("vi")),
            (Some("Czechia"), None, Some("U.S. Virgin Islands"))
        );
        assert_eq!(completed("türki"), Some("Türkiye"));
        assert_eq!(completed("Niger"), Some("Niger"));
        assert_eq!(completed("uni"), None);
        assert_eq!(completed("Atlantis"), None);
        assert_eq!(
            (completed("eq"), completed("equ")),
            (None, Some("Equatorial Guinea")),
            "two letters are a code or none"
        );
        assert_eq!((completed(""), completed(" ")), (None, None));
    }

    #[test]
    fn a_country_is_known_by_its_name_and_found_by_its_code_too() {
        assert!(is_known(" turkiye ") && is_known("Türkiye") && !is_known("TR") && !is_known(""));
        for named in ["TR", "tr", "Türkiye", " turkiye"] {
            assert_eq!(known(named), Some(("Türkiye", "TR")), "{named}");
        }
        assert_eq!((known(""), known(" "), known("Turkey")), (None, None, None));
    }

    #[test]
    fn a_country_has_a_code() {
        assert_eq!((code(" denmark"), code("DK"), code("Atlantis")), ("DK", "DK", "Atlantis"));
        assert_eq!(COUNTRIES.len(), 249);
    }
}
