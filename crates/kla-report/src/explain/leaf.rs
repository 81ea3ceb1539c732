//! From one answer to its points: what was asked, what was answered, each step of arithmetic.

use kla::wording::{decimal, fraction, points, short_points, whole};
use kla::{
    Answered, Better, Exactness, Figure, Fraction, Item, Lang, LeafScore, Level, Measure,
    NotApplicablePolicy, Points, Scale, Shape, Share, State, Step, Steps, Take, Threshold, Ticks,
    UnitAnswer, ZeroTotal,
};

use super::writer::Writer;
use crate::view::{one_line, state_word};

impl Writer<'_, '_> {
    /// What was asked, what was answered, and the arithmetic in between.
    pub(super) fn leaf(&mut self, leaf: &LeafScore<'_>) {
        self.asked(leaf);
        self.scale(&leaf.measure.shape);
        self.step(leaf);
        self.owners(leaf.measure);
        if let Some(note) = &leaf.response.note {
            self.labelled(self.word("Catatan isian", "Note"), one_line(note));
        }
    }

    pub(super) fn asked(&mut self, leaf: &LeafScore<'_>) {
        self.gap();
        let question = leaf.measure.text.clone();
        self.labelled(self.word("Pertanyaan", "Question"), question);
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
        self.labelled(self.word("Skala nilai", "Scale"), text);
    }

