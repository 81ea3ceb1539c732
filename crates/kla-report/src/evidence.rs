//! What is missing, agency by agency: as tables, and as text for a chat.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kla::wording::{points, whole};
use kla::{Address, Agency, Lang, Points, Scorecard};
use kla_plan::{Adjustment, Bucket, MarkedCards, Stake, Stakes};

use crate::table::{Align, RowKind, Table, shorten};
use crate::view::{one_line, place};
use crate::words::word;

/// Whose and which stakes are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct EvidenceQuery<'q> {
    /// Only those of this agency.
    pub agency: Option<&'q Agency>,
    /// Only those that a document alone can still mend, as in the 2×24 hours after a field check.
    pub mendable: bool,
}

impl EvidenceQuery<'_> {
    /// Whether a stake can be mended in the way that is asked for.
    fn wants(&self, stake: &Stake<'_>) -> bool {
        !self.mendable || stake.bucket.is_mendable()
    }
}

/// What is at stake for each agency, the most first, as tables; shared questions stand with each owner
/// and are counted once in the total.
#[must_use]
pub fn evidence_table(
    cards: &MarkedCards<'_>,
    stakes: &Stakes<'_>,
    query: EvidenceQuery<'_>,
    lang: Lang,
) -> String {
    let card = &cards.claimed;
    let mut text = head(cards, stakes, query, lang);
    let sections = sections(card, stakes, query, lang);
    for section in &sections {
        let mut table = Table::new(&[
            (word(lang, "Nilai", "Points"), Align::Right),
            (word(lang, "Butir", "Question"), Align::Left),
            (word(lang, "Keadaan", "State"), Align::Left),
            (word(lang, "Pertanyaan", "What is asked"), Align::Left),
            (word(lang, "Bukti", "Evidence"), Align::Left),
        ]);
        for stake in &section.stakes {
            table.push(
                RowKind::Plain,
                vec![
                    points(lang, stake.points),
                    node_label(stake, card, lang),
                    state_of(stake, lang).to_owned(),
                    shorten(&one_line(stake.name), 40),
                    shorten(&documents(stake), 30),
                ],
            );
        }
        let _ = writeln!(text, "\n{}", section.title);
        for line in table.to_text().lines() {
            let _ = writeln!(text, "  {line}");
        }
    }
    if sections.is_empty() {
        let _ = writeln!(text, "\n{}", nothing(query, lang));
    }
    text
}

/// The same as short text to paste into a chat: numbered, with `*` for bold and no other marks.
#[must_use]
pub fn evidence_chat(
    cards: &MarkedCards<'_>,
    stakes: &Stakes<'_>,
    query: EvidenceQuery<'_>,
    lang: Lang,
) -> String {
    const SHOWN: usize = 15;
    let card = &cards.claimed;
    let place = card.answers().place().label();
    let year = card.answers().year();
    let mut parts = Vec::new();
    for section in sections(card, stakes, query, lang) {
        let mut text = match (query.mendable, lang) {
            (true, Lang::Id) => format!("*KLA {place} {year}: yang masih dapat dilengkapi*\n"),
            (true, Lang::En) => format!("*KLA {place} {year}: what can still be mended*\n"),
            (false, Lang::Id) => format!("*KLA {place} {year}: bukti yang kurang*\n"),
            (false, Lang::En) => format!("*KLA {place} {year}: missing evidence*\n"),
        };
        let _ = writeln!(text, "*{}*", plain(&section.title));
        for (place, stake) in section.stakes.iter().take(SHOWN).enumerate() {
            let _ = writeln!(
                text,
                "{}. {} ({}, {}): {}",
                place + 1,
                node_label(stake, card, lang),
                state_of(stake, lang),
                points(lang, stake.points),
                plain(&shorten(&one_line(stake.name), 90))
            );
        }
        let more = section.stakes.len().saturating_sub(SHOWN);
        if more > 0 {
            let _ = match lang {
                Lang::Id => writeln!(text, "dan {more} baris lain dalam daftar lengkapnya"),
                Lang::En => writeln!(text, "and {more} more lines in the full list"),
            };
        }
        parts.push(text);
    }
    if parts.is_empty() {
        return format!("KLA {place} {year}: {}\n", nothing(query, lang));
    }
    parts.join("\n")
}

