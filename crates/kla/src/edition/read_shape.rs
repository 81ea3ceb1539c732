//! Measures: what is asked and how it earns, by shape.

use std::collections::BTreeSet;

use super::parts::{Names, not_applicable};
use super::policy::{NotApplicablePolicy, RoundTo, RoundingAt};
use super::shape::{
    AnsweredBy, Better, Bound, Item, Level, Measure, STATE_WORDS, Scale, SeriesOf, Shape, Steps,
    Take, Threshold, ZeroTotal,
};
use super::thresholds::{self, Domain};
use crate::code::Code;
use crate::diagnostic::Sink;
use crate::document::{
    Ceiling, Node, Span, TableReader, Value, Word, as_list, as_points, as_signed,
};
use crate::id::is_id;
use crate::points::Points;
use crate::wording::Text;

/// Most items of a checklist: one bit each in an answer.
const MOST_ITEMS: usize = 64;

/// What every measure of an edition is read against.
pub(super) struct ShapeReader<'n> {
    pub(super) names: &'n Names,
    pub(super) rounding: RoundingAt,
    /// The edition's rule for answers that do not apply, if it could be read.
    pub(super) not_applicable: Option<NotApplicablePolicy>,
}

/// Whether a measure belongs to an indicator itself or to a question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Holder {
    Indicator,
    Question,
}

