//! What an audit found, as text, JSON and JUnit XML.

use kla::{AuditKind, Lang, wording};
use rust_decimal::Decimal;
use serde::Serialize;

use super::coverage::{self, Coverage};

/// The kind of a published row that the bands are known not to explain.
pub(super) const GAP: &str = "gap";

/// One file and what its audit found.
#[derive(Serialize)]
pub(super) struct Case {
    pub(super) file: String,
    pub(super) compared: usize,
    pub(super) findings: Vec<Finding>,
    /// Why nothing of it could be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
}

/// One figure that is not the same.
#[derive(Serialize)]
pub(super) struct Finding {
    pub(super) node: String,
    pub(super) kind: &'static str,
    /// As stated.
    pub(super) expected: String,
    /// As computed.
    pub(super) found: String,
    /// Stated minus computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) difference: Option<String>,
    #[serde(skip)]
    pub(super) fails: bool,
}

/// Everything that an audit found.
#[derive(Serialize)]
pub(super) struct Report {
    format: u32,
    summary: Summary,
    cases: Vec<Case>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coverage: Vec<Coverage>,
}

/// How much was compared, and how it came out.
#[derive(Serialize)]
struct Summary {
    cases: usize,
    compared: usize,
    different: usize,
    known: usize,
    display: usize,
    known_gaps: usize,
}

impl Report {
    pub(super) fn new(cases: Vec<Case>, coverage: Vec<Coverage>) -> Report {
        let findings = || cases.iter().flat_map(|case| &case.findings);
        let count = |kind: &str| findings().filter(|finding| finding.kind == kind).count();
        let summary = Summary {
            cases: cases.len(),
            compared: cases.iter().map(|case| case.compared).sum(),
            different: findings().filter(|finding| finding.fails).count(),
            known: count(AuditKind::Known.word()),
            display: count(AuditKind::Display.word()),
            known_gaps: count(GAP),
        };
        Report { format: 1, summary, cases, coverage }
    }

    /// Whether anything differs that nobody knew of.
    pub(super) fn fails(&self) -> bool {
        self.summary.different > 0
    }

    /// One line for each difference, and a last one that counts.
    pub(super) fn to_text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for case in self.cases.iter().filter(|case| !case.findings.is_empty()) {
            text.push_str(&format!("{}\n", case.file));
            for finding in &case.findings {
                text.push_str(&finding.to_text(lang));
            }
            text.push('\n');
        }
        let Summary { cases, compared, different, known, display, known_gaps } = self.summary;
        text.push_str(&match lang {
            Lang::Id => format!(
                "{cases} kasus, {compared} angka dibandingkan: {different} berbeda; {known} perbedaan yang sudah dicatat, {display} beda tampilan, {known_gaps} celah yang dikenal\n"
            ),
            Lang::En => format!(
                "cases: {cases}, figures compared: {compared}; {different} different, {known} known differences, {display} display differences, {known_gaps} known gaps\n"
            ),
        });
        text + &coverage::text(&self.coverage, lang)
    }

    pub(super) fn to_json(&self) -> String {
        match serde_json::to_string_pretty(self) {
            Ok(text) => text + "\n",
            // Strings, numbers and lists only.
            Err(error) => unreachable!("an audit cannot be written: {error}"),
        }
    }

    /// JUnit XML, as CI systems read it: one test per file.
    pub(super) fn to_junit(&self, lang: Lang) -> String {
        let failed = |case: &&Case| case.findings.iter().any(|finding| finding.fails);
        let refused = self.cases.iter().filter(|case| case.error.is_some());
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"kla audit\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
            self.cases.len(),
            self.cases.iter().filter(failed).count(),
            refused.count()
        );
        for case in &self.cases {
            let file = escape(&case.file);
            text.push_str(&format!("  <testcase classname=\"kla\" name=\"{file}\">\n"));
            for finding in case.findings.iter().filter(|finding| finding.fails) {
                let message = finding.to_text(lang);
                let message = escape(message.trim());
                text.push_str(&format!("    <failure message=\"{message}\"/>\n"));
            }
            if let Some(error) = &case.error {
                text.push_str(&format!("    <error message=\"{}\"/>\n", escape(error)));
            }
            text.push_str("  </testcase>\n");
        }
        text + "</testsuite>\n"
    }
}

