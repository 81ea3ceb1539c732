//! What a text beside an answer gives away: that files disagree, or a person's name.

use super::merge::CONFLICT;

/// Whether a note holds what merged files gave where they disagree.
///
/// ```
/// assert!(kla::tells_of_conflict("BERTENTANGAN: 3 (dinkes); 5 (dinsos)"));
/// assert!(!kla::tells_of_conflict("dari rapat bulan Mei"));
/// ```
#[must_use]
pub fn tells_of_conflict(note: &str) -> bool {
    note.split(" | ").any(|part| part.starts_with(CONFLICT))
}

/// Whether a text has the words that come with a person's name, or a NIK written with blanks.
///
/// It only suspects: nobody can tell a name from a word with certainty.
///
/// ```
/// assert!(kla::names_a_person("Akta kelahiran a.n. Siti"));
/// assert!(!kla::names_a_person("Rekap akta kelahiran 2023"));
/// ```
#[must_use]
pub fn names_a_person(text: &str) -> bool {
    let folded = format!(" {} ", text.to_lowercase().replace(',', " "));
    let words = [
        " a.n. ",
        " a.n ",
        " a/n ",
        " an. ",
        " an ",
        " atas nama ",
        " ananda ",
        " bernama ",
        " nama anak ",
        " bin ",
        " binti ",
        " lahir ",
        " nik ",
        " nik: ",
    ];
    let digits: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-' | '.')).collect();
    words.iter().any(|word| folded.contains(word)) || crate::number::looks_like_nik(&digits)
}