impl ShapeReader<'_> {
    /// What is asked and how it earns up to `maximum`.
    pub(super) fn measure(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        maximum: Option<Points>,
    ) -> Option<Measure> {
        let text = reader.text("text");
        let better = better(reader);
        let shape = self.shape(reader, holder, better.unwrap_or(Better::Higher), maximum);
        let answered_by = answered_by(reader);
        let not_applicable = self.not_applicable(reader);
        let (agencies, evidence) = (self.names.agencies(reader), self.names.evidence(reader));
        let effort = self.names.effort(reader);
        Some(Measure {
            text: text?.text.to_owned(),
            shape: shape?,
            better: better.unwrap_or(Better::Higher),
            not_applicable,
            answered_by,
            agencies,
            evidence,
            effort,
        })
    }

    /// The same measure with whatever the table names in place of what it was: how an overlay
    /// refines a question. Naming a shape replaces the whole shape.
    pub(super) fn refined(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        before: &Measure,
        maximum: Option<Points>,
    ) -> Option<Measure> {
        let better = better(reader).unwrap_or(before.better);
        let shape = match reader.optional("shape") {
            Some(_) => self.shape(reader, holder, better, maximum)?,
            None => kept_shape(reader, before, better, maximum)?,
        };
        let text = reader.optional_text("text");
        let (agencies, evidence) = (self.names.agencies(reader), self.names.evidence(reader));
        let or_before = |named: &'static str| reader.optional(named).is_none();
        Some(Measure {
            text: text.map_or_else(|| before.text.clone(), |word| word.text.to_owned()),
            shape,
            better,
            not_applicable: self.not_applicable(reader).or(before.not_applicable),
            answered_by: answered_by(reader).or(before.answered_by),
            agencies: if or_before("agencies") { before.agencies.clone() } else { agencies },
            evidence: if or_before("evidence") { before.evidence.clone() } else { evidence },
            effort: self.names.effort(reader).or_else(|| before.effort.clone()),
        })
    }

    fn not_applicable(&self, reader: &TableReader<'_>) -> Option<NotApplicablePolicy> {
        let word = reader.optional_text("not_applicable")?;
        let round = || match self.not_applicable {
            Some(NotApplicablePolicy::Leaves(round)) => Some(round),
            _ => {
                reader.sink().advise(
                    Code::RoundingNeeded,
                    word.span,
                    Text::new(
                        "`leaves` menskalakan nilai, tetapi edisi ini tidak menyebut pembulatannya",
                        "`leaves` scales points, but this edition does not say how they are rounded",
                    ),
                    Text::new(
                        "tulis `policy = \"leaves\"` dengan `digits` dan `ties` di `[not_applicable]`",
                        "write `policy = \"leaves\"` with `digits` and `ties` in `[not_applicable]`",
                    ),
                );
                None
            }
        };
        not_applicable(word, round, reader.sink())
    }

    fn shape(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        better: Better,
        maximum: Option<Points>,
    ) -> Option<Shape> {
        #[derive(Clone, Copy)]
        enum Name {
            Points,
            Ladder,
            Checklist,
            Percent,
            Count,
            Series,
            Units,
        }
        let name = reader.choice(
            "shape",
            &[
                ("points", Name::Points),
                ("ladder", Name::Ladder),
                ("checklist", Name::Checklist),
                ("percent", Name::Percent),
                ("count", Name::Count),
                ("series", Name::Series),
                ("units", Name::Units),
            ],
        )?;
        let scale = |domain| self.scale(reader, holder, domain, better, maximum);
        match name {
            Name::Points => self.steps(reader, maximum).map(Shape::Points),
            Name::Ladder => levels(reader, maximum).map(Shape::Ladder),
            Name::Checklist => items(reader, maximum).map(Shape::Checklist),
            Name::Percent => {
                let (scale, zero_total) = (scale(Domain::Percent), zero_total(reader));
                Some(Shape::Percent { scale: scale?, zero_total: zero_total? })
            }
            Name::Units => {
                let (scale, zero_total) = (scale(Domain::Percent), zero_total(reader));
                Some(Shape::Units { scale: scale?, zero_total: zero_total? })
            }
            Name::Count => scale(Domain::Count).map(|scale| Shape::Count { scale }),
            Name::Series => self.series(reader, holder, better, maximum),
        }
    }

    fn series(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        better: Better,
        maximum: Option<Points>,
    ) -> Option<Shape> {
        #[derive(Clone, Copy)]
        enum Of {
            Percent,
            Count,
        }
        let of = reader.choice("of", &[("percent", Of::Percent), ("count", Of::Count)]);
        let years = reader.whole("years", 1, 20);
        let take = reader.choice(
            "take",
            &[("last", Take::Last), ("worst", Take::Worst), ("change", Take::Change)],
        );
        let zero_total = match of {
            Some(Of::Percent) => zero_total(reader),
            _ => None,
        };
        let (Some(of), Some(take), Some(years)) = (of, take, years) else {
            // Without these the scale cannot be judged.
            for key in ["scale", "target", "thresholds", "zero_total"] {
                reader.optional(key);
            }
            return None;
        };
        let years = usize::try_from(years).ok()?;
        let domain = match (take, of) {
            (Take::Change, _) => Domain::Change,
            (_, Of::Percent) => Domain::Percent,
            (_, Of::Count) => Domain::Count,
        };
        let scale = self.scale(reader, holder, domain, better, maximum)?;
        let of = match of {
            Of::Percent => SeriesOf::Percent { zero_total: zero_total? },
            Of::Count => SeriesOf::Count,
        };
        Some(Shape::Series { of, years, take, scale })
    }

    fn steps(&self, reader: &TableReader<'_>, maximum: Option<Points>) -> Option<Steps> {
        let table = reader.table("steps")?;
        if let Some(reason) = table.optional_text("unknown") {
            table.finish();
            return Some(Steps::Unknown { reason: reason.text.to_owned() });
        }
        let nodes = not_empty(&table, "values");
        let citation = self.names.citation(&table);
        let span = table.optional("values").map_or(table.span().clone(), |node| node.span.clone());
        let sink = table.sink();
        table.finish();
        let nodes = nodes?;
        let values: Vec<Points> =
            nodes.iter().filter_map(|node| as_points(node, Ceiling::Unknown, sink)).collect();
        if values.len() < nodes.len() {
            return None;
        }
        for (pair, node) in values.windows(2).zip(nodes.iter().skip(1)) {
            if pair[1] <= pair[0] {
                not_rising(pair[0], pair[1], &node.span, reader);
            }
        }
        if values.first() != Some(&Points::ZERO) {
            reader.sink().report(
                Code::StepsStart,
                &span,
                Text::new("langkah pertama seharusnya 0", "the first step should be 0"),
            );
        }
        if let (Some(best), Some(maximum)) = (values.last(), maximum)
            && *best != maximum
        {
            thresholds::short(*best, maximum, &span, reader.sink());
        }
        Some(Steps::Known { values, citation: citation? })
    }

    fn scale(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        domain: Domain,
        better: Better,
        maximum: Option<Points>,
    ) -> Option<Scale> {
        #[derive(Clone, Copy)]
        enum Name {
            Linear,
            Steps,
        }
        let name = reader.choice("scale", &[("linear", Name::Linear), ("steps", Name::Steps)])?;
        let word = reader.text("scale")?;
        match name {
            Name::Linear => {
                let target = match domain {
                    Domain::Count => Some(target(reader)?),
                    Domain::Percent | Domain::Change => None,
                };
                if domain == Domain::Change {
                    reader.sink().report(
                        Code::UnknownWord,
                        word.span,
                        Text::new(
                            "`take = \"change\"` hanya dapat dinilai dengan `scale = \"steps\"`",
                            "`take = \"change\"` can only be scored by `scale = \"steps\"`",
                        ),
                    );
                    return None;
                }
                let round = self.round(reader, holder, word, maximum)?;
                Some(Scale::Linear { target, round })
            }
            Name::Steps => ranges(reader, domain, better, maximum),
        }
    }

    /// The rounding that a linear scale needs.
    fn round(
        &self,
        reader: &TableReader<'_>,
        holder: Holder,
        word: Word<'_>,
        maximum: Option<Points>,
    ) -> Option<RoundTo> {
        let round = match (self.rounding, holder) {
            (RoundingAt::Indicator(round), Holder::Indicator)
            | (RoundingAt::Question(round), Holder::Question) => round,
            _ => {
                let at = match holder {
                    Holder::Indicator => "indicator",
                    Holder::Question => "question",
                };
                reader.sink().advise(
                    Code::RoundingNeeded,
                    word.span,
                    Text::new(
                        "nilai dari skala linear jarang berakhir, tetapi edisi ini tidak membulatkannya",
                        "points from a linear scale seldom end, but this edition does not round them",
                    ),
                    Text::new(
                        format!("tulis `at = \"{at}\"` dengan sumbernya di `[rounding]`, atau pakai `scale = \"steps\"`"),
                        format!("state `at = \"{at}\"` with its source in `[rounding]`, or use `scale = \"steps\"`"),
                    ),
                );
                return None;
            }
        };
        if let Some(maximum) = maximum {
            rounds_to(maximum, round, word.span, reader.sink());
        }
        Some(round)
    }
}