    fn answer(&mut self, leaf: &LeafScore<'_>) {
        let lang = self.lang;
        let answer = match leaf.response.state {
            State::Points(earned) => {
                format!("{} {}", self.word("nilai", "points"), points(lang, earned))
            }
            State::Given(answered) => self.answered(answered, leaf),
            // What was answered is known; what it earns is not.
            State::Unknown if leaf.response.beside.is_some() => {
                let beside = leaf.response.beside.map(|beside| self.answered(beside, leaf));
                let note = self.word("nilainya belum diketahui", "its points are not known");
                format!("{} ({note})", beside.unwrap_or_default())
            }
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
        self.labelled(self.word("Jawaban", "Answer"), format!("{answer}{line}"));
        if let (State::Points(_), Some(beside)) = (leaf.response.state, leaf.response.beside) {
            let figure = self.answered(beside, leaf);
            self.labelled(self.word("Angka capaian", "Figure"), figure);
        }
    }

    /// An answer in the words of its shape.
    fn answered(&self, answered: Answered, leaf: &LeafScore<'_>) -> String {
        match (answered, &leaf.measure.shape) {
            (Answered::Figure(figure), Shape::Units { .. }) => {
                let figure = self.figure(figure);
                let units = self.units(leaf);
                if units.is_empty() { figure } else { format!("{figure} ({units})") }
            }
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

    /// What each kecamatan or village says, those that say the same together.
    fn units(&self, leaf: &LeafScore<'_>) -> String {
        let words = [
            (UnitAnswer::Yes, self.word("ya", "yes")),
            (UnitAnswer::No, self.word("tidak", "no")),
            (
                UnitAnswer::Unknown,
                self.word("tidak tahu, dihitung tidak", "unknown, counted as no"),
            ),
            (
                UnitAnswer::NotApplicable,
                self.word("tidak berlaku, tidak dihitung", "not applicable, not counted"),
            ),
        ];
        let says = |(wanted, word): (UnitAnswer, &str)| {
            let units = leaf.response.units.iter().filter(|(_, says)| *says == wanted);
            let names: Vec<String> = units.map(|(name, _)| one_line(name)).collect();
            (!names.is_empty()).then(|| format!("{word}: {}", names.join(", ")))
        };
        words.into_iter().filter_map(says).collect::<Vec<_>>().join("; ")
    }

    /// How the figure that the scale sees came about: each share of a count, and what a series takes.
    fn attainment(&mut self, leaf: &LeafScore<'_>) {
        let lang = self.lang;
        let label = self.word("Capaian", "Attainment");
        let share = |figure: &Figure| match figure {
            Figure::Count { count, of } => {
                let on_scale = figure.on_scale()?;
                let (count, of) = (whole(lang, *count), whole(lang, *of));
                Some(format!("100 × {count} ÷ {of} = {}", fraction(lang, on_scale)))
            }
            _ => None,
        };
        let Shape::Series { years, take, .. } = &leaf.measure.shape else {
            if let (State::Given(Answered::Figure(figure)), Step::Threshold { .. }) =
                (leaf.response.state, leaf.step())
                && let Some(text) = share(&figure)
            {
                self.labelled(label, text);
            }
            return;
        };
        let known: Vec<(u16, Fraction)> = leaf
            .response
            .series
            .iter()
            .filter_map(|(year, figure)| Some((*year, figure.on_scale()?)))
            .collect();
        for (year, figure) in &leaf.response.series {
            let text = match share(figure) {
                Some(text) => text,
                None if figure.on_scale().is_none() => self
                    .word("totalnya nol, tidak dihitung", "its total is zero, not counted")
                    .into(),
                None => continue,
            };
            self.labelled(label, format!("{year}: {text}"));
        }
        let Some(start) = known.len().checked_sub(*years) else { return };
        let window = &known[start..];
        let (Some(first), Some(last)) = (window.first(), window.last()) else { return };
        let Some(figure) = leaf.step().figure() else { return };
        let text = match take {
            Take::Last => {
                let word = self.word("tahun terakhir", "the last year");
                format!("{word}, {}: {}", last.0, fraction(lang, figure))
            }
            Take::Worst => {
                let word = self.word("tahun terburuk", "the worst year");
                let same = window.iter().find(|(_, other)| *other == figure);
                let year = same.map_or_else(String::new, |(year, _)| format!(", {year}"));
                format!("{word}{year}: {}", fraction(lang, figure))
            }
            _ => {
                let word = self.word("perubahan", "change");
                format!(
                    "{word} {}–{}: {} − {} = {}",
                    first.0,
                    last.0,
                    fraction(lang, last.1),
                    fraction(lang, first.1),
                    fraction(lang, figure)
                )
            }
        };
        self.labelled(self.word("Yang dipakai", "Taken"), text);
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
        self.attainment(leaf);
        match leaf.step() {
            Step::Share(share) => self.share(leaf, &share),
            Step::Missing | Step::Zero => {
                let of = self.word("dari", "of");
                self.labelled(calculation, format!("{earned} {of} {maximum}"));
            }
            Step::NotApplicable(rule) => {
                let text = not_applicable(rule, &maximum, lang);
                self.labelled(calculation, text);
                if leaf.measure.not_applicable.is_none() {
                    let citation = &self.card.edition().not_applicable().citation;
                    let confidence = citation.confidence.meaning();
                    let text = format!("{} ({})", self.source(citation), confidence.get(lang));
                    self.labelled(self.word("Dasar aturan itu", "Basis of that rule"), text);
                }
            }
            Step::ZeroTotal(rule) => {
                let text = match (rule, lang) {
                    (ZeroTotal::Full, Lang::Id) => {
                        format!("tanpa total yang tidak nol, nilainya penuh: {maximum}")
                    }
                    (ZeroTotal::Full, Lang::En) => {
                        format!("without a total above zero it earns {maximum}")
                    }
                    (_, Lang::Id) => "tanpa total yang tidak nol, tidak ada nilainya".to_owned(),
                    (_, Lang::En) => "without a total above zero it earns nothing".to_owned(),
                };
                self.labelled(calculation, text);
            }
            Step::Level(_) => {
                let level = self.word("nilai tingkat itu", "the points of that level");
                self.labelled(calculation, format!("{level}: {earned}"));
            }
            Step::Ticked { ticks, sum } => self.ticked(leaf, ticks, sum),
            Step::Threshold { figure, place } => {
                if let Some(Scale::Steps(thresholds)) = leaf.measure.shape.scale() {
                    let range = range(&thresholds[place], lang);
                    let figure = fraction(lang, figure);
                    let text = match lang {
                        Lang::Id => format!("capaian {figure} masuk rentang {range}: {earned}"),
                        Lang::En => format!("an attainment of {figure} is in {range}: {earned}"),
                    };
                    self.labelled(calculation, text);
                }
            }
            _ => {}
        }
    }

    /// Maximum × share, with the figures as they were answered.
    fn share(&mut self, leaf: &LeafScore<'_>, share: &Share) {
        let Share { figure, whole: all, counted, product, round, .. } = *share;
        let lang = self.lang;
        let count = match leaf.response.state {
            State::Given(Answered::Figure(Figure::Count { count, of })) => Some((count, of)),
            _ => None,
        };
        let (part, of, rest) = match count {
            Some((count, of)) => (whole(lang, count), whole(lang, of), whole(lang, of - count)),
            None => (
                fraction(lang, figure),
                short_points(lang, all),
                fraction(lang, counted.of_whole(all)),
            ),
        };
        let taken = match leaf.measure.better {
            Better::Lower => {
                let lower = self.word("makin rendah makin baik", "lower is better");
                let text = if is_above(figure, all) {
                    let none = self.word("tidak ada yang tersisa", "nothing is left");
                    format!("{lower}: {part} > {of}, {none}: {rest}")
                } else {
                    format!("{lower}: {of} − {part} = {rest}")
                };
                self.labelled(self.word("Arah", "Direction"), text);
                rest
            }
            Better::Higher if is_above(figure, all) => {
                let counts = self.word("dihitung", "counts as");
                let text = format!("{part} > {of}, {counts} {of}");
                self.labelled(self.word("Batas", "Cap"), text);
                of.clone()
            }
            Better::Higher => part,
        };
        let maximum = short_points(lang, leaf.maximum);
        let product = fraction(lang, product);
        let text = format!("{maximum} × {taken} ÷ {of} = {product}");
        self.labelled(self.word("Hitungan", "Calculation"), text);
        let (digits, earned) = (round.digits, points(lang, leaf.points));
        let rounded = match lang {
            Lang::Id => format!("{digits} desimal, setengah ke atas: {earned}"),
            Lang::En => format!("{digits} decimals, half up: {earned}"),
        };
        self.labelled(self.word("Pembulatan", "Rounding"), rounded);
        let citation = &self.card.edition().rounding().citation;
        let confidence = citation.confidence.meaning();
        let text = format!("{} ({})", self.source(citation), confidence.get(lang));
        self.labelled(self.word("Dasar pembulatan", "Basis of rounding"), text);
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
            self.labelled(self.word("Dicentang", "Ticked"), text);
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
        self.labelled(self.word("Hitungan", "Calculation"), text);
    }

    fn owners(&mut self, measure: &Measure) {
        let names: Vec<&str> = measure
            .agencies
            .iter()
            .filter_map(|id| self.card.edition().agency(id))
            .map(|agency| agency.short.as_str())
            .collect();
        if !names.is_empty() {
            self.labelled(self.word("Penanggung jawab", "Owners"), names.join(", "));
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
            self.labelled(self.word("Bukti yang diminta", "Evidence asked for"), kinds.join("; "));
        }
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

/// Whether a figure is more than the whole.
fn is_above(figure: Fraction, whole: Points) -> bool {
    let (cut, exactness) = figure.cut(8);
    let whole = whole.to_decimal();
    cut > whole || (cut == whole && exactness == Exactness::Cut)
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
