//! A request that has been taken apart: each key is read as what it must be, and everything that is
//! wrong with the request is said at once.

use std::cell::RefCell;

use kla::{FindingResult, Lang, Severity, Source, Text, wording};
use kla_report::Format;
use serde_json::value::RawValue;

use crate::FORMAT;
use crate::code::DoorCode;
use crate::read::Members;
use crate::reply::{REQUEST, Refusal};
use crate::verbs::{VERBS, Verb};

/// The choices of `output`.
const OUTPUTS: [(&str, Format); 4] = [
    ("json", Format::Json),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("html", Format::Html),
];

/// A request.
pub(crate) struct Asked<'t> {
    text: &'t str,
    members: Members<'t>,
    findings: RefCell<Vec<(usize, Problem)>>,
}

#[derive(Eq, PartialEq)]
struct Problem {
    code: DoorCode,
    message: Text,
    help: Option<Text>,
}

impl<'t> Asked<'t> {
    /// Takes a request apart and finds its verb; keys that the verb does not use are noted.
    pub(crate) fn read(text: &'t str) -> Result<(Asked<'t>, &'static Verb), Refusal> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let asked = |members| Asked { text, members, findings: RefCell::default() };
        let members = match serde_json::from_str(text) {
            Ok(members) => members,
            Err(error) => {
                let asked = asked(Members(Vec::new()));
                let at = offset(text, error.line(), error.column());
                asked.note(
                    DoorCode::Syntax,
                    at,
                    Text::new(
                        format!("permintaan bukan objek JSON ({error})"),
                        format!("the request is not a JSON object ({error})"),
                    ),
                    Some(Text::new(
                        "kirim satu objek seperti `{\"format\": 1, \"verb\": \"version\"}`",
                        "send one object such as `{\"format\": 1, \"verb\": \"version\"}`",
                    )),
                );
                return Err(asked.refusal());
            }
        };
        let asked = asked(members);
        asked.check_format();
        let Some(verb) = asked.verb() else { return Err(asked.refusal()) };
        asked.check_keys(verb);
        Ok((asked, verb))
    }

    fn check_format(&self) {
        let Some(raw) = self.required("format") else { return };
        if raw.get() != FORMAT.to_string() {
            self.note(
                DoorCode::Format,
                self.place(raw.get()),
                Text::new(
                    "bentuk permintaan ini tidak dikenal",
                    "this shape of request is not known",
                ),
                Some(Text::new(
                    format!("tulis `\"format\": {FORMAT}`"),
                    format!("write `\"format\": {FORMAT}`"),
                )),
            );
        }
    }