/// The maximum of a linear scale is among the values that rounding leaves: none would be rounded above it.
pub(super) fn rounds_to(maximum: Points, round: RoundTo, span: &Span, sink: &Sink) {
    let digits = round.digits;
    if maximum.decimals() > digits {
        sink.report(
            Code::RoundingNeeded,
            span,
            Text::new(
                format!("maksimum {maximum} memuat lebih dari {digits} desimal yang disisakan pembulatan"),
                format!("the maximum {maximum} has more than the {digits} decimals that rounding keeps"),
            ),
        );
    }
}

/// The shape as it was, which must still fit a maximum or direction that has changed.
fn kept_shape(
    reader: &TableReader<'_>,
    before: &Measure,
    better: Better,
    maximum: Option<Points>,
) -> Option<Shape> {
    if better != before.better && before.shape.scale().is_some() {
        reader.sink().report(
            Code::MissingKey,
            reader.span(),
            Text::new(
                "arah `better` diubah; tulis juga `shape` dengan skalanya",
                "the direction `better` changes; name `shape` with its scale as well",
            ),
        );
        return None;
    }
    let Some(maximum) = maximum else { return Some(before.shape.clone()) };
    let is_wrong = |best: &Points| match &before.shape {
        // What exceeds the maximum is cut.
        Shape::Checklist(_) => *best < maximum,
        Shape::Ladder(levels) if is_open(levels.last()) => *best > maximum,
        _ => *best != maximum,
    };
    if let Some(best) = before.shape.best().filter(is_wrong) {
        let span = reader.optional("maximum").map_or(reader.span(), |node| &node.span);
        thresholds::short(best, maximum, span, reader.sink());
        return None;
    }
    Some(before.shape.clone())
}

fn better(reader: &TableReader<'_>) -> Option<Better> {
    reader.optional_choice("better", &[("higher", Better::Higher), ("lower", Better::Lower)])
}