/// That there is nothing to list, and of what.
fn nothing(query: EvidenceQuery<'_>, lang: Lang) -> &'static str {
    if query.mendable {
        word(
            lang,
            "Tidak ada yang dapat dilengkapi dengan dokumen saja.",
            "There is nothing that a document alone could mend.",
        )
    } else {
        word(lang, "Tidak ada yang kurang.", "Nothing is missing.")
    }
}

/// What is at stake as rows of a list, for one agency or for all; a shared question stands once, with
/// all its owners. The last cell of a row is empty, to be filled in by hand.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct EvidenceList {
    /// What it is a list of.
    pub title: String,
    /// The marks, and what is at stake.
    pub lines: Vec<String>,
    /// What the columns are called; the first holds the points.
    pub heads: [String; 8],
    /// The points of each row, and its texts.
    pub rows: Vec<(Points, [String; 7])>,
}

/// The stakes as a list to hand on: by points, the most first.
#[must_use]
pub fn evidence_list(
    cards: &MarkedCards<'_>,
    stakes: &Stakes<'_>,
    query: EvidenceQuery<'_>,
    lang: Lang,
) -> EvidenceList {
    let card = &cards.claimed;
    let place = card.answers().place();
    let whose = query.agency.map_or_else(String::new, |agency| format!(": {}", agency.name));
    let title = match (query.mendable, lang) {
        (true, Lang::Id) => "Yang masih dapat dilengkapi dengan dokumen",
        (true, Lang::En) => "What a document can still mend",
        (false, Lang::Id) => "Bukti dan nilai yang belum aman",
        (false, Lang::En) => "Evidence and points that are not safe",
    };
    let wanted = |stake: &&Stake<'_>| {
        query.wants(stake)
            && query
                .agency
                .is_none_or(|only| stake.agencies.iter().any(|agency| agency.id == only.id))
    };
    let row = |stake: &Stake<'_>| {
        let owners: Vec<&str> = stake.agencies.iter().map(|agency| agency.short.as_str()).collect();
        let documents: Vec<String> = stake
            .documents
            .iter()
            .map(|document| format!("{} {}", document.id, one_line(&document.title)))
            .collect();
        let cells = [
            node_label(stake, card, lang),
            state_of(stake, lang).to_owned(),
            one_line(stake.name),
            stake.asked.join("; "),
            documents.join("; "),
            owners.join(", "),
            String::new(),
        ];
        (stake.points, cells)
    };
    // The whole list adds up to what is at stake; a part of it has no such sum.
    let is_whole = query.agency.is_none() && !query.mendable;
    let adjustments = stakes.adjustments.iter().filter(|_| is_whole).map(|adjustment| {
        let mut cells: [String; 7] = Default::default();
        cells[0] = self::place(&adjustment.node, card, lang);
        cells[1] = adjusted(adjustment, lang).to_owned();
        (adjustment.points, cells)
    });
    EvidenceList {
        title: format!("{} – {title}{whose}", place.label()),
        lines: head(cards, stakes, query, lang).lines().take(3).map(str::to_owned).collect(),
        heads: [
            word(lang, "Nilai", "Points"),
            word(lang, "Butir", "Question"),
            word(lang, "Keadaan", "State"),
            word(lang, "Pertanyaan", "What is asked"),
            word(lang, "Bukti yang diminta", "Evidence asked for"),
            word(lang, "Dokumen terdaftar", "Documents listed"),
            word(lang, "Perangkat daerah", "Agencies"),
            word(lang, "Tindak lanjut", "Follow-up"),
        ]
        .map(str::to_owned),
        rows: stakes.stakes.iter().filter(wanted).map(row).chain(adjustments).collect(),
    }
}

/// The stakes of one agency, with a line that sums them.
struct Section<'s, 'a> {
    title: String,
    stakes: Vec<&'s Stake<'a>>,
}

