//! What is written instead of characters that no font of a document has, so that an emoji keeps no report from going out:
//! `👍` is written as `[thumbs up sign]`, `✅` as `✔`, and letters in disguise as what they are.

use std::{borrow::Cow, fmt::Write as _, iter::Peekable, str::Chars, sync::LazyLock};

use unicode_normalization::UnicodeNormalization;

/// Emoji by their names in Unicode: those that the fonts lack. A line is a code point in hexadecimal, a blank and the name.
static EMOJI: LazyLock<Vec<(char, &'static str)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (code, name) = line.split_once(' ')?;
        Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, name))
    };
    include_str!("../../../data/fonts/emoji.txt").lines().filter_map(line).collect()
});

/// A text as it is set: without what has no shape and does nothing, with blanks for tabs and with emoji in words.
/// Line feeds stay.
pub(super) fn spelled(raw: &str) -> Cow<'_, str> {
    // Most of what is written in Latin letters is set as it is.
    if raw.chars().all(|c| c != '\u{ad}' && matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{2ff}')) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => text.push('\n'),
            _ if is_dropped(c) => {}
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => text.push(' '),
            '✅' => text.push('✔'),
            '❌' | '❎' => text.push('✘'),
            '⭐' => text.push('★'),
            '➕' => text.push('+'),
            '➖' => text.push('−'),
            '❗' => text.push('!'),
            '❓' => text.push('?'),
            _ if is_variant(c) => text.extend(std::iter::once(c).nfkc()),
            _ if letter_of_flag(c).is_some() => {
                text += "[flag ";
                let second = chars.next_if(|next| letter_of_flag(*next).is_some());
                text.extend([Some(c), second].into_iter().flatten().filter_map(letter_of_flag));
                text.push(']');
            }
            _ => match name_of_emoji(c) {
                Some(name) => {
                    let _ = write!(text, "[{name}]");
                    skip_joined(&mut chars);
                }
                None => text.push(c),
            },
        }
    }
    Cow::Owned(text)
}

/// Goes behind what belongs to the same picture as an emoji: the shade of its skin, and what is joined to it.
fn skip_joined(chars: &mut Peekable<Chars<'_>>) {
    loop {
        while chars.next_if(|next| is_dropped(*next) || is_skin(*next)).is_some() {}
        if chars.next_if_eq(&'\u{200d}').is_none() {
            return;
        }
        chars.next_if(|next| name_of_emoji(*next).is_some() || ('\u{2600}'..'\u{2c00}').contains(next));
    }
}

/// Whether a character is left out: it has no shape, and says nothing of how its neighbours are shaped or ordered.
fn is_dropped(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{20e3}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is another only in how it looks: a ligature, a wide or a bold letter, a shape of an Arabic one.
/// They come from other PDFs, and from where letters can't be bold else.
fn is_variant(c: char) -> bool {
    matches!(c, '\u{3300}'..='\u{33ff}' | '\u{fb00}'..='\u{fb4f}' | '\u{fb50}'..='\u{fdf1}' | '\u{fdf3}'..='\u{fdf9}'
        | '\u{fe70}'..='\u{fefc}' | '\u{ff01}'..='\u{ff9f}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f1e5}')
}

fn is_skin(c: char) -> bool {
    ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
}

/// The letter that a part of a flag stands for.
fn letter_of_flag(c: char) -> Option<char> {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c).then(|| char::from(b'A' + (u32::from(c) - 0x1f1e6) as u8))
}

fn name_of_emoji(c: char) -> Option<&'static str> {
    if c < '\u{231a}' {
        return None;
    }
    EMOJI.binary_search_by_key(&c, |(known, _)| *known).ok().map(|at| EMOJI[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_font_has_is_said_in_words() {
        for (raw, expected) in [
            ("Łódź, ґрунт – „déjà“ مرحبا", "Łódź, ґрунт – „déjà“ مرحبا"),
            ("fine 🙂", "fine [slightly smiling face]"),
            ("👩🏽\u{200d}⚕\u{fe0f}, 👍🏿!", "[woman], [thumbs up sign]!"),
            ("🇮🇹🇵🇱 🇨", "[flag IT][flag PL] [flag C]"),
            ("✅ ✔\u{fe0f} ❌ 1\u{fe0f}\u{20e3}", "✔ ✔ ✘ 1"),
            ("a\tb\u{2028}c soft\u{ad}ly\u{200b}\nd", "a b c softly\nd"),
            ("eﬃcient ﬁnal １２㎡ 𝗯𝗼𝗹𝗱 \u{fefb}", "efficient final 12m2 bold لا"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(spelled(raw), expected);
        }
        assert!(EMOJI.is_sorted() && EMOJI.len() > 1000);
    }
}
