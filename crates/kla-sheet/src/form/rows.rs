//! The rows of `Isian` and `Rincian`: one per question, grouped under block and indicator.

use kla::{
    Address, Answered, Edition, Figure, Points, Response, Scorecard, SeriesOf, Shape, State, Steps,
};
use rust_decimal::Decimal;

use super::formula;
use super::leaves::{Group, Leaf, block_leaf};
use super::plan::{Cell, FIRST, Level, Look, Offer, Row, Table, Value, position};
use super::{Form, Part};
use crate::choice;
use crate::layout::{Column, STATES, TOTAL_ROW, TableKind, cell_name, sheet};

/// Where the rows of an indicator or of a block stand in `Isian`, from 0.
pub(super) struct Place {
    /// Its own row, with the sub-total.
    pub(super) own: u32,
    /// Its first and last leaf.
    pub(super) leaves: (u32, u32),
}

/// Where blocks and indicators stand, by id.
pub(super) type Places = std::collections::BTreeMap<String, Place>;

/// The statuses of evidence as the files and the form write them.
pub(super) const STATUSES: [&str; 4] = ["tidak-ada", "belum-diperiksa", "sah", "ditolak"];

struct Writer<'f, 'a> {
    form: &'f Form<'a>,
    card: Option<&'f Scorecard<'f>>,
    rows: Vec<Row>,
    places: Places,
}

pub(super) fn answers<'f>(
    form: &'f Form<'_>,
    groups: &[Group<'_>],
    card: Option<&'f Scorecard<'f>>,
) -> (Table, Places) {
    let mut writer = Writer { form, card, rows: Vec::new(), places: Places::new() };
    let mut blocks = Vec::new();
    for group in groups {
        blocks.push(writer.next());
        writer.group(group);
    }
    if form.part == Part::Whole {
        let formula = formula::sum_of(&blocks, position(TableKind::Answers, Column::Points));
        let total = form.edition.total();
        writer.subtotal(
            Level::Total,
            TOTAL_ROW,
            "",
            "Nilai total",
            total,
            formula,
            &Address::Total,
        );
    }
    let table =
        Table { kind: TableKind::Answers, sheet: sheet::ANSWERS, rows: writer.rows, spare: 0 };
    (table, writer.places)
}