fn sections<'s, 'a>(
    card: &Scorecard<'a>,
    stakes: &'s Stakes<'a>,
    query: EvidenceQuery<'_>,
    lang: Lang,
) -> Vec<Section<'s, 'a>> {
    let wanted = |stake: &&Stake<'a>| query.wants(stake);
    let agencies = stakes.agencies(card.edition()).into_iter();
    let agencies = agencies.filter(|agency| query.agency.is_none_or(|only| only.id == agency.id));
    let mut sections: Vec<(Points, Section<'s, 'a>)> = agencies
        .map(|agency| {
            let own: Vec<&Stake<'a>> = stakes.of_agency(agency).filter(wanted).collect();
            let sum: Points = own.iter().map(|stake| stake.points).sum();
            let shared = own.iter().filter(|stake| stake.agencies.len() > 1);
            let shared: Points = shared.map(|stake| stake.points).sum();
            let questions: BTreeSet<&Address> = own.iter().map(|stake| &stake.node).collect();
            let (number, total) = (whole(lang, questions.len() as i128), points(lang, sum));
            let shared = points(lang, shared);
            let title = match lang {
                Lang::Id => format!(
                    "{}: {number} butir, {total} (bersama perangkat daerah lain {shared})",
                    agency.name
                ),
                Lang::En => {
                    format!(
                        "{}: {number} questions, {total} (shared with others {shared})",
                        agency.name
                    )
                }
            };
            (sum, Section { title, stakes: own })
        })
        .filter(|(_, section)| !section.stakes.is_empty())
        .collect();
    sections.sort_by_key(|(sum, _)| std::cmp::Reverse(*sum));
    let nobodys: Vec<&Stake<'a>> =
        stakes.stakes.iter().filter(wanted).filter(|stake| stake.agencies.is_empty()).collect();
    let mut sections: Vec<Section<'s, 'a>> =
        sections.into_iter().map(|(_, section)| section).collect();
    if query.agency.is_none() && !nobodys.is_empty() {
        let title = word(lang, "Tanpa penanggung jawab yang diketahui", "Without a known owner");
        sections.push(Section { title: title.to_owned(), stakes: nobodys });
    }
    sections
}

/// The four marks, what is at stake between the first and the last, and why.
fn head(
    cards: &MarkedCards<'_>,
    stakes: &Stakes<'_>,
    query: EvidenceQuery<'_>,
    lang: Lang,
) -> String {
    let answers = cards.claimed.answers();
    let place = answers.place();
    let mut text = format!(
        "{} ({}), {}, {}\n",
        place.label(),
        place.code,
        answers.year(),
        answers.stage().name.get(lang)
    );
    let [verified, evidenced, claimed, potential] =
        cards.at(&Address::Total).map(|mark| points(lang, mark));
    let total = points(lang, stakes.total());
    let _ = match lang {
        Lang::Id => writeln!(
            text,
            "Terverifikasi {verified}; berbukti {evidenced}; diklaim {claimed}; paling tinggi {potential}\nYang dipertaruhkan: {potential} − {verified} = {total}, butir bersama dihitung sekali"
        ),
        Lang::En => writeln!(
            text,
            "Verified {verified}; evidenced {evidenced}; claimed {claimed}; possible {potential}\nAt stake: {potential} − {verified} = {total}, shared questions counted once"
        ),
    };
    text.push_str(&warnings(answers, lang));
    for kind in Bucket::ALL {
        let of_kind = stakes.stakes.iter().filter(|stake| stake.bucket == kind);
        let sum: Points = of_kind.map(|stake| stake.points).sum();
        if !sum.is_zero() {
            let _ = writeln!(text, "  {:<24} {:>12}", bucket(kind, lang), points(lang, sum));
        }
    }
    for adjustment in &stakes.adjustments {
        let node = self::place(&adjustment.node, &cards.claimed, lang);
        let name = format!("{} {node}", adjusted(adjustment, lang));
        let size = kla::wording::signed_points(lang, adjustment.points);
        let _ = writeln!(text, "  {name:<24} {size:>12}");
    }
    if query.mendable {
        let _ = writeln!(
            text,
            "{}",
            word(
                lang,
                "Hanya yang masih dapat dilengkapi dengan dokumen: bukti ditolak, atau diklaim tanpa bukti.",
                "Only what a document can still mend: rejected evidence, or claims without any."
            )
        );
        let mendable = stakes.stakes.iter().filter(|stake| stake.bucket.is_mendable());
        let sum = points(lang, mendable.map(|stake| stake.points).sum());
        let _ = match lang {
            Lang::Id => writeln!(text, "Yang masih dapat dilengkapi: {sum}"),
            Lang::En => writeln!(text, "Can still be mended: {sum}"),
        };
    }
    text
}

