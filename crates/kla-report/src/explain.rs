//! One number as a worked sum that can be checked with a pocket calculator.

use std::fmt::Write as _;

use kla::wording::{decimal, points, short_points, whole};
use kla::{
    Address, Answered, Basis, Better, Between, BlockScore, Citation, Edition, Exactness, Figure,
    Fraction, GateState, IndicatorScore, Item, Lang, LeafScore, Level, Measure,
    NotApplicablePolicy, Points, QuestionScore, Rescale, RulePlace, Scale, Scorecard, Shape, State,
    Step, Steps, Threshold, Ticks, ZeroTotal, wording,
};

use crate::table::{Align, RowKind, Table, wrap};
use crate::view::{one_line, place, state_word};

/// The edition has no such node.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("there is no node `{found}`{}", .near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
pub struct UnknownNode {
    /// What was asked for.
    pub found: String,
    /// The nearest address, if one is near.
    pub near: Option<String>,
}

impl UnknownNode {
    /// What to say to a person.
    #[must_use]
    pub fn message(&self, edition: &Edition, lang: Lang) -> String {
        let (found, id) = (&self.found, edition.id());
        match (&self.near, lang) {
            (Some(near), Lang::Id) => format!(
                "kesalahan: `{found}` tidak ada dalam edisi {id}; mungkin maksudnya `{near}`"
            ),
            (Some(near), Lang::En) => {
                format!("error: `{found}` is not in edition {id}; did you mean `{near}`?")
            }
            (None, Lang::Id) => format!(
                "kesalahan: `{found}` tidak ada dalam edisi {id}; tulis `total`, sebuah blok (`klaster-1`), indikator (`4`), atau butir (`4.P1`)"
            ),
            (None, Lang::En) => format!(
                "error: `{found}` is not in edition {id}; write `total`, a block (`klaster-1`), an indicator (`4`) or a question (`4.P1`)"
            ),
        }
    }
}

/// How a node's points came about: `total`, a block (`klaster-1`), a row (`19`), a question
/// (`4.P1`).
///
/// # Errors
///
/// When the edition has no such node.
pub fn explain(card: &Scorecard<'_>, node: &str, lang: Lang) -> Result<String, UnknownNode> {
    let mut writer = Writer { card, lang, text: String::new() };
    if node == "total" {
        writer.total();
        return Ok(writer.text);
    }
    for block in card.blocks() {
        if block.block.id == *node {
            writer.block(block);
            return Ok(writer.text);
        }
        for row in &block.indicators {
            if row.indicator.id == *node {
                writer.row(block, row);
                return Ok(writer.text);
            }
            if let Some(question) = row.questions.iter().find(|known| known.question.id == *node) {
                writer.question(block, row, question);
                return Ok(writer.text);
            }
        }
    }
    let edition = card.edition();
    let blocks = edition.blocks().iter().map(|block| block.id.as_str());
    let rows = edition.indicators().map(|row| row.id.as_str());
    let questions = edition.questions().map(|question| question.id.as_str());
    let known = std::iter::once("total").chain(blocks).chain(rows).chain(questions);
    let near = wording::nearest(node, known).map(str::to_owned);
    Err(UnknownNode { found: node.to_owned(), near })
}

/// Writes explanations line by line.
struct Writer<'w, 'a> {
    card: &'w Scorecard<'a>,
    lang: Lang,
    text: String,
}

