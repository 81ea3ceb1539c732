//! What a batch says while it runs: the first findings, and how many lines there were.

use kla::{Lang, Severity, wording};

use super::output::Outcome;
use crate::{Colour, Exit, Streams, show};

/// Findings of one severity that are shown; the rest is counted, for a stream may have millions.
const MOST: u64 = 20;

/// What has been heard so far.
pub(super) struct Teller {
    lang: Lang,
    scored: u64,
    refused: u64,
    errors: u64,
    warnings: u64,
}

impl Teller {
    pub(super) fn new(lang: Lang) -> Teller {
        Teller { lang, scored: 0, refused: 0, errors: 0, warnings: 0 }
    }

    /// Whether there has been any line.
    pub(super) fn has_read(&self) -> bool {
        self.scored + self.refused > 0
    }

    /// Hears what became of a line, and says what is wrong with it.
    pub(super) fn hear(&mut self, outcome: &Outcome, streams: &mut Streams<'_>) -> Exit {
        let count = if outcome.scored { &mut self.scored } else { &mut self.refused };
        *count += 1;
        for finding in &outcome.findings {
            let heard = match finding.severity() {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
            };
            *heard += 1;
            if *heard <= MOST {
                self.clear(streams);
                show::diagnostic(finding, self.lang, streams);
            }
        }
        if outcome.scored { Exit::Done } else { Exit::Unusable }
    }

    /// How many findings were not shown, and how many lines there were.
    pub(super) fn sum_up(&self, streams: &mut Streams<'_>) {
        let whole = |count: u64| wording::whole(self.lang, count);
        let unsaid = self.errors.saturating_sub(MOST) + self.warnings.saturating_sub(MOST);
        if unsaid > 0 {
            let line = match self.lang {
                Lang::Id => format!("… dan {} temuan lain", whole(unsaid)),
                Lang::En => format!("… and {} more findings", whole(unsaid)),
            };
            let _ = writeln!(streams.messages, "{line}");
        }
        let read = whole(self.scored + self.refused);
        let (scored, refused) = (whole(self.scored), whole(self.refused));
        let line = match self.lang {
            Lang::Id => format!("{read} wilayah dibaca, {scored} dinilai, {refused} ditolak"),
            Lang::En => format!("regions read: {read}; scored: {scored}; refused: {refused}"),
        };
        let _ = writeln!(streams.messages, "{line}");
    }

    /// How far it is, where somebody watches: colours mean a terminal.
    pub(super) fn progress(&self, streams: &mut Streams<'_>) {
        if streams.colour == Colour::Styled {
            let read = wording::whole(self.lang, self.scored + self.refused);
            let _ = write!(streams.messages, "\r{read} …");
        }
    }

    /// Takes the progress away, for other words.
    pub(super) fn clear(&self, streams: &mut Streams<'_>) {
        if streams.colour == Colour::Styled {
            let _ = write!(streams.messages, "\r\x1b[K");
        }
    }
}