impl Finding {
    fn to_text(&self, lang: Lang) -> String {
        let node = self.node_label(lang);
        let kind = self.kind_word(lang);
        let difference = self.difference.as_deref().and_then(|text| text.parse::<Decimal>().ok());
        let (expected, found) = match difference {
            Some(_) => (shown(&self.expected, lang), shown(&self.found, lang)),
            None => (self.plain(&self.expected, lang), self.plain(&self.found, lang)),
        };
        let sign = difference.filter(|size| size.is_sign_positive()).map_or("", |_| "+");
        let size = match (difference, lang) {
            (Some(size), Lang::Id) => {
                format!(", selisih {sign}{}", wording::decimal(lang, size, 0))
            }
            (Some(size), Lang::En) => {
                format!(", difference {sign}{}", wording::decimal(lang, size, 0))
            }
            (None, _) => String::new(),
        };
        match (self.is_printed(), lang) {
            (true, Lang::Id) => {
                format!("  {node}: tercantum {expected}, hasil hitung {found}{size} ({kind})\n")
            }
            (true, Lang::En) => {
                format!("  {node}: stated {expected}, computed {found}{size} ({kind})\n")
            }
            (false, Lang::Id) => {
                format!("  {node}: acuan {expected}, hasil hitung {found}{size} ({kind})\n")
            }
            (false, Lang::En) => {
                format!("  {node}: reference {expected}, computed {found}{size} ({kind})\n")
            }
        }
    }

    /// Whether somebody has printed the figure; else it stands in a result to compare with.
    fn is_printed(&self) -> bool {
        self.kind != AuditKind::Golden.word()
    }

    /// The node as people call it.
    fn node_label(&self, lang: Lang) -> String {
        match (self.node.as_str(), lang) {
            ("category of the printed total", Lang::Id) => {
                "kategori, menurut nilai tercantum".to_owned()
            }
            ("category of the printed total", Lang::En) => {
                "category, by the printed total".to_owned()
            }
            ("category", Lang::Id) => "kategori".to_owned(),
            (node, Lang::Id) => node.replace("(maximum)", "(maksimum)"),
            (node, Lang::En) => node.to_owned(),
        }
    }

    /// A value that is no figure; what is not there is said in words.
    fn plain(&self, value: &str, lang: Lang) -> String {
        match (value, self.node.starts_with("category"), lang) {
            ("-", true, Lang::Id) => "tanpa kategori".to_owned(),
            ("-", true, Lang::En) => "no category".to_owned(),
            ("-", false, Lang::Id) => "tidak ada".to_owned(),
            ("-", false, Lang::En) => "nothing".to_owned(),
            _ => value.to_owned(),
        }
    }

    fn kind_word(&self, lang: Lang) -> &'static str {
        match (self.kind, lang) {
            ("display", Lang::Id) => "beda tampilan",
            ("display", Lang::En) => "display difference",
            ("known", Lang::Id) => "sudah dicatat",
            ("known", Lang::En) => "known",
            (GAP, Lang::Id) => "celah yang dikenal",
            (GAP, Lang::En) => "known gap",
            ("gap-closed", Lang::Id) => "sudah cocok, harus keluar dari known-gaps.toml",
            ("gap-closed", Lang::En) => "fits now, must leave known-gaps.toml",
            ("gap-without-row", Lang::Id) => "tidak ada barisnya dalam tabel",
            ("gap-without-row", Lang::En) => "no row of the table has it",
            (_, Lang::Id) => "berbeda",
            (_, Lang::En) => "different",
        }
    }
}

/// A figure as people write it.
fn shown(figure: &str, lang: Lang) -> String {
    figure.parse().map_or_else(|_| figure.to_owned(), |figure| wording::decimal(lang, figure, 0))
}

/// Text as XML may hold it: markup escaped, control characters left out.
fn escape(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_control())
        .collect::<String>()
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