impl<'a> Writer<'_, 'a> {
    fn total(&mut self) {
        let (total, maximum) = (self.card.total(), self.card.edition().total());
        let name = place(&Address::Total, self.card, self.lang);
        let region = self.card.answers().place().label();
        self.title(&format!("{name}, {region}"), total, maximum);
        let parts: Vec<_> = self
            .card
            .blocks()
            .iter()
            .map(|block| (block.block.short.as_str(), block.points, block.block.maximum))
            .collect();
        self.sum(&parts, parts.iter().map(|(_, earned, _)| *earned).sum());
        self.rescale(self.card.rescale());
        self.category();
        self.gates();
        self.gap();
        self.remarks(&Address::Total);
    }

    fn block(&mut self, block: &BlockScore<'_>) {
        self.title(&block.block.name, block.points, block.block.maximum);
        match block.basis {
            Basis::Parts => {
                let parts: Vec<_> = block
                    .indicators
                    .iter()
                    .map(|row| (row.indicator.id.as_str(), row.points, row.indicator.maximum))
                    .collect();
                self.sum(&parts, parts.iter().map(|(_, earned, _)| *earned).sum());
                self.rescale(block.rescale.as_ref());
            }
            Basis::Left => self.left(),
            Basis::Stated | Basis::Measured => self.stated(block.points),
            Basis::Nothing => self.nothing(),
        }
        self.rule(&block.block.place, &block.block.citation);
        self.remarks(&Address::Block(block.block.id.clone()));
    }

    fn row(&mut self, block: &BlockScore<'_>, row: &IndicatorScore<'_>) {
        let indicator = row.indicator;
        let name = format!("{} {}", indicator.id, indicator.name);
        if block.basis == Basis::Stated {
            self.not_told(&name, indicator.maximum, &block.block.short, block.points);
            self.rule(&indicator.place, &indicator.citation);
            self.remarks(&Address::Indicator(indicator.id.clone()));
            return;
        }
        self.title(&name, row.points, indicator.maximum);
        match row.basis {
            Basis::Parts => {
                self.questions(row);
                self.rescale(row.rescale.as_ref());
            }
            Basis::Left => self.left(),
            Basis::Measured => {
                if let Some(leaf) = &row.measured {
                    self.leaf(leaf);
                }
            }
            Basis::Stated => self.stated(row.points),
            Basis::Nothing => self.nothing(),
        }
        self.rule(&indicator.place, &indicator.citation);
        self.remarks(&Address::Indicator(indicator.id.clone()));
    }

    fn question(
        &mut self,
        block: &BlockScore<'_>,
        row: &IndicatorScore<'_>,
        question: &QuestionScore<'_>,
    ) {
        let rule = question.question;
        let whole = if block.basis == Basis::Stated {
            Some((block.block.short.clone(), block.points))
        } else if row.basis == Basis::Stated {
            let address = Address::Indicator(row.indicator.id.clone());
            Some((place(&address, self.card, self.lang), row.points))
        } else {
            None
        };
        match whole {
            Some((whole, stated)) => {
                self.not_told(rule.id.as_str(), rule.maximum, &whole, stated);
                self.asked(&question.leaf);
            }
            None => {
                self.title(rule.id.as_str(), question.leaf.points, rule.maximum);
                self.leaf(&question.leaf);
            }
        }
        self.rule(&rule.place, &rule.citation);
        self.remarks(&Address::Question(rule.id.clone()));
    }

    fn title(&mut self, name: &str, earned: Points, maximum: Points) {
        let of = self.word("dari", "of");
        let (earned, maximum) = (points(self.lang, earned), short_points(self.lang, maximum));
        self.line(&format!("{name}: {earned} {of} {maximum}"));
    }

    /// A node about which nothing is known, because its block or row was stated as a whole.
    fn not_told(&mut self, name: &str, maximum: Points, whole: &str, stated: Points) {
        let (maximum, stated) = (short_points(self.lang, maximum), points(self.lang, stated));
        let title = match self.lang {
            Lang::Id => format!("{name}: tidak dirinci (maksimum {maximum})"),
            Lang::En => format!("{name}: not told (maximum {maximum})"),
        };
        self.line(&title);
        self.paragraph(
            &format!("Nilai {whole}, {stated}, dinyatakan langsung untuk keseluruhannya; bagian-bagiannya tidak diketahui."),
            &format!("The points of {whole}, {stated}, are stated for the whole; nothing is known about its parts."),
        );
    }

    /// Parts below each other with a plus sign, and their sum under a rule.
    fn sum(&mut self, parts: &[(&str, Points, Points)], sum: Points) {
        let of = self.word("dari", "of");
        let mut table = Table::new(&[
            ("", Align::Left),
            ("", Align::Right),
            ("", Align::Left),
            ("", Align::Left),
        ]);
        for (position, (name, earned, maximum)) in parts.iter().enumerate() {
            table.push(
                RowKind::Plain,
                vec![
                    if position == 0 { " " } else { "+" }.to_owned(),
                    points(self.lang, *earned),
                    (*name).to_owned(),
                    format!("{of} {}", short_points(self.lang, *maximum)),
                ],
            );
        }
        let row = vec!["=".to_owned(), points(self.lang, sum), String::new(), String::new()];
        table.push(RowKind::Total, row);
        self.gap();
        self.indented(&table.to_text());
    }

    /// The questions of a row, their sum, and the cap where there is one.
    fn questions(&mut self, row: &IndicatorScore<'_>) {
        let of = self.word("dari", "of");
        let mut table = Table::new(&[
            ("", Align::Left),
            ("", Align::Right),
            ("", Align::Left),
            ("", Align::Left),
            ("", Align::Left),
        ]);
        for (position, QuestionScore { question, leaf, .. }) in row.questions.iter().enumerate() {
            let note = match leaf.response.state {
                State::Points(_) | State::Given(_) => String::new(),
                other => state_word(other, self.lang).to_owned(),
            };
            table.push(
                RowKind::Plain,
                vec![
                    if position == 0 { " " } else { "+" }.to_owned(),
                    points(self.lang, leaf.points),
                    question.id.number().to_owned(),
                    format!("{of} {}", short_points(self.lang, leaf.maximum)),
                    note,
                ],
            );
        }
        let offered = short_points(self.lang, row.indicator.offered());
        table.push(
            RowKind::Total,
            vec![
                "=".to_owned(),
                points(self.lang, row.earned),
                String::new(),
                format!("{of} {offered}"),
                String::new(),
            ],
        );
        self.gap();
        self.indented(&table.to_text());
        self.cap(row);
    }

    fn cap(&mut self, row: &IndicatorScore<'_>) {
        let Some(excess) = row.indicator.excess() else { return };
        let lang = self.lang;
        let (offered, maximum) = (
            short_points(lang, row.indicator.offered()),
            short_points(lang, row.indicator.maximum),
        );
        let (earned, counted) = (points(lang, row.earned), points(lang, row.points));
        let lost = points(lang, row.not_counted());
        if row.not_counted().is_zero() {
            self.paragraph(
                &format!("Batas: butir-butirnya menawarkan {offered}, sedangkan maksimum indikator {maximum}. Perolehan {earned} tidak melebihi {maximum}, jadi seluruhnya dihitung; yang tidak dihitung 0."),
                &format!("Cap: its questions offer {offered}, but the indicator's maximum is {maximum}. The {earned} earned are not above {maximum}, so all of them count; 0 do not count."),
            );
        } else {
            self.paragraph(
                &format!("Batas: butir-butirnya menawarkan {offered}, sedangkan maksimum indikator {maximum}. Perolehan {earned} dibatasi menjadi {counted}; {earned} − {counted} = {lost} tidak dihitung."),
                &format!("Cap: its questions offer {offered}, but the indicator's maximum is {maximum}. The {earned} earned are cut to {counted}; {earned} − {counted} = {lost} do not count."),
            );
        }
        self.paragraph(&excess.reason, &excess.reason);
    }

    /// What was asked, what was answered, and the arithmetic in between.
    fn leaf(&mut self, leaf: &LeafScore<'_>) {
        self.asked(leaf);
        self.scale(&leaf.measure.shape);
        self.step(leaf);
        self.owners(leaf.measure);
        if let Some(note) = &leaf.response.note {
            self.labelled(self.word("Catatan isian", "Note"), &one_line(note));
        }
    }

    fn asked(&mut self, leaf: &LeafScore<'_>) {
        self.gap();
        let question = leaf.measure.text.clone();
        self.labelled(self.word("Pertanyaan", "Question"), &question);
        self.answer(leaf);
    }

    /// Which values can be earned, how surely that is known, or that nobody knows.
    fn scale(&mut self, shape: &Shape) {
        let lang = self.lang;
        let list = |points: Vec<Points>| {
            points
                .into_iter()
                .map(|points| short_points(lang, points))
                .collect::<Vec<_>>()
                .join("; ")
        };
        let unknown = |reason: &str| match lang {
            Lang::Id => format!("belum diketahui ({reason})"),
            Lang::En => format!("not known ({reason})"),
        };
        let text = match shape {
            Shape::Points(Steps::Known { values, citation, .. }) => {
                let confidence = citation.confidence.meaning();
                format!("{} ({})", list(values.clone()), confidence.get(lang))
            }
            Shape::Points(Steps::Unknown { reason, .. }) => unknown(reason),
            Shape::Ladder(levels) => {
                let level = |level: &Level| {
                    let points = level
                        .points
                        .map_or_else(|| "?".to_owned(), |points| short_points(lang, points));
                    format!("{} = {points}", level.text)
                };
                levels.iter().map(level).collect::<Vec<_>>().join("; ")
            }
            _ => match shape.scale() {
                Some(Scale::Steps(thresholds)) => thresholds
                    .iter()
                    .map(|threshold| {
                        format!(
                            "{} = {}",
                            range(threshold, lang),
                            short_points(lang, threshold.points)
                        )
                    })
                    .collect::<Vec<_>>()
                    .join("; "),
                Some(Scale::Unknown { reason, .. }) => unknown(reason),
                _ => return,
            },
        };
        self.labelled(self.word("Skala nilai", "Scale"), &text);
    }

    fn answer(&mut self, leaf: &LeafScore<'_>) {
        let lang = self.lang;
        let answer = match leaf.response.state {
            State::Points(earned) => {
                format!("{} {}", self.word("nilai", "points"), points(lang, earned))
            }
            State::Given(answered) => self.answered(answered, leaf),
            other => match leaf.response.beside {
                Some(beside) => {
                    format!("{} ({})", state_word(other, lang), self.answered(beside, leaf))
                }
                None => state_word(other, lang).to_owned(),
            },
        };
        let line = match leaf.response.line {
            Some(line) => format!(" ({} {line})", self.word("baris", "line")),
            None => String::new(),
        };
        self.labelled(self.word("Jawaban", "Answer"), &format!("{answer}{line}"));
        if let (State::Points(_), Some(beside)) = (leaf.response.state, leaf.response.beside) {
            let figure = self.answered(beside, leaf);
            self.labelled(self.word("Angka capaian", "Figure"), &figure);
        }
    }

    /// An answer in the words of its shape.
    fn answered(&self, answered: Answered, leaf: &LeafScore<'_>) -> String {
        match (answered, &leaf.measure.shape) {
            (Answered::Figure(figure), _) => self.figure(figure),
            (Answered::Level(level), Shape::Ladder(levels)) => {
                levels.get(level).map_or_else(String::new, |level| level.text.clone())
            }
            (Answered::Ticked(ticks), Shape::Checklist(items)) => {
                let ticked = (0..items.len()).filter(|position| ticks.has(*position)).count();
                format!("{ticked} {} {}", self.word("dari", "of"), items.len())
            }
            (Answered::Series, _) => {
                let years: Vec<String> = leaf
                    .response
                    .series
                    .iter()
                    .map(|(year, figure)| format!("{year}: {}", self.figure(*figure)))
                    .collect();
                years.join("; ")
            }
            _ => String::new(),
        }
    }

    fn figure(&self, figure: Figure) -> String {
        match figure {
            Figure::Percent(percent) => {
                format!("{}%", decimal(self.lang, percent.to_decimal(), 0))
            }
            Figure::Count { count, of } => format!(
                "{} {} {}",
                whole(self.lang, count),
                self.word("dari", "of"),
                whole(self.lang, of)
            ),
            Figure::Plain(figure) => short_points(self.lang, figure),
            _ => String::new(),
        }
    }

    /// The arithmetic from the answer to the points.
    fn step(&mut self, leaf: &LeafScore<'_>) {
        let lang = self.lang;
        let maximum = short_points(lang, leaf.maximum);
        let earned = points(lang, leaf.points);
        let calculation = self.word("Hitungan", "Calculation");
        match leaf.step {
            Step::Share { .. } => self.share(leaf),
            Step::Missing | Step::Zero => {
                let of = self.word("dari", "of");
                self.labelled(calculation, &format!("{earned} {of} {maximum}"));
            }
            Step::NotApplicable(rule) => {
                let text = not_applicable(rule, &maximum, lang);
                self.labelled(calculation, &text);
            }
            Step::ZeroTotal(rule) => {
                let text = match (rule, lang) {
                    (ZeroTotal::Full, Lang::Id) => format!("total nol bernilai penuh: {maximum}"),
                    (ZeroTotal::Full, Lang::En) => format!("a total of zero earns {maximum}"),
                    (_, Lang::Id) => "total nol tidak bernilai".to_owned(),
                    (_, Lang::En) => "a total of zero earns nothing".to_owned(),
                };
                self.labelled(calculation, &text);
            }
            Step::Level(_) => {
                let level = self.word("nilai tingkat itu", "the points of that level");
                self.labelled(calculation, &format!("{level}: {earned}"));
            }
            Step::Ticked { ticks, sum } => self.ticked(leaf, ticks, sum),
            Step::Threshold { figure, place } => {
                if let Some(Scale::Steps(thresholds)) = leaf.measure.shape.scale() {
                    let range = range(&thresholds[place], lang);
                    let figure = self.cut(figure);
                    let text = match lang {
                        Lang::Id => format!("capaian {figure} masuk rentang {range}: {earned}"),
                        Lang::En => format!("an attainment of {figure} is in {range}: {earned}"),
                    };
                    self.labelled(calculation, &text);
                }
            }
            _ => {}
        }
    }

    /// Maximum × share, with the figures as they were answered.
    fn share(&mut self, leaf: &LeafScore<'_>) {
        let Step::Share { figure, whole: all, counted, product, round } = leaf.step else { return };
        let lang = self.lang;
        let count = match leaf.response.state {
            State::Given(Answered::Figure(Figure::Count { count, of })) => Some((count, of)),
            _ => None,
        };
        let (part, of, rest) = match count {
            Some((count, of)) => (whole(lang, count), whole(lang, of), whole(lang, of - count)),
            None => (self.cut(figure), short_points(lang, all), self.cut(counted.of_whole(all))),
        };
        let taken = match leaf.measure.better {
            Better::Lower => {
                let lower = self.word("makin rendah makin baik", "lower is better");
                let text = format!("{lower}: {of} − {part} = {rest}");
                self.labelled(self.word("Arah", "Direction"), &text);
                rest
            }
            Better::Higher => part,
        };
        let maximum = short_points(lang, leaf.maximum);
        let product = self.cut(product);
        let text = format!("{maximum} × {taken} ÷ {of} = {product}");
        self.labelled(self.word("Hitungan", "Calculation"), &text);
        let (digits, earned) = (round.digits, points(lang, leaf.points));
        let rounded = match lang {
            Lang::Id => format!("{digits} desimal, setengah ke atas: {earned}"),
            Lang::En => format!("{digits} decimals, half up: {earned}"),
        };
        self.labelled(self.word("Pembulatan", "Rounding"), &rounded);
    }

    fn ticked(&mut self, leaf: &LeafScore<'_>, ticks: Ticks, sum: Points) {
        let Shape::Checklist(items) = &leaf.measure.shape else { return };
        let lang = self.lang;
        let ticked: Vec<&Item> = items
            .iter()
            .enumerate()
            .filter(|(position, _)| ticks.has(*position))
            .map(|(_, item)| item)
            .collect();
        for item in &ticked {
            let text = format!("{} ({})", item.text, short_points(lang, item.points));
            self.labelled(self.word("Dicentang", "Ticked"), &text);
        }
        let parts: Vec<String> =
            ticked.iter().map(|item| short_points(lang, item.points)).collect();
        let mut text = if parts.is_empty() {
            short_points(lang, sum)
        } else {
            format!("{} = {}", parts.join(" + "), short_points(lang, sum))
        };
        if sum > leaf.maximum {
            let cut = self.word("dibatasi menjadi", "cut to");
            text.push_str(&format!("; {cut} {}", short_points(lang, leaf.points)));
        }
        self.labelled(self.word("Hitungan", "Calculation"), &text);
    }

    /// How what stayed was scaled up, where parts left.
    fn rescale(&mut self, rescale: Option<&Rescale>) {
        let Some(rescale) = rescale else { return };
        let lang = self.lang;
        let text = format!(
            "{} × {} ÷ {} = {} → {}",
            short_points(lang, rescale.whole),
            short_points(lang, rescale.earned),
            short_points(lang, rescale.stayed),
            self.cut(rescale.product),
            points(lang, rescale.points())
        );
        self.gap();
        self.labelled(self.word("Penskalaan", "Scaling"), &text);
        self.paragraph(
            "Ada bagian yang tidak berlaku; maksimumnya keluar dan sisanya diskalakan.",
            "Parts do not apply; their maxima left and the rest was scaled up.",
        );
    }

    /// A fraction with eight decimals, and dots where more follow.
    fn cut(&self, value: Fraction) -> String {
        let (cut, exactness) = value.cut(8);
        let dots = match exactness {
            Exactness::Exact => "",
            Exactness::Cut => "…",
        };
        format!("{}{dots}", decimal(self.lang, cut, 2))
    }

    fn owners(&mut self, measure: &Measure) {
        let names: Vec<&str> = measure
            .agencies
            .iter()
            .filter_map(|id| self.card.edition().agency(id))
            .map(|agency| agency.short.as_str())
            .collect();
        if !names.is_empty() {
            self.labelled(self.word("Penanggung jawab", "Owners"), &names.join(", "));
        }
        let kinds: Vec<&str> = self
            .card
            .edition()
            .evidence()
            .map(|evidence| {
                evidence
                    .kinds
                    .iter()
                    .filter(|kind| measure.evidence.contains(&kind.id))
                    .map(|kind| kind.name.as_str())
                    .collect()
            })
            .unwrap_or_default();
        if !kinds.is_empty() {
            self.labelled(self.word("Bukti yang diminta", "Evidence asked for"), &kinds.join("; "));
        }
    }

    /// Where the rule stands, and how sure it is.
    fn rule(&mut self, place: &RulePlace, citation: &Citation) {
        self.gap();
        self.labelled(self.word("Aturan", "Rule"), &place.to_string());
        self.citation(citation);
    }

    fn citation(&mut self, citation: &Citation) {
        let title = self
            .card
            .edition()
            .source(&citation.source)
            .map_or_else(|| citation.source.to_string(), |source| source.title.clone());
        self.labelled(self.word("Sumber", "Source"), &title);
        let confidence = citation.confidence.meaning();
        self.labelled(self.word("Kepastian", "Confidence"), confidence.get(self.lang));
    }

    fn category(&mut self) {
        let lang = self.lang;
        let (edition, placement) = (self.card.edition(), self.card.placement());
        let bands = edition.bands();
        let total = points(lang, self.card.total());
        self.gap();
        let name = placement
            .category
            .map_or_else(|| bands.below.get(lang).to_owned(), |category| category.name.clone());
        self.labelled(self.word("Kategori", "Category"), &name);
        let reason = match (placement.category, placement.between, bands.between) {
            _ if placement.without_gates.is_some() => {
                let without = placement.without_gates.map_or("", |category| &category.name);
                match lang {
                    Lang::Id => format!(
                        "menurut nilainya {without}, tetapi syarat di bawah ini belum terpenuhi"
                    ),
                    Lang::En => {
                        format!("by its points {without}, but a condition below is not met")
                    }
                }
            }
            (_, Some(upper), Between::Lower) => {
                let upper_from = short_points(lang, upper.from);
                match lang {
                    Lang::Id => format!(
                        "{total} melewati rentang di bawahnya tetapi kurang dari {upper_from}, batas bawah {}; aturan antar-rentang edisi ini memilih yang lebih rendah",
                        upper.name
                    ),
                    Lang::En => format!(
                        "{total} is above the band below but less than {upper_from}, the floor of {}; between bands this edition takes the lower one",
                        upper.name
                    ),
                }
            }
            (_, Some(upper), _) => {
                let upper_from = short_points(lang, upper.from);
                match lang {
                    Lang::Id => format!(
                        "{total} berada di antara dua rentang, di bawah {upper_from} ({}); edisi ini tidak menyebut kategorinya",
                        upper.name
                    ),
                    Lang::En => format!(
                        "{total} lies between two bands, below {upper_from} ({}); this edition does not say which category that is",
                        upper.name
                    ),
                }
            }
            (Some(category), _, _) => {
                let (from, to) =
                    (short_points(lang, category.from), short_points(lang, category.to));
                format!("{from} ≤ {total} ≤ {to}")
            }
            (None, _, _) => {
                let first = bands.categories.first();
                let from = first.map_or_else(String::new, |first| short_points(lang, first.from));
                format!("{total} < {from}")
            }
        };
        self.labelled(self.word("Alasan", "Reason"), &reason);
        if placement.between.is_some() {
            self.citation(&bands.citation);
        } else if let Some(category) = placement.category {
            self.citation(&category.citation);
        }
        if let Some(next) = placement.next.as_ref().filter(|_| placement.without_gates.is_none()) {
            let text = format!(
                "{}: {} − {total} = {}",
                next.category.name,
                short_points(lang, next.category.from),
                points(lang, next.gap)
            );
            self.labelled(self.word("Berikutnya", "Next"), &text);
        }
    }

    fn gates(&mut self) {
        for gate in self.card.gates() {
            let state = match gate.state {
                GateState::Passed => self.word("terpenuhi", "met"),
                GateState::Failed => self.word("belum terpenuhi", "not met"),
                GateState::Unknown => self.word("belum diketahui", "not known"),
            };
            let confidence = gate.gate.citation.confidence.meaning();
            let text = format!(
                "{} → {state} ({})",
                gate.gate.text.get(self.lang),
                confidence.get(self.lang)
            );
            self.labelled(self.word("Syarat", "Condition"), &text);
        }
    }

    /// The remarks on this very node, printed figures among them.
    fn remarks(&mut self, node: &Address) {
        let remarks: Vec<String> = self
            .card
            .remarks()
            .iter()
            .filter(|remark| remark.node() == *node)
            .map(|remark| remark.message(self.lang))
            .collect();
        for remark in remarks {
            self.labelled(self.word("Perhatikan", "Remark"), &remark);
        }
    }

    fn stated(&mut self, stated: Points) {
        let stated = points(self.lang, stated);
        self.paragraph(
            &format!("Nilai {stated} dinyatakan langsung dalam berkas isian; rinciannya tidak diberikan, jadi tidak ada yang dijumlahkan."),
            &format!("The {stated} points are stated in the answers file as they are; no parts were given, so nothing is added up."),
        );
    }

    fn left(&mut self) {
        self.paragraph(
            "Seluruhnya tidak berlaku; menurut aturan maksimumnya keluar dari penjumlahan.",
            "None of it applies; by the rule its maximum leaves the sum.",
        );
    }

    fn nothing(&mut self) {
        self.paragraph(
            "Belum ada isian, jadi dihitung 0.",
            "Nothing was given, so it counts as 0.",
        );
    }

    fn word(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    fn paragraph(&mut self, id: &str, en: &str) {
        let text = match self.lang {
            Lang::Id => id,
            Lang::En => en,
        };
        self.gap();
        self.line(&wrap(text, 96, ""));
    }

    fn labelled(&mut self, label: &str, text: &str) {
        let wrapped = wrap(text, 74, &" ".repeat(22));
        let _ = writeln!(self.text, "{:<20}  {wrapped}", format!("{label}:"));
    }

    fn indented(&mut self, text: &str) {
        for line in text.lines() {
            let _ = writeln!(self.text, "  {line}");
        }
    }

    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}