fn answered_by(reader: &TableReader<'_>) -> Option<AnsweredBy> {
    reader.optional_choice(
        "answered_by",
        &[("kecamatan", AnsweredBy::Kecamatan), ("desa", AnsweredBy::Desa)],
    )
}

fn zero_total(reader: &TableReader<'_>) -> Option<ZeroTotal> {
    reader.choice(
        "zero_total",
        &[
            ("not-applicable", ZeroTotal::NotApplicable),
            ("full", ZeroTotal::Full),
            ("none", ZeroTotal::None),
        ],
    )
}

fn target(reader: &TableReader<'_>) -> Option<Points> {
    let target = reader.points("target", Ceiling::Unknown)?;
    if target.is_zero() {
        let span = reader.optional("target").map_or(reader.span(), |node| &node.span);
        reader.sink().report(
            Code::NotANumber,
            span,
            Text::new("sasaran tidak boleh nol", "the target must not be zero"),
        );
        return None;
    }
    Some(target)
}

/// A step that is not above the one before it.
pub(super) fn not_rising(before: Points, after: Points, span: &Span, reader: &TableReader<'_>) {
    reader.sink().report(
        Code::StepsNotRising,
        span,
        Text::new(
            format!("langkah {after} tidak lebih tinggi daripada {before} sebelumnya"),
            format!("the step {after} is not above {before} before it"),
        ),
    );
}

/// A list that must hold something.
pub(super) fn not_empty<'t>(reader: &TableReader<'t>, key: &'static str) -> Option<&'t [Node]> {
    let nodes = reader.list(key)?;
    if nodes.is_empty() {
        let span = reader.optional(key).map_or(reader.span(), |node| &node.span);
        reader.sink().report(
            Code::MissingKey,
            span,
            Text::new(format!("daftar `{key}` masih kosong"), format!("the list `{key}` is empty")),
        );
        return None;
    }
    Some(nodes)
}

/// The choices of a ladder or checklist: ids that are new, well formed and no state words.
fn choices<'t, T>(
    reader: &TableReader<'t>,
    key: &'static str,
    read: impl Fn(&TableReader<'t>, String, String) -> Option<T>,
) -> Option<Vec<(T, Span)>> {
    not_empty(reader, key)?;
    let tables = reader.optional_tables(key);
    let expected = tables.len();
    let mut seen = BTreeSet::new();
    let mut choices = Vec::new();
    for table in tables {
        let (id, text) = (table.text("id"), table.text("text"));
        let sound = id.filter(|id| {
            let fresh = is_id(id.text) && !STATE_WORDS.contains(&id.text) && !seen.contains(id.text);
            if !fresh {
                table.sink().report(
                    Code::BadId,
                    id.span,
                    Text::new(
                        format!("`{}` tidak dapat menjadi pilihan: id harus baru, terdiri atas huruf, angka, dan tanda hubung, dan bukan kata keadaan", id.text),
                        format!("`{}` cannot be a choice: an id is new, made of letters, digits and hyphens, and no word for a state", id.text),
                    ),
                );
            }
            fresh
        });
        seen.extend(id.map(|id| id.text));
        let span = table.span().clone();
        let choice = read(
            &table,
            sound.map_or_else(String::new, |id| id.text.to_owned()),
            text.map_or_else(String::new, |text| text.text.to_owned()),
        );
        table.finish();
        choices.extend(choice.filter(|_| sound.is_some() && text.is_some()).map(|c| (c, span)));
    }
    (choices.len() == expected).then_some(choices)
}

fn levels(reader: &TableReader<'_>, maximum: Option<Points>) -> Option<Vec<Level>> {
    let levels = choices(reader, "levels", |table, id, text| {
        let unknown = table
            .optional("points")
            .is_some_and(|node| matches!(&node.value, Value::Text(text) if text == "unknown"));
        let points = if unknown { None } else { Some(table.points("points", Ceiling::Unknown)?) };
        Some(Level { id, text, points })
    })?;
    let known: Vec<(Points, &Span)> = levels
        .iter()
        .filter_map(|(level, span)| level.points.map(|points| (points, span)))
        .collect();
    for pair in known.windows(2) {
        if let [(before, _), (after, span)] = pair
            && after < before
        {
            not_rising(*before, *after, span, reader);
        }
    }
    // Where the highest level is not known, those below it are at most the maximum.
    let is_open = is_open(levels.last().map(|(last, _)| last));
    if let (Some((best, span)), Some(maximum)) = (known.last(), maximum)
        && (*best > maximum || *best < maximum && !is_open)
    {
        thresholds::short(*best, maximum, span, reader.sink());
    }
    Some(levels.into_iter().map(|(level, _)| level).collect())
}