    fn verb(&self) -> Option<&'static Verb> {
        let raw = self.required("verb")?;
        let word = self.string(raw)?;
        let found = VERBS.iter().find(|verb| verb.name == word);
        if found.is_none() {
            let known: Vec<&str> = VERBS.iter().map(|verb| verb.name).collect();
            let shown = shown(&word);
            let message = Text::new(
                format!("perintah `{shown}` tidak ada"),
                format!("there is no verb `{shown}`"),
            );
            self.note(DoorCode::Word, self.place(raw.get()), message, Some(near(&word, &known)));
        }
        found
    }

    /// Every key belongs to the verb, and appears once.
    fn check_keys(&self, verb: &Verb) {
        for (position, (key, value)) in self.members.0.iter().enumerate() {
            let at = match key {
                std::borrow::Cow::Borrowed(key) => self.place(key),
                // A key with escapes is not lent; its value stands right behind it.
                std::borrow::Cow::Owned(_) => self.place(value.get()),
            };
            if self.members.0[..position].iter().any(|(before, _)| before == key) {
                let key = shown(key);
                let message = Text::new(
                    format!("kunci `{key}` muncul dua kali"),
                    format!("the key `{key}` appears twice"),
                );
                self.note(DoorCode::UnknownKey, at, message, None);
                continue;
            }
            let known: Vec<&str> = verb.all_keys().collect();
            if known.contains(&key.as_ref()) {
                continue;
            }
            let users: Vec<String> = VERBS
                .iter()
                .filter(|verb| verb.keys.contains(&key.as_ref()))
                .map(|verb| format!("`{}`", verb.name))
                .collect();
            let (message, help) = if users.is_empty() {
                let shown = shown(key);
                let message = Text::new(
                    format!("kunci `{shown}` tidak dikenal"),
                    format!("the key `{shown}` is not known"),
                );
                (message, near(key, &known))
            } else {
                let message = Text::new(
                    format!("kunci `{key}` tidak dipakai `{}`", verb.name),
                    format!("the key `{key}` is not used by `{}`", verb.name),
                );
                let help = Text::new(
                    format!("yang memakainya {}", wording::list(Lang::Id, &users)),
                    format!("it is used by {}", wording::list(Lang::En, &users)),
                );
                (message, help)
            };
            self.note(DoorCode::UnknownKey, at, message, Some(help));
        }
    }

    /// The value of a key; `null` is as good as absent.
    pub(crate) fn get(&self, key: &str) -> Option<&'t RawValue> {
        let found = self.members.0.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| *value).filter(|value| value.get() != "null")
    }

    /// The value of a key that must be there.
    pub(crate) fn required(&self, key: &str) -> Option<&'t RawValue> {
        let found = self.get(key);
        if found.is_none() {
            let message = Text::new(
                format!("kunci `{key}` wajib ada"),
                format!("the key `{key}` is required"),
            );
            self.note(DoorCode::MissingKey, 0, message, None);
        }
        found
    }

    /// The text of a key.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(|raw| self.string(raw))
    }

    /// Whether a key is true; it is false where absent.
    pub(crate) fn flag(&self, key: &str) -> bool {
        match self.get(key).map(RawValue::get) {
            None | Some("false") => false,
            Some("true") => true,
            Some(other) => {
                self.wrong_type(other, "true atau false", "true or false");
                false
            }
        }
    }

    /// The whole number of a key.
    pub(crate) fn whole(&self, key: &str) -> Option<u64> {
        let raw = self.get(key)?.get();
        let read = raw.bytes().all(|byte| byte.is_ascii_digit()).then(|| raw.parse().ok());
        let read = read.flatten();
        if read.is_none() {
            self.wrong_type(raw, "bilangan bulat dari 0", "a whole number from 0");
        }
        read
    }

    /// One of the words of a key.
    pub(crate) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let raw = self.get(key)?;
        let word = self.string(raw)?;
        let found = choices.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            let known: Vec<&str> = choices.iter().map(|(known, _)| *known).collect();
            let shown = shown(&word);
            let message = Text::new(
                format!("`{shown}` bukan pilihan `{key}`"),
                format!("`{shown}` is no choice of `{key}`"),
            );
            self.note(DoorCode::Word, self.place(raw.get()), message, Some(near(&word, &known)));
        }
        found.map(|(_, value)| *value)
    }

    /// The language of what people read.
    pub(crate) fn lang(&self) -> Lang {
        self.choice("lang", &[("id", Lang::Id), ("en", Lang::En)]).unwrap_or_default()
    }

    /// The form of the result.
    pub(crate) fn output(&self, usual: Format) -> Format {
        self.choice("output", &OUTPUTS).unwrap_or(usual)
    }

    /// The values of a list.
    pub(crate) fn list(&self, key: &str) -> Option<Vec<&'t RawValue>> {
        let raw = self.get(key)?.get();
        let read = serde_json::from_str(raw).ok();
        if read.is_none() {
            self.wrong_type(raw, "daftar", "a list");
        }
        read
    }

    /// The texts of a list; none where absent.
    pub(crate) fn texts(&self, key: &str) -> Vec<String> {
        let list = self.list(key).unwrap_or_default();
        list.into_iter().filter_map(|raw| self.string(raw)).collect()
    }

    /// The texts of an object by their keys, in its order.
    pub(crate) fn named_texts(&self, key: &str) -> Option<Vec<(String, String)>> {
        let raw = self.get(key)?.get();
        let Ok(Members(members)) = serde_json::from_str(raw) else {
            self.wrong_type(raw, "objek dari nama dan teks", "an object of names and texts");
            return None;
        };
        let texts = members.into_iter();
        Some(texts.filter_map(|(name, raw)| Some((name.into_owned(), self.string(raw)?))).collect())
    }

    /// The lists of an object by their keys, in its order.
    pub(crate) fn named_lists(&self, key: &str) -> Option<Vec<(String, Vec<&'t RawValue>)>> {
        let raw = self.get(key)?.get();
        let Ok(Members(members)) = serde_json::from_str(raw) else {
            self.wrong_type(raw, "objek dari nama dan daftar", "an object of names and lists");
            return None;
        };
        let list = |raw: &'t RawValue| {
            let list = serde_json::from_str(raw.get()).ok();
            if list.is_none() {
                self.wrong_type(raw.get(), "daftar", "a list");
            }
            list
        };
        Some(
            members
                .into_iter()
                .filter_map(|(name, raw)| Some((name.into_owned(), list(raw)?)))
                .collect(),
        )
    }

    /// The cells of a column as the texts that a sheet would hold: a text, a whole number as it is
    /// written, nothing for `null`. A fraction without quotes may have changed on its way.
    pub(crate) fn cells(&self, title: &str, column: &[&RawValue]) -> Vec<String> {
        let mut wrong: Vec<usize> = Vec::new();
        let mut cells = Vec::with_capacity(column.len());
        for (place, raw) in column.iter().enumerate() {
            let cell = cell(raw.get());
            if cell.is_none() {
                wrong.push(place);
            }
            cells.push(cell.unwrap_or_default());
        }
        if let Some(first) = wrong.first() {
            let (count, row) = (wrong.len(), first + 1);
            let message = Text::new(
                format!(
                    "kolom `{title}`: {count} sel bukan teks, bilangan bulat, atau null, yang pertama di baris data {row}"
                ),
                format!(
                    "column `{title}`: {count} cells are no text, whole number or null, the first in row {row} of the data"
                ),
            );
            let help = Text::new(
                "tulis pecahan dan kode wilayah sebagai teks, misalnya \"0,5\" atau \"32.73\"; sebagai bilangan dapat berubah di jalan",
                "write fractions and codes of regions as text, such as \"0,5\" or \"32.73\"; as numbers they can change on their way",
            );
            self.note(DoorCode::WrongType, self.place(column[*first].get()), message, Some(help));
        }
        cells
    }

    /// A file: its text, or an object of the same shape, whose own text then is the file.
    pub(crate) fn file(&self, raw: &'t RawValue, name: &str) -> Option<Source> {
        match raw.get().as_bytes().first() {
            Some(b'"') => self.string(raw).map(|text| Source::new(name, text)),
            Some(b'{') => Some(Source::new(name, raw.get())),
            _ => {
                self.wrong_type(
                    raw.get(),
                    "teks berkas, atau objek",
                    "a file's text, or an object",
                );
                None
            }
        }
    }

    fn string(&self, raw: &RawValue) -> Option<String> {
        let read = serde_json::from_str(raw.get()).ok();
        if read.is_none() {
            self.wrong_type(raw.get(), "teks", "text");
        }
        read
    }

    fn wrong_type(&self, raw: &str, id: &str, en: &str) {
        let message =
            Text::new(format!("nilai di sini harus {id}"), format!("the value here must be {en}"));
        self.note(DoorCode::WrongType, self.place(raw), message, None);
    }

    /// A value that cannot be used.
    pub(crate) fn bad_value(&self, key: &str, message: Text) {
        let at = self.get(key).map_or(0, |raw| self.place(raw.get()));
        self.note(DoorCode::Value, at, message, None);
    }

    /// The refusal that a value cannot be used.
    pub(crate) fn refuse(&self, key: &str, message: Text) -> Refusal {
        self.bad_value(key, message);
        self.refusal()
    }

    fn note(&self, code: DoorCode, at: usize, message: Text, help: Option<Text>) {
        self.findings.borrow_mut().push((at, Problem { code, message, help }));
    }

    /// Goes on where nothing is wrong with the request so far.
    pub(crate) fn settle(&self) -> Result<(), Refusal> {
        if self.findings.borrow().is_empty() { Ok(()) } else { Err(self.refusal()) }
    }

    fn refusal(&self) -> Refusal {
        let mut found = std::mem::take(&mut *self.findings.borrow_mut());
        found.sort_by_key(|(at, _)| *at);
        // A key may be read more than once.
        found.dedup();
        let source = Source::new(REQUEST, self.text);
        let finding = |(at, problem): &(usize, Problem)| {
            let place = (REQUEST, source.position(*at));
            let Problem { code, message, help } = problem;
            FindingResult::new(code.name(), Severity::Error, place, message, help.as_ref())
        };
        Refusal { diagnostics: found.iter().map(finding).collect() }
    }

    /// Where a part that was lent out of the request stands in it.
    fn place(&self, part: &str) -> usize {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        if start + part.len() <= self.text.len() { start } else { 0 }
    }
}

/// A cell as text; `None` where it is of a kind that no cell has.
fn cell(raw: &str) -> Option<String> {
    let digits = raw.strip_prefix('-').unwrap_or(raw);
    match raw {
        "null" => Some(String::new()),
        _ if raw.starts_with('"') => serde_json::from_str(raw).ok(),
        _ => digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| raw.to_owned()),
    }
}

/// What a message repeats of a word: a long one by its beginning.
fn shown(word: &str) -> String {
    const MOST: usize = 60;
    match word.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// The nearest of the known words, or all of them.
fn near(found: &str, known: &[&str]) -> Text {
    if let Some(near) = wording::nearest(found, known.iter().copied()) {
        return Text::new(format!("mungkin maksudnya `{near}`"), format!("did you mean `{near}`?"));
    }
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    Text::new(
        format!("yang dikenal {}", wording::list(Lang::Id, &known)),
        format!("known are {}", wording::list(Lang::En, &known)),
    )
}

/// The byte that a line and a column, both from 1, stand for.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