fn not_applicable(rule: NotApplicablePolicy, maximum: &str, lang: Lang) -> String {
    match (rule, lang) {
        (NotApplicablePolicy::Granted, Lang::Id) => {
            format!("tidak berlaku: menurut aturan dihitung penuh, {maximum}")
        }
        (NotApplicablePolicy::Granted, Lang::En) => {
            format!("not applicable: by the rule it counts in full, {maximum}")
        }
        (NotApplicablePolicy::Leaves(_), Lang::Id) => {
            format!("tidak berlaku: maksimum {maximum} keluar dari penjumlahan")
        }
        (NotApplicablePolicy::Leaves(_), Lang::En) => {
            format!("not applicable: its maximum of {maximum} leaves the sum")
        }
        (_, Lang::Id) => format!("tidak berlaku: memperoleh 0, maksimum {maximum} tetap dihitung"),
        (_, Lang::En) => format!("not applicable: earns 0, the maximum of {maximum} stays"),
    }
}

/// A range as in a book of mathematics: `60 ≤ x < 90`.
fn range(threshold: &Threshold, lang: Lang) -> String {
    let sign = |closed: bool| if closed { "≤" } else { "<" };
    let lower = threshold
        .lower
        .map(|bound| format!("{} {} ", short_points(lang, bound.value), sign(bound.closed)));
    let upper = threshold
        .upper
        .map(|bound| format!(" {} {}", sign(bound.closed), short_points(lang, bound.value)));
    format!("{}x{}", lower.unwrap_or_default(), upper.unwrap_or_default())
}
