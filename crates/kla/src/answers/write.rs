//! From answers back to the text of an answers file, in its canonical form.

use rust_decimal::Decimal;

use super::model::{
    Address, Answered, Answers, Declared, DeclaredCategory, DeclaredWhat, Evidence, Figure,
    Response, State,
};
use crate::edition::{Edition, Shape};
use crate::id::EvidenceId;
use crate::points::Points;
use crate::wording::Lang;

/// A list beyond this column has one entry per line.
const WIDTH: usize = 100;

impl Answers<'_> {
    /// The answers as the text of an answers file in its canonical form: reading it again gives equal
    /// answers.
    ///
    /// Points are written as short as they can be, percentages and declared figures with the digits
    /// they were written with. Of a percentage beside a count, with which it agreed, only the count is
    /// kept; what is absent and what is empty are both left out.
    ///
    /// ```
    /// # #[cfg(feature = "bundled")] {
    /// let edition = kla::Edition::bundled("2023").unwrap();
    /// let text = "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[answers.4]\nP1={points='1,0'}";
    /// let answers = edition.read_answers("answers.toml", text).unwrap();
    /// assert!(answers.to_toml().ends_with("\n[answers.\"4\"]\nP1 = \"1\"\n"));
    /// # }
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut file = File { edition: self.edition, text: "format = 1\n".to_owned() };
        file.pair("edition", &quoted(self.edition.id().as_str()));
        file.pair("region", &quoted(&self.place.code));
        if let Some(name) = &self.place.name {
            file.pair("region_name", &quoted(name));
        }
        file.pair("year", &self.year.to_string());
        file.pair("stage", &quoted(self.stage.id.as_str()));
        if !self.notes.is_empty() {
            file.list("notes", &self.notes);
        }
        file.nodes(self);
        file.declared(self);
        for item in &self.evidence {
            file.evidence(item);
        }
        file.text
    }
}

struct File<'e> {
    edition: &'e Edition,
    text: String,
}

