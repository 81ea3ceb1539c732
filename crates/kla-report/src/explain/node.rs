//! The nodes of a score, each as the sum of its parts.

use kla::wording::{fraction, points, short_points};
use kla::{
    Address, Basis, BlockScore, IndicatorScore, Lang, Points, QuestionScore, Rescale, State,
};

use super::document::{Addend, Heads, Piece};
use super::writer::Writer;
use crate::view::{place, state_word};

impl Writer<'_, '_> {
    pub(super) fn total(&mut self) {
        let (total, maximum) = (self.card.total(), self.card.edition().total());
        let name = place(&Address::Total, self.card, self.lang);
        let region = self.card.answers().place().label();
        self.title(&format!("{name}, {region}"), total, maximum);
        let blocks = self.card.blocks();
        let parts: Vec<Addend> = blocks
            .iter()
            .map(|block| {
                let note = self.basis_note(block.basis);
                self.addend(block.points, &block.block.short, block.block.maximum, note)
            })
            .collect();
        self.sum(parts, blocks.iter().map(|block| block.points).sum(), None);
        self.rescale(self.card.rescale());
        let open = blocks.iter().filter(|block| block.basis != Basis::Stated);
        self.missing(open.flat_map(|block| &block.indicators));
        self.category();
        self.gates();
        self.gap();
        self.remarks(&Address::Total);
    }

    pub(super) fn block(&mut self, block: &BlockScore<'_>) {
        self.title(&block.block.name, block.points, block.block.maximum);
        match block.basis {
            Basis::Parts => {
                let rows = &block.indicators;
                let parts: Vec<Addend> = rows
                    .iter()
                    .map(|row| {
                        let note = if row.not_counted().is_zero() {
                            self.basis_note(row.basis)
                        } else {
                            self.word("dibatasi maksimumnya", "cut to its maximum")
                        };
                        let indicator = row.indicator;
                        let name = format!("{} {}", indicator.id, indicator.name);
                        self.addend(row.points, &name, indicator.maximum, note)
                    })
                    .collect();
                self.sum(parts, rows.iter().map(|row| row.points).sum(), None);
                self.rescale(block.rescale.as_ref());
                self.missing(rows);
            }
            Basis::Left => self.left(),
            Basis::Stated | Basis::Measured => self.stated(block.points),
            Basis::Nothing => self.nothing(),
        }
        self.rule(&block.block.place, &block.block.citation);
        self.remarks(&Address::Block(block.block.id.clone()));
    }

