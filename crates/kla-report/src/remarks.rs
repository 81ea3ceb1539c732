//! Remarks of a score that change how far its figures can be trusted, under papers about it.

use kla::{Lang, Remark, Scorecard};

use crate::paper::Chapter;
use crate::view::remark_line;
use crate::words::word;

/// How many are printed; `kla score` has all of them.
const SHOWN: usize = 12;

/// What of the answers did not count, or counts for less than it seems.
pub(crate) fn remarks(card: &Scorecard<'_>, lang: Lang) -> Chapter {
    let mut chapter = Chapter::new(word(lang, "Catatan tentang isian", "Remarks on the answers"));
    let all = card.remarks();
    let weighty: Vec<&Remark<'_>> = all.iter().filter(|remark| is_weighty(remark)).collect();
    let lines = weighty.iter().take(SHOWN).map(|remark| {
        let line = remark_line(remark, card, lang);
        if line.place.is_empty() {
            line.message
        } else {
            format!("{}: {}", line.place, line.message)
        }
    });
    let mut lines: Vec<String> = lines.collect();
    let more = weighty.len().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(match lang {
            Lang::Id => format!("dan {more} catatan lain; lihat kla score"),
            Lang::En => format!("and {more} more; see kla score"),
        });
    }
    chapter.list(lines);
    chapter
}

fn is_weighty(remark: &Remark<'_>) -> bool {
    matches!(
        remark,
        Remark::TwoDepths { .. }
            | Remark::RecordedOnly { .. }
            | Remark::FigureWithoutPoints { .. }
            | Remark::ZeroTotal { .. }
            | Remark::SeriesTooShort { .. }
    )
}