impl File<'_> {
    fn pair(&mut self, key: &str, value: &str) {
        self.text.push_str(&format!("{} = {value}\n", self::key(key)));
    }

    fn table(&mut self, header: &str, pairs: &[(&str, String)]) {
        if !pairs.is_empty() {
            self.text.push_str(&format!("\n[{header}]\n"));
        }
        for (key, value) in pairs {
            self.pair(key, value);
        }
    }

    fn list(&mut self, key: &str, texts: &[String]) {
        let quoted: Vec<String> = texts.iter().map(|text| self::quoted(text)).collect();
        let line = format!("{key} = [{}]", quoted.join(", "));
        if line.chars().count() <= WIDTH {
            self.text.push_str(&format!("{line}\n"));
        } else {
            let lines: String = quoted.iter().map(|text| format!("  {text},\n")).collect();
            self.text.push_str(&format!("{key} = [\n{lines}]\n"));
        }
    }

    /// The three depths of figures and answers.
    fn nodes(&mut self, answers: &Answers<'_>) {
        let stated = |points: Points| self::stated(points, self.edition);
        let mut blocks = Vec::new();
        let mut indicators = Vec::new();
        let mut questions = Vec::new();
        for block in self.edition.blocks() {
            let points = answers.stated_for_block(block.position);
            blocks.extend(points.map(|points| (block.id.as_str(), stated(points))));
            for indicator in &block.indicators {
                let id = indicator.id.as_str();
                if let Some(measure) = indicator.measure() {
                    let written =
                        response(answers.measured(indicator), &measure.shape, self.edition);
                    indicators.extend(written.map(|written| (id, written)));
                } else {
                    let points = answers.stated_for_indicator(indicator);
                    indicators.extend(points.map(|points| (id, stated(points))));
                }
                let given = indicator.questions().iter().filter_map(|question| {
                    let shape = &question.measure.shape;
                    let written = response(answers.response(question), shape, self.edition)?;
                    Some((question.id.number(), written))
                });
                questions.push((format!("answers.{}", key(id)), given.collect::<Vec<_>>()));
            }
        }
        self.table("blocks", &blocks);
        self.table("indicators", &indicators);
        for (header, given) in &questions {
            self.table(header, given);
        }
    }

    fn declared(&mut self, answers: &Answers<'_>) {
        let total = self.edition.total();
        let of = |wanted: fn(&Declared) -> Option<&str>| -> Vec<(&str, String)> {
            let found = answers.declared.iter().filter_map(|item| Some((wanted(item)?, item)));
            found.map(|(key, item)| (key, as_written(item.points, total))).collect()
        };
        let mut head = of(|item| match (&item.node, item.what) {
            (Address::Total, DeclaredWhat::Points) => Some("total"),
            _ => None,
        });
        if let Some(category) = answers.declared_category {
            let word = match category {
                DeclaredCategory::Category(category) => category.id.as_str(),
                DeclaredCategory::Below => self.edition.bands().below.get(Lang::Id),
            };
            head.push(("category", quoted(word)));
        }
        self.table("declared", &head);
        self.table(
            "declared.blocks",
            &of(|item| match (&item.node, item.what) {
                (Address::Block(id), DeclaredWhat::Points) => Some(id.as_str()),
                _ => None,
            }),
        );
        self.table(
            "declared.indicators",
            &of(|item| match (&item.node, item.what) {
                (Address::Indicator(id), DeclaredWhat::Points) => Some(id.as_str()),
                _ => None,
            }),
        );
        self.table(
            "declared.maxima",
            &of(|item| match (&item.node, item.what) {
                (_, DeclaredWhat::Points) | (Address::Question(_), _) => None,
                (Address::Total, _) => Some("total"),
                (Address::Block(id), _) => Some(id.as_str()),
                (Address::Indicator(id), _) => Some(id.as_str()),
            }),
        );
    }

    fn evidence(&mut self, item: &Evidence) {
        self.text.push_str("\n[[evidence]]\n");
        self.pair("id", &quoted(item.id.as_str()));
        self.pair("title", &quoted(&item.title));
        let texts = [
            ("agency", item.agency.as_ref().map(|agency| quoted(agency.as_str()))),
            ("from", item.from.clone()),
            ("to", item.to.clone()),
            ("sha256", item.sha256.as_deref().map(quoted)),
            ("link", item.link.as_deref().map(quoted)),
            ("status", item.status.map(|status| quoted(status.word()))),
        ];
        for (key, text) in texts {
            if let Some(text) = text {
                self.pair(key, &text);
            }
        }
    }
}

/// What a response is written as; `None` where there is nothing to write.
pub(super) fn response(response: &Response, shape: &Shape, edition: &Edition) -> Option<String> {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    let is_bare = response.evidence.is_empty()
        && response.status.is_none()
        && response.reason.is_none()
        && response.note.is_none()
        && response.beside.is_none();
    match response.state {
        State::Unknown if response.beside.is_some() => {}
        State::Unknown | State::NotApplicable | State::Zero => {
            let word = quoted(response.state.word());
            if is_bare {
                return Some(word);
            }
            pairs.push(("state", word));
        }
        State::Points(points) => {
            let points = number(points.to_decimal(), Some(edition.total()));
            if is_bare && matches!(shape, Shape::Points(_)) {
                return Some(points);
            }
            pairs.push(("points", points));
        }
        State::Empty | State::Given(_) => {}
    }
    let given = match response.state {
        State::Given(answered) => Some(answered),
        _ => response.beside,
    };
    if let Some(answered) = given {
        said(answered, response, shape, edition, &mut pairs);
    }
    if !response.evidence.is_empty() {
        let ids: Vec<String> =
            response.evidence.iter().map(EvidenceId::as_str).map(quoted).collect();
        pairs.push(("evidence", format!("[{}]", ids.join(", "))));
    }
    if let Some(status) = response.status {
        pairs.push(("status", quoted(status.word())));
    }
    if let Some(reason) = &response.reason {
        pairs.push(("reason", quoted(reason.as_str())));
    }
    if let Some(note) = &response.note {
        pairs.push(("note", quoted(note)));
    }
    (!pairs.is_empty()).then(|| inline(&pairs))
}