/// Whether nobody has published what the highest level earns.
fn is_open(highest: Option<&Level>) -> bool {
    highest.is_some_and(|level| level.points.is_none())
}

fn items(reader: &TableReader<'_>, maximum: Option<Points>) -> Option<Vec<Item>> {
    let items = choices(reader, "items", |table, id, text| {
        Some(Item { id, text, points: table.points("points", Ceiling::Unknown)? })
    })?;
    let span = reader.optional("items").map_or(reader.span(), |node| &node.span);
    if items.len() > MOST_ITEMS {
        reader.sink().report(
            Code::WrongType,
            span,
            Text::new(
                format!("paling banyak {MOST_ITEMS} pilihan"),
                format!("at most {MOST_ITEMS} items"),
            ),
        );
        return None;
    }
    let sum: Points = items.iter().map(|(item, _)| item.points).sum();
    if let Some(maximum) = maximum.filter(|maximum| sum < *maximum) {
        thresholds::short(sum, maximum, span, reader.sink());
    }
    Some(items.into_iter().map(|(item, _)| item).collect())
}

fn ranges(
    reader: &TableReader<'_>,
    domain: Domain,
    better: Better,
    maximum: Option<Points>,
) -> Option<Scale> {
    let node = reader.required("thresholds")?;
    if let Value::Table(_) = node.value {
        let table = TableReader::of(node, reader.sink())?;
        let reason = table.text("unknown");
        table.finish();
        return reason.map(|reason| Scale::Unknown { reason: reason.text.to_owned() });
    }
    let nodes = as_list(node, reader.sink())?;
    let ranges: Vec<(Threshold, Span)> = nodes
        .iter()
        .filter_map(|node| {
            let table = TableReader::of(node, reader.sink())?;
            let range = range(&table, domain);
            table.finish();
            Some((range?, node.span.clone()))
        })
        .collect();
    if ranges.len() < nodes.len() {
        return None;
    }
    if ranges.is_empty() {
        reader.sink().report(
            Code::MissingKey,
            &node.span,
            Text::new("daftar rentang masih kosong", "the list of ranges is empty"),
        );
        return None;
    }
    thresholds::check(&ranges, domain, better, maximum, reader.sink());
    Some(Scale::Steps(ranges.into_iter().map(|(range, _)| range).collect()))
}

fn range(table: &TableReader<'_>, domain: Domain) -> Option<Threshold> {
    let lower = bound(table, domain, ["from", "above"]);
    let upper = bound(table, domain, ["to", "below"]);
    let points = table.points("points", Ceiling::Unknown);
    Some(Threshold { lower: lower?, upper: upper?, points: points? })
}

/// A bound by its closed or its open key, at most one of them; the outer `None` after a mistake.
#[allow(clippy::option_option, reason = "a bound may be absent, and reading it may fail")]
fn bound(
    table: &TableReader<'_>,
    domain: Domain,
    [closed, open]: [&'static str; 2],
) -> Option<Option<Bound>> {
    let read = |node: &Node| match domain {
        Domain::Change => as_signed(node, table.sink()),
        Domain::Percent | Domain::Count => as_points(node, Ceiling::Unknown, table.sink()),
    };
    match (table.optional(closed), table.optional(open)) {
        (None, None) => Some(None),
        (Some(node), None) => Some(Some(Bound { value: read(node)?, closed: true })),
        (None, Some(node)) => Some(Some(Bound { value: read(node)?, closed: false })),
        (Some(_), Some(node)) => {
            table.sink().report(
                Code::WrongType,
                &node.span,
                Text::new(
                    format!("tulis `{closed}` atau `{open}`, tidak keduanya"),
                    format!("write `{closed}` or `{open}`, not both"),
                ),
            );
            None
        }
    }
}