impl Writer<'_, '_> {
    fn next(&self) -> u32 {
        FIRST + u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    fn group(&mut self, group: &Group<'_>) {
        let own = self.next();
        if group.is_leaf() {
            let leaf = block_leaf(group, self.form.answers);
            self.places.insert(leaf.code.to_owned(), Place { own, leaves: (own, own) });
            self.leaf(&leaf, "");
            return;
        }
        let block = group.block;
        let points = position(TableKind::Answers, Column::Points);
        // The rows below are not known yet; the formula is put in afterwards.
        let (id, name) = (block.id.as_str(), block.name.as_str());
        let address = Address::Block(block.id.clone());
        self.subtotal(Level::Block, id, "", name, block.maximum, String::new(), &address);
        let mut parts = Vec::new();
        for row in &group.rows {
            let at = self.next();
            parts.push(at);
            let indicator = row.indicator;
            let id = indicator.id.as_str();
            if indicator.measure().is_some() {
                self.places.insert(id.to_owned(), Place { own: at, leaves: (at, at) });
                row.leaves.iter().for_each(|leaf| self.leaf(leaf, id));
                continue;
            }
            let last = at + u32::try_from(row.leaves.len()).unwrap_or(0);
            self.places.insert(id.to_owned(), Place { own: at, leaves: (at + 1, last) });
            let formula = formula::capped_sum(
                (at + 1, last),
                points,
                &cell_name(at, position(TableKind::Answers, Column::Maximum)),
            );
            let address = Address::Indicator(indicator.id.clone());
            let name = indicator.name.as_str();
            self.subtotal(Level::Indicator, id, id, name, indicator.maximum, formula, &address);
            row.leaves.iter().for_each(|leaf| self.leaf(leaf, id));
        }
        let last = self.next().saturating_sub(1);
        self.places.insert(block.id.to_string(), Place { own, leaves: (own + 1, last) });
        let formula = formula::sum_of(&parts, points);
        let index = usize::try_from(own - FIRST).unwrap_or(0);
        let cell = self
            .rows
            .get_mut(index)
            .and_then(|row| row.cells.get_mut(usize::try_from(points).unwrap_or(0)));
        if let Some(Cell { value: Value::Formula(empty, _), .. }) = cell {
            *empty = formula;
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn subtotal(
        &mut self,
        level: Level,
        code: &str,
        indicator: &str,
        name: &str,
        maximum: Points,
        formula: String,
        address: &Address,
    ) {
        let points = match self.form.answers {
            Some(_) => self.result(address),
            None => Some("0".to_owned()),
        };
        let cells = TableKind::Answers.columns().iter().map(|column| match column {
            Column::Code => Cell::new(Value::text(code), Look::Quiet),
            Column::Indicator => Cell::new(Value::text(indicator), Look::Centred),
            Column::Text => Cell::new(Value::text(name), Look::Plain),
            Column::Points => {
                Cell::new(Value::Formula(formula.clone(), points.clone()), Look::Points)
            }
            Column::Maximum => Cell::new(Value::Number(maximum.to_decimal()), Look::Points),
            _ => Cell::new(Value::Empty, Look::Plain),
        });
        let cells = cells.collect();
        self.rows.push(Row { level, cells });
    }

    /// What a formula gives, where the score says so. Only for whole forms: the sub-totals of a part
    /// are those of its own questions.
    fn result(&self, address: &Address) -> Option<String> {
        let card = self.card.filter(|_| self.form.part == Part::Whole)?;
        card.points_of(address).map(|points| points.to_string())
    }

    fn leaf(&mut self, leaf: &Leaf<'_>, indicator: &str) {
        let row = self.next();
        let blank = Response::default();
        let response = leaf.response.unwrap_or(&blank);
        let agencies = leaf.measure.map_or(&[][..], |measure| &measure.agencies);
        let shorts: Vec<&str> = agencies
            .iter()
            .filter_map(|id| self.form.edition.agency(id))
            .map(|agency| agency.short.as_str())
            .collect();
        let evidence: Vec<&str> = response.evidence.iter().map(kla::EvidenceId::as_str).collect();
        let cells = TableKind::Answers.columns().iter().map(|column| match column {
            Column::Code => Cell::new(Value::text(leaf.code), Look::Quiet),
            Column::Indicator => Cell::new(Value::text(indicator), Look::Centred),
            Column::Text => Cell::new(Value::text(leaf.text.clone()), Look::Plain),
            Column::Choices => {
                let text = leaf
                    .measure
                    .map_or_else(|| "nilai dari 0 sampai maksimum".to_owned(), choice::choices);
                Cell::new(Value::Text(text), Look::Quiet)
            }
            Column::Answer => answer(leaf, response),
            Column::Count => counted(leaf, response, true),
            Column::Of => counted(leaf, response, false),
            Column::Points => self.points(leaf, response, row),
            Column::Maximum => Cell::new(Value::Number(leaf.maximum.to_decimal()), Look::Points),
            Column::Mark => Cell::new(
                Value::Formula(formula::mark(row), Some(mark(leaf, response))),
                Look::Centred,
            ),
            Column::Status => {
                let value =
                    response.status.map_or(Value::Empty, |status| Value::text(status.word()));
                let offer = Offer::OnlyTexts(STATUSES.map(str::to_owned).to_vec());
                Cell::new(value, Look::AnyInput).offering(offer)
            }
            Column::Reason => reason(self.form.edition, response),
            Column::Evidence => Cell::new(text_or_empty(&choice::join(&evidence)), Look::TextInput),
            Column::Note => {
                let note = response.note.as_deref().map_or(Value::Empty, Value::text);
                Cell::new(note, Look::TextInput)
            }
            Column::Agency => Cell::new(text_or_empty(&shorts.join(", ")), Look::Quiet),
            _ => Cell::new(Value::Empty, Look::Plain),
        });
        let mut cells: Vec<Cell> = cells.collect();
        if leaf.measure.is_none() {
            // A block of an edition without indicators takes points and nothing else.
            for (cell, column) in cells.iter_mut().zip(TableKind::Answers.columns()) {
                if cell.look.is_input() && *column != Column::Points {
                    *cell = Cell::new(Value::Empty, Look::Plain);
                }
            }
        }
        self.rows.push(Row { level: Level::Leaf, cells });
    }

    fn points(&self, leaf: &Leaf<'_>, response: &Response, row: u32) -> Cell {
        let typed = match response.state {
            State::Points(points) => Some(points),
            _ => leaf.stated,
        };
        if let Some(points) = typed {
            return points_input(leaf, Value::Number(points.to_decimal()));
        }
        let formula = leaf.measure.and_then(|measure| {
            formula::points(measure, leaf.maximum, row, self.form.edition.rounding())
        });
        let earned = match response.state {
            State::Given(_) => self.earned(leaf),
            _ => Some(String::new()),
        };
        let shape = leaf.measure.map(|measure| &measure.shape);
        match (formula, shape) {
            (Some(formula), _) => Cell::new(Value::Formula(formula, earned), Look::Points),
            // Where a level has no published points, awarded points may be typed instead.
            (None, Some(shape @ Shape::Ladder(_))) => {
                let open = shape.is_unknown();
                let look = if open { Look::PointsInput } else { Look::Points };
                Cell::new(Value::LevelPoints(earned), look)
            }
            (None, _) => points_input(leaf, Value::Empty),
        }
    }

    fn earned(&self, leaf: &Leaf<'_>) -> Option<String> {
        let edition = self.form.edition;
        let question = edition.question(leaf.code).map(|found| Address::Question(found.id.clone()));
        let indicator =
            || edition.indicator(leaf.code).map(|found| Address::Indicator(found.id.clone()));
        let address = question.or_else(indicator)?;
        self.card?.points_of(&address).map(|points| points.to_string())
    }
}

fn points_input(leaf: &Leaf<'_>, value: Value) -> Cell {
    let offer = match leaf.measure.map(|measure| &measure.shape) {
        Some(Shape::Points(Steps::Known { values, .. })) => {
            Offer::Numbers(values.iter().map(|points| points.to_decimal()).collect())
        }
        _ => Offer::UpTo(leaf.maximum.to_decimal()),
    };
    Cell::new(value, Look::PointsInput).offering(offer)
}

/// Why a verifier changed the answer: a code of the edition, if it lists any.
fn reason(edition: &Edition, response: &Response) -> Cell {
    let Some(known) = edition.reasons() else { return Cell::new(Value::Empty, Look::Plain) };
    let value = response.reason.as_ref().map_or(Value::Empty, |id| Value::text(id.as_str()));
    let codes = known.reasons.iter().map(|reason| reason.id.to_string());
    Cell::new(value, Look::TextInput).offering(Offer::OnlyTexts(codes.collect()))
}

/// The answered figure, level or ticks; where points are typed, what stands beside them.
fn said(response: &Response) -> Option<Answered> {
    match response.state {
        State::Given(answered) => Some(answered),
        _ => response.beside,
    }
}

fn states() -> Vec<String> {
    STATES.iter().map(|(shown, _)| (*shown).to_owned()).collect()
}

fn answer(leaf: &Leaf<'_>, response: &Response) -> Cell {
    let shape = leaf.measure.map(|measure| &measure.shape);
    let state = match response.state {
        State::Unknown if response.beside.is_some() => None,
        State::Unknown | State::NotApplicable | State::Zero => {
            let word = response.state.word();
            STATES.iter().find(|(_, known)| *known == word).map(|(shown, _)| Value::text(*shown))
        }
        _ => None,
    };
    let value = state.unwrap_or_else(|| match (said(response), shape) {
        (Some(Answered::Level(at)), Some(Shape::Ladder(levels))) => {
            choice::level_labels(levels).get(at).cloned().map_or(Value::Empty, Value::Text)
        }
        (Some(Answered::Ticked(ticks)), Some(Shape::Checklist(items))) => {
            let ids: Vec<&str> = items
                .iter()
                .enumerate()
                .filter(|(at, _)| ticks.has(*at))
                .map(|(_, item)| item.id.as_str())
                .collect();
            let none = ids.is_empty();
            Value::Text(if none {
                crate::layout::NOTHING_TICKED.to_owned()
            } else {
                ids.join(", ")
            })
        }
        (Some(Answered::Figure(Figure::Percent(percent))), _) => {
            Value::Percent(percent.to_decimal())
        }
        (Some(Answered::Figure(Figure::Plain(points))), Some(Shape::Count { .. })) => {
            Value::Number(points.to_decimal())
        }
        _ => Value::Empty,
    });
    let percent_look = match &value {
        Value::Percent(percent) => Look::PercentInput(percent.scale()),
        _ => Look::PercentInput(2),
    };
    let (look, offer) = match shape {
        Some(Shape::Ladder(levels)) => {
            let labels = choice::level_labels(levels).into_iter();
            let earned = levels.iter().map(|level| level.points.map(|points| points.to_decimal()));
            (Look::AnyInput, Offer::Levels(labels.zip(earned).collect()))
        }
        Some(Shape::Percent { .. }) => (percent_look, Offer::Texts(states())),
        _ if matches!(value, Value::Percent(_)) => (percent_look, Offer::Texts(states())),
        _ => (Look::AnyInput, Offer::Texts(states())),
    };
    Cell::new(value, look).offering(offer)
}

/// The columns `Jumlah` and `Dari`, for the shapes that have them. A figure beside the points of a
/// `points` question is a count without a total.
fn counted(leaf: &Leaf<'_>, response: &Response, is_count: bool) -> Cell {
    let open = matches!(
        leaf.measure.map(|measure| &measure.shape),
        Some(Shape::Points(_) | Shape::Percent { .. } | Shape::Units { .. })
    );
    if !open {
        return Cell::new(Value::Empty, Look::Plain);
    }
    let is_points = matches!(leaf.measure.map(|measure| &measure.shape), Some(Shape::Points(_)));
    let value = match said(response) {
        Some(Answered::Figure(Figure::Count { count, of })) if response.units.is_empty() => {
            Value::Number(Decimal::from(if is_count { count } else { of }))
        }
        Some(Answered::Figure(Figure::Plain(points))) if is_points && is_count => {
            Value::Number(points.to_decimal())
        }
        _ => Value::Empty,
    };
    Cell::new(value, Look::CountInput)
}

/// How a row stands, in one letter: colours alone say nothing in print.
fn mark(leaf: &Leaf<'_>, response: &Response) -> String {
    let given = leaf.stated.is_some();
    match response.state {
        State::Empty if given => "T",
        State::Empty => "K",
        State::Unknown => "?",
        State::NotApplicable => "B",
        State::Zero => "N",
        _ => "T",
    }
    .to_owned()
}

pub(super) fn text_or_empty(text: &str) -> Value {
    if text.is_empty() { Value::Empty } else { Value::text(text) }
}

/// The years of series, and the kecamatan or villages that were written one by one; none where the
/// form has no question of these kinds.
pub(super) fn details(form: &Form<'_>, groups: &[Group<'_>]) -> Option<Table> {
    let leaves: Vec<&Leaf<'_>> =
        groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.leaves).collect();
    let mut rows = Vec::new();
    let mut any = false;
    for leaf in leaves {
        match leaf.measure.map(|measure| &measure.shape) {
            Some(Shape::Series { of, years, .. }) => {
                any = true;
                series(form, leaf, *of, *years, &mut rows);
            }
            Some(Shape::Units { .. }) => {
                any = true;
                let units = leaf.response.map_or(&[][..], |response| &response.units);
                rows.extend(units.iter().map(|(name, says)| {
                    let word = says.word();
                    let shown = STATES.iter().find(|(_, known)| *known == word);
                    let shown = shown.map_or(word, |(shown, _)| shown);
                    detail(leaf, Value::text(name.clone()), Value::text(shown), None)
                }));
            }
            _ => {}
        }
    }
    let kind = TableKind::Details;
    any.then_some(Table { kind, sheet: sheet::DETAILS, rows, spare: 40 })
}

fn series(form: &Form<'_>, leaf: &Leaf<'_>, of: SeriesOf, years: usize, rows: &mut Vec<Row>) {
    let written = leaf.response.map_or(&[][..], |response| &response.series);
    if written.is_empty() {
        // The years before the evaluation year, to be filled in.
        let first = form.year.saturating_sub(u16::try_from(years).unwrap_or(0));
        rows.extend((first..form.year).map(|year| {
            let blank = (of != SeriesOf::Count).then_some((None, 2));
            detail(leaf, Value::Number(Decimal::from(year)), Value::Empty, blank)
        }));
    }
    rows.extend(written.iter().map(|(year, figure)| {
        let year = Value::Number(Decimal::from(*year));
        match figure {
            Figure::Percent(percent) => {
                let percent = percent.to_decimal();
                detail(leaf, year, Value::Percent(percent), Some((None, percent.scale())))
            }
            Figure::Count { count, of } => {
                detail(leaf, year, Value::Empty, Some((Some((*count, *of)), 2)))
            }
            Figure::Plain(points) => detail(leaf, year, Value::Number(points.to_decimal()), None),
            _ => detail(leaf, year, Value::Empty, None),
        }
    }));
}

/// A row of details. `share` is given for percentages: a count of a total, and decimals to show.
fn detail(
    leaf: &Leaf<'_>,
    part: Value,
    answer: Value,
    share: Option<(Option<(u64, u64)>, u32)>,
) -> Row {
    let count = share.and_then(|(count, _)| count);
    let number = |figure: Option<u64>| {
        figure.map_or(Value::Empty, |figure| Value::Number(Decimal::from(figure)))
    };
    let look = match share {
        Some((_, digits)) => Look::PercentInput(digits),
        None => Look::AnyInput,
    };
    let cells = vec![
        Cell::new(Value::text(leaf.code), Look::TextInput),
        Cell::new(part, Look::TextInput),
        Cell::new(answer, look),
        Cell::new(number(count.map(|(count, _)| count)), Look::CountInput),
        Cell::new(number(count.map(|(_, of)| of)), Look::CountInput),
    ];
    Row { level: Level::Leaf, cells }
}