/// An answer in the keys of its shape.
fn said(
    answered: Answered,
    response: &Response,
    shape: &Shape,
    edition: &Edition,
    pairs: &mut Vec<(&'static str, String)>,
) {
    match (answered, shape) {
        (Answered::Level(place), Shape::Ladder(levels)) => {
            pairs.extend(levels.get(place).map(|level| ("level", quoted(&level.id))));
        }
        (Answered::Ticked(ticks), Shape::Checklist(items)) => {
            let ticked = items.iter().enumerate().filter(|(place, _)| ticks.has(*place));
            let ids: Vec<String> = ticked.map(|(_, item)| quoted(&item.id)).collect();
            pairs.push(("items", format!("[{}]", ids.join(", "))));
        }
        (Answered::Series, _) => {
            let years = response.series.iter().map(|(year, figure)| match figure {
                Figure::Count { .. } => {
                    let mut inner = Vec::new();
                    self::figure(*figure, "count", edition, &mut inner);
                    format!("{year} = {}", inline(&inner))
                }
                Figure::Percent(percent) => {
                    format!("{year} = {}", number(percent.to_decimal(), Some(edition.total())))
                }
                Figure::Plain(points) => format!("{year} = {}", number(points.to_decimal(), None)),
            });
            pairs.push(("series", format!("{{ {} }}", years.collect::<Vec<_>>().join(", "))));
        }
        (Answered::Figure(_), Shape::Units { .. }) if !response.units.is_empty() => {
            let units =
                response.units.iter().map(|(name, says)| (name.as_str(), quoted(says.word())));
            pairs.push(("units", inline(&units.collect::<Vec<_>>())));
        }
        (Answered::Figure(figure), Shape::Units { .. }) => {
            self::figure(figure, "yes", edition, pairs);
        }
        (Answered::Figure(figure), _) => self::figure(figure, "count", edition, pairs),
        // An answer never has another shape than its question.
        (Answered::Level(_) | Answered::Ticked(_), _) => {}
    }
}

fn figure(
    figure: Figure,
    count_key: &'static str,
    edition: &Edition,
    pairs: &mut Vec<(&'static str, String)>,
) {
    match figure {
        Figure::Percent(percent) => {
            pairs.push(("percent", number(percent.to_decimal(), Some(edition.total()))));
        }
        Figure::Count { count, of } => {
            pairs.push((count_key, quoted(&count.to_string())));
            pairs.push(("of", quoted(&of.to_string())));
        }
        Figure::Plain(points) => pairs.push(("figure", number(points.to_decimal(), None))),
    }
}

fn inline(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(key, value)| format!("{} = {value}", self::key(key))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A quoted number that has one reading: one more zero where a mark before three digits could be
/// grouping. `ceiling` is the largest value that makes sense in its place.
fn number(value: Decimal, ceiling: Option<Points>) -> String {
    let text = value.to_string();
    if crate::number::decimal(&text, ceiling).is_ok() {
        quoted(&text)
    } else {
        quoted(&format!("{text}0"))
    }
}

/// A printed figure with the digits it was printed with, which say how exactly it was meant. A zero
/// in front takes the reading as grouping away.
fn as_written(points: Points, total: Points) -> String {
    let text = points.as_written().to_string();
    if crate::number::decimal(&text, Some(total)).is_ok() {
        quoted(&text)
    } else {
        quoted(&format!("0{text}"))
    }
}

/// Points stated for a whole.
pub(super) fn stated(points: Points, edition: &Edition) -> String {
    number(points.to_decimal(), Some(edition.total()))
}

/// A key: bare where it begins with a letter and has no odd signs.
fn key(name: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let bare = name.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '_')
        && name.chars().all(plain);
    if bare { name.to_owned() } else { quoted(name) }
}

/// A text in double quotes on one line; what nobody could see is escaped.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            '\u{A0}'
            | '\u{AD}'
            | '\u{2007}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => {
                written.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            sign if sign.is_control() => {
                written.push_str(&format!("\\u{:04X}", u32::from(sign)));
            }
            sign => written.push(sign),
        }
    }
    written + "\""
}