    /// The answers that were not given, and what they are worth.
    fn missing<'s, 'c: 's>(&mut self, rows: impl IntoIterator<Item = &'s IndicatorScore<'c>>) {
        const SHOWN: usize = 12;
        let (mut names, mut worth) = (Vec::new(), Points::ZERO);
        let is_open = |leaf: &kla::LeafScore<'_>| {
            matches!(leaf.response.state, State::Empty | State::Unknown)
                && leaf.response.beside.is_none()
        };
        let asked = |row: &&IndicatorScore<'c>| matches!(row.basis, Basis::Parts | Basis::Nothing);
        for row in rows.into_iter().filter(asked) {
            for question in row.questions.iter().filter(|question| is_open(&question.leaf)) {
                names.push(question.question.id.as_str());
                worth += question.leaf.maximum;
            }
            if row.measured.as_ref().is_some_and(is_open) {
                names.push(row.indicator.id.as_str());
                worth += row.indicator.maximum;
            }
        }
        if names.is_empty() {
            return;
        }
        let (number, worth) = (names.len(), short_points(self.lang, worth));
        let more = number.saturating_sub(SHOWN);
        let mut listed = names[..number.min(SHOWN)].join(", ");
        if more > 0 {
            listed.push_str(&match self.lang {
                Lang::Id => format!(", dan {more} lainnya"),
                Lang::En => format!(", and {more} more"),
            });
        }
        let text = match self.lang {
            Lang::Id => format!("{number} butir, bernilai sampai {worth}: {listed}"),
            Lang::En => format!("{number} questions, worth up to {worth}: {listed}"),
        };
        self.gap();
        self.labelled(self.word("Belum terisi", "Not answered"), text);
    }

    pub(super) fn row(&mut self, block: &BlockScore<'_>, row: &IndicatorScore<'_>) {
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

    pub(super) fn question(
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

    pub(super) fn title(&mut self, name: &str, earned: Points, maximum: Points) {
        let of = self.word("dari", "of");
        let (earned, maximum) = (points(self.lang, earned), short_points(self.lang, maximum));
        self.heading(format!("{name}: {earned} {of} {maximum}"));
    }

    /// A node about which nothing is known, because its block or row was stated as a whole.
    pub(super) fn not_told(&mut self, name: &str, maximum: Points, whole: &str, stated: Points) {
        let (maximum, stated) = (short_points(self.lang, maximum), points(self.lang, stated));
        let title = match self.lang {
            Lang::Id => format!("{name}: tidak dirinci (maksimum {maximum})"),
            Lang::En => format!("{name}: not told (maximum {maximum})"),
        };
        self.heading(title);
        self.paragraph(
            &format!("Nilai {whole}, {stated}, dinyatakan langsung untuk keseluruhannya; bagian-bagiannya tidak diketahui."),
            &format!("The points of {whole}, {stated}, are stated for the whole; nothing is known about its parts."),
        );
    }

    /// Parts below each other with a plus sign, and their sum under a rule.
    fn sum(&mut self, parts: Vec<Addend>, sum: Points, offered: Option<Points>) {
        self.gap();
        let piece = Piece::Sum {
            heads: Heads {
                points: self.word("Nilai", "Points"),
                part: self.word("Bagian", "Part"),
                maximum: self.word("Maksimum", "Maximum"),
                note: self.word("Keterangan", "Note"),
            },
            parts,
            sum: points(self.lang, sum),
            maximum: offered.map(|offered| self.of(offered)).unwrap_or_default(),
        };
        self.push(piece);
    }

    fn addend(&self, earned: Points, name: &str, maximum: Points, note: &str) -> Addend {
        Addend {
            points: points(self.lang, earned),
            name: name.to_owned(),
            maximum: self.of(maximum),
            note: note.to_owned(),
        }
    }

    fn of(&self, maximum: Points) -> String {
        format!("{} {}", self.word("dari", "of"), short_points(self.lang, maximum))
    }

    /// Why a part is not the sum of its own parts; empty where it is.
    fn basis_note(&self, basis: Basis) -> &'static str {
        match basis {
            Basis::Parts | Basis::Measured => "",
            Basis::Stated => self.word("dinyatakan langsung", "stated as a whole"),
            Basis::Nothing => self.word("belum ada isian", "nothing given"),
            Basis::Left => self.word("tidak berlaku", "not applicable"),
        }
    }

    /// The questions of a row, their sum, and the cap where there is one.
    fn questions(&mut self, row: &IndicatorScore<'_>) {
        let parts: Vec<Addend> = row
            .questions
            .iter()
            .map(|QuestionScore { question, leaf, .. }| {
                let note = match leaf.response.state {
                    State::Points(_) | State::Given(_) => "",
                    other => state_word(other, self.lang),
                };
                self.addend(leaf.points, question.id.number(), leaf.maximum, note)
            })
            .collect();
        self.sum(parts, row.earned, Some(row.indicator.offered()));
        self.cap(row);
    }

    pub(super) fn cap(&mut self, row: &IndicatorScore<'_>) {
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

    /// How what stayed was scaled up, where parts left.
    pub(super) fn rescale(&mut self, rescale: Option<&Rescale>) {
        let Some(rescale) = rescale else { return };
        let lang = self.lang;
        let text = format!(
            "{} × {} ÷ {} = {} → {}",
            short_points(lang, rescale.whole),
            short_points(lang, rescale.earned),
            short_points(lang, rescale.stayed),
            fraction(lang, rescale.product),
            points(lang, rescale.points())
        );
        let digits = rescale.round.digits;
        let text = match lang {
            Lang::Id => format!("{text} ({digits} desimal, setengah ke atas)"),
            Lang::En => format!("{text} ({digits} decimals, half up)"),
        };
        self.gap();
        self.labelled(self.word("Penskalaan", "Scaling"), text);
        self.paragraph(
            "Ada bagian yang tidak berlaku; maksimumnya keluar dan sisanya diskalakan.",
            "Parts do not apply; their maxima left and the rest was scaled up.",
        );
    }

    pub(super) fn stated(&mut self, stated: Points) {
        let stated = points(self.lang, stated);
        self.paragraph(
            &format!("Nilai {stated} dinyatakan langsung dalam berkas isian; rinciannya tidak diberikan, jadi tidak ada yang dijumlahkan."),
            &format!("The {stated} points are stated in the answers file as they are; no parts were given, so nothing is added up."),
        );
    }

    pub(super) fn left(&mut self) {
        self.paragraph(
            "Seluruhnya tidak berlaku; menurut aturan maksimumnya keluar dari penjumlahan.",
            "None of it applies; by the rule its maximum leaves the sum.",
        );
    }

    pub(super) fn nothing(&mut self) {
        self.paragraph(
            "Belum ada isian, jadi dihitung 0.",
            "Nothing was given, so it counts as 0.",
        );
    }
}