fn node_label(stake: &Stake<'_>, card: &Scorecard<'_>, lang: Lang) -> String {
    match &stake.node {
        Address::Question(id) => id.to_string(),
        node => place(node, card, lang),
    }
}

/// The documents that are named, or the kinds that are asked for.
fn documents(stake: &Stake<'_>) -> String {
    if stake.documents.is_empty() {
        return stake.asked.join("; ");
    }
    let title = |document: &&kla::Evidence| {
        let status = document.status.map_or("", kla::EvidenceStatus::word);
        let title = one_line(&document.title);
        if status.is_empty() { title } else { format!("{title} ({status})") }
    };
    stake.documents.iter().map(title).collect::<Vec<_>>().join("; ")
}

fn bucket(bucket: Bucket, lang: Lang) -> &'static str {
    match (bucket, lang) {
        (Bucket::Rejected, Lang::Id) => "bukti ditolak",
        (Bucket::Rejected, Lang::En) => "evidence rejected",
        (Bucket::NoDocument, Lang::Id) => "diklaim tanpa bukti",
        (Bucket::NoDocument, Lang::En) => "claimed, no document",
        (Bucket::Unchecked, Lang::Id) => "bukti belum diperiksa",
        (Bucket::Unchecked, Lang::En) => "evidence not checked",
        (Bucket::NotClaimed, Lang::Id) => "belum diklaim",
        (Bucket::NotClaimed, Lang::En) => "not claimed",
    }
}

/// What makes the marks less sure than they look: answers that are only a part, or disputed, or accepted
/// without any document.
fn warnings(answers: &kla::Answers<'_>, lang: Lang) -> String {
    let mut text = String::new();
    for note in answers.notes().iter().filter(|note| note.starts_with("SEBAGIAN")) {
        let _ = writeln!(text, "{}", one_line(note));
    }
    let count =
        |is: fn(&kla::Response) -> bool| answers.leaves().filter(|leaf| is(leaf.response)).count();
    let disputed = count(kla::Response::is_disputed);
    let bare = count(|response| {
        response.status == Some(kla::EvidenceStatus::Accepted) && response.evidence.is_empty()
    });
    if disputed > 0 {
        let _ = match lang {
            Lang::Id => writeln!(
                text,
                "Perhatikan: {disputed} jawaban bertentangan antarberkas dan belum diputuskan; dihitung belum diklaim"
            ),
            Lang::En => writeln!(
                text,
                "Note: answers on which files disagree and nobody has decided: {disputed}; they count as not claimed"
            ),
        };
    }
    if bare > 0 {
        let _ = match lang {
            Lang::Id => writeln!(
                text,
                "Perhatikan: {bare} jawaban berstatus sah tanpa satu dokumen pun; pastikan verifikator yang menetapkannya"
            ),
            Lang::En => writeln!(
                text,
                "Note: answers marked as accepted without any document: {bare}; make sure that a verifier did that"
            ),
        };
    }
    text
}

/// What changes the sum of a node's parts.
fn adjusted(adjustment: &Adjustment, lang: Lang) -> &'static str {
    if adjustment.points.is_negative() {
        word(lang, "batas", "cap of")
    } else {
        word(lang, "penskalaan", "scaling of")
    }
}

/// What keeps the points away, in words.
fn state_of(stake: &Stake<'_>, lang: Lang) -> &'static str {
    if stake.disputed {
        return word(lang, "bertentangan antarberkas", "files disagree");
    }
    bucket(stake.bucket, lang)
}

/// Without the signs that a chat takes for markup.
fn plain(text: &str) -> String {
    text.replace(['*', '_', '~', '`'], "")
}
