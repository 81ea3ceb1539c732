//! What must hold inside an edition: sums, bands, unique ids.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::model::Category;
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::Span;
use crate::id::{IndicatorId, is_id};
use crate::points::Points;
use crate::wording::Text;

/// The parts must add up to the whole.
pub(super) fn sum(parts: &Text, found: Points, whole: Points, span: &Span, sink: &Sink) {
    if found == whole {
        return;
    }
    let (id, en) = (parts.get(crate::Lang::Id), parts.get(crate::Lang::En));
    let difference = (found - whole).abs();
    let (more_id, more_en) = if found > whole { ("lebih", "more") } else { ("kurang", "less") };
    sink.advise(
        Code::SumMismatch,
        span,
        Text::new(
            format!("{id} berjumlah {found}, bukan {whole}"),
            format!("{en} add up to {found}, not to {whole}"),
        ),
        Text::new(
            format!("selisihnya {difference} {more_id}; perbaiki salah satu nilai maksimum"),
            format!("that is {difference} {more_en}; correct one of the maxima"),
        ),
    );
}

/// What the questions of a row offer must equal its maximum, or exceed it under a declared cap.
pub(super) fn offer(
    indicator: &IndicatorId,
    offered: Points,
    maximum: Points,
    capped: bool,
    span: &Span,
    sink: &Sink,
) {
    if !capped {
        let parts = Text::new(
            format!("butir-butir indikator `{indicator}`"),
            format!("the questions of indicator `{indicator}`"),
        );
        sum(&parts, offered, maximum, span, sink);
    } else if offered <= maximum {
        sink.report(
            Code::NeedlessCap,
            span,
            Text::new(
                format!("butir-butirnya hanya {offered}, maksimum {maximum}: tidak ada yang perlu dibatasi"),
                format!("its questions offer {offered} of {maximum}: there is nothing to cap"),
            ),
        );
    }
}

/// Categories rise, do not overlap, and end at the total.
pub(super) fn bands(categories: &[(Category, Span)], total: Points, sink: &Sink) {
    let mut previous: Option<&Category> = None;
    for (category, span) in categories {
        if category.from > category.to {
            sink.report(
                Code::BandOrder,
                span,
                Text::new(
                    format!(
                        "rentang {} mulai di {} dan berakhir di {}",
                        category.name, category.from, category.to
                    ),
                    format!(
                        "the band of {} starts at {} and ends at {}",
                        category.name, category.from, category.to
                    ),
                ),
            );
        }
        if let Some(lower) = previous
            && category.from <= lower.to
        {
            sink.report(
                Code::BandOrder,
                span,
                Text::new(
                    format!(
                        "nilai {} masuk {} dan {} sekaligus",
                        category.from, lower.name, category.name
                    ),
                    format!(
                        "a total of {} is in {} and in {} at once",
                        category.from, lower.name, category.name
                    ),
                ),
            );
        }
        previous = Some(category);
    }
    if let Some((last, span)) = categories.last()
        && last.to != total
    {
        sink.report(
            Code::BandOrder,
            span,
            Text::new(
                format!("rentang tertinggi berakhir di {}, bukan di total {total}", last.to),
                format!("the highest band ends at {}, not at the total of {total}", last.to),
            ),
        );
    }
}

/// Totals between two printed bands, where the edition does not say what becomes of them.
pub(super) fn band_holes(categories: &[(Category, Span)], sink: &Sink) {
    for pair in categories.windows(2) {
        let [(lower, _), (upper, span)] = pair else { continue };
        if lower.to >= upper.from {
            continue;
        }
        let witness =
            ((lower.to.to_decimal() + upper.from.to_decimal()) / Decimal::TWO).normalize();
        sink.advise(
            Code::BandHole,
            span,
            Text::new(
                format!("nilai {witness} tidak masuk kategori mana pun"),
                format!("a total of {witness} falls in no category"),
            ),
            Text::new(
                "tulis `between = \"lower\"` bila sumbernya menyebut demikian",
                "write `between = \"lower\"` where a source says so",
            ),
        );
    }
}

/// Ids seen so far and where, to catch the second use.
#[derive(Default)]
pub(super) struct Unique {
    seen: BTreeMap<String, String>,
}

impl Unique {
    /// Whether `id` is well formed and new; what it stands for is named in the message.
    pub(super) fn claim(&mut self, id: &str, what: &Text, span: &Span, sink: &Sink) -> bool {
        if !is_id(id) {
            sink.advise(
                Code::BadId,
                span,
                Text::new(format!("`{id}` tidak dapat menjadi id"), format!("`{id}` cannot be an id")),
                Text::new(
                    "id terdiri atas huruf, angka, dan tanda hubung di tengah, misalnya `klaster-1`",
                    "an id is made of letters, digits and inner hyphens, such as `klaster-1`",
                ),
            );
            return false;
        }
        if id == "total" {
            sink.report(
                Code::BadId,
                span,
                Text::new(
                    "`total` adalah alamat nilai keseluruhan, bukan id",
                    "`total` is the address of the whole score and cannot be an id",
                ),
            );
            return false;
        }
        let (line, _) = sink.source().position(span.start);
        let place = format!("{}:{line}", sink.source().name());
        if let Some(first) = self.seen.get(id) {
            sink.report(
                Code::DuplicateId,
                span,
                Text::new(
                    format!("{} `{id}` sudah ada di {first}", what.get(crate::Lang::Id)),
                    format!("the {} `{id}` already stands at {first}", what.get(crate::Lang::En)),
                ),
            );
            return false;
        }
        self.seen.insert(id.to_owned(), place);
        true
    }
}
