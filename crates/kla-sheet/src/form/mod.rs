//! Forms to fill in, blank or with answers: as a workbook or as a CSV table.

pub(crate) mod csv;
mod evidence;
mod formula;
mod guide;
mod leaves;
pub(crate) mod looks;
mod plan;
mod rows;
mod summary;
pub(crate) mod xlsx;

use kla::{AgencyId, Answers, Edition, Region, Stage, Text};

/// A form for a region and an edition.
///
/// ```
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let region = kla::Regions::bundled().get("16.10").unwrap();
/// let form = kla_sheet::Form::blank(edition).region(region).year(2024);
/// assert!(form.to_xlsx().unwrap().starts_with(b"PK"));
/// ```
#[derive(Clone, Debug)]
pub struct Form<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) year: u16,
    pub(crate) stage: Option<&'a Stage>,
    pub(crate) answers: Option<&'a Answers<'a>>,
    pub(crate) part: Part,
}

/// Which questions a form holds.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Part {
    /// All of them.
    #[default]
    Whole,
    /// Those that an agency answers, alone or with others.
    Agency(AgencyId),
    /// What no agency's form holds: questions without an agency, figures stated for a whole, printed
    /// figures, notes, and the whole register of evidence.
    Coordinator,
}

impl Part {
    /// The parts that together hold everything: each agency that a question names, and what remains.
    #[must_use]
    pub fn all(edition: &Edition) -> Vec<Part> {
        let named =
            |id: &AgencyId| leaves::measures(edition).any(|measure| measure.agencies.contains(id));
        let agencies = edition.agencies().iter().map(|agency| &agency.id).filter(|id| named(id));
        agencies.cloned().map(Part::Agency).chain([Part::Coordinator]).collect()
    }

    /// The word in the workbook and in names of files: the agency's id, or `koordinator`.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Part::Whole => "semua",
            Part::Agency(id) => id.as_str(),
            Part::Coordinator => "koordinator",
        }
    }
}

/// Why a form cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormError {
    /// A text is longer than a cell of a workbook can be: where it stands, and how long it is.
    TextTooLong {
        /// The question or the row.
        row: String,
        /// In characters.
        length: usize,
    },
    /// The writer of workbooks failed.
    Workbook(rust_xlsxwriter::XlsxError),
}

impl FormError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        match self {
            FormError::TextTooLong { row, length } => Text::new(
                format!(
                    "teks pada `{row}` panjangnya {length} huruf; sebuah sel paling banyak memuat 32767"
                ),
                format!("a text at `{row}` has {length} characters; a cell holds at most 32767"),
            ),
            FormError::Workbook(error) => Text::new(
                format!("buku kerja tidak dapat dibuat ({error})"),
                format!("the workbook cannot be made ({error})"),
            ),
        }
    }
}

impl std::fmt::Display for FormError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.message().get(kla::Lang::En))
    }
}

impl std::error::Error for FormError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            FormError::TextTooLong { .. } => None,
            FormError::Workbook(error) => Some(error),
        }
    }
}

impl From<rust_xlsxwriter::XlsxError> for FormError {
    fn from(error: rust_xlsxwriter::XlsxError) -> FormError {
        FormError::Workbook(error)
    }
}

impl<'a> Form<'a> {
    /// An empty form for the first stage and the last year of an edition, without a region.
    #[must_use]
    pub fn blank(edition: &'a Edition) -> Form<'a> {
        Form {
            edition,
            code: None,
            name: None,
            year: *edition.years().end(),
            stage: edition.stages().first(),
            answers: None,
            part: Part::Whole,
        }
    }

    /// A form that holds answers.
    #[must_use]
    pub fn filled(answers: &'a Answers<'a>) -> Form<'a> {
        Form {
            edition: answers.edition(),
            code: Some(answers.place().code.clone()),
            name: answers.place().name.clone(),
            year: answers.year(),
            stage: Some(answers.stage()),
            answers: Some(answers),
            part: Part::Whole,
        }
    }

    /// The same form for a region.
    #[must_use]
    pub fn region(mut self, region: &Region) -> Form<'a> {
        self.code = Some(region.code.clone());
        self.name = Some(region.name.clone());
        self
    }

    /// The same form for an evaluation year.
    #[must_use]
    pub fn year(mut self, year: u16) -> Form<'a> {
        self.year = year;
        self
    }

    /// The same form for a stage.
    #[must_use]
    pub fn stage(mut self, stage: &'a Stage) -> Form<'a> {
        self.stage = Some(stage);
        self
    }

    /// The same form with some of the questions.
    #[must_use]
    pub fn part(mut self, part: Part) -> Form<'a> {
        self.part = part;
        self
    }

    /// The edition that it is for.
    #[must_use]
    pub fn edition(&self) -> &'a Edition {
        self.edition
    }

    /// The form as an Excel workbook (.xlsx).
    ///
    /// The same form gives the same bytes.
    ///
    /// # Errors
    ///
    /// When a text is longer than a cell can be.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, FormError> {
        xlsx::write(self, &plan::of(self))
    }

    /// The form as one CSV table for Indonesian Excel: UTF-8 with a byte order mark, semicolons,
    /// decimal commas. It has no formulas; sub-totals are empty.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv::write(&plan::of(self))
    }

    /// An id of the form, by which copies of it are recognised: made from what it is for, not from a
    /// clock or chance.
    pub(crate) fn id(&self) -> String {
        let stage = self.stage.map_or("", |stage| stage.id.as_str());
        let what = format!(
            "{}|{}|{}|{}|{stage}|{}",
            self.edition.id(),
            self.edition.digest(),
            self.code.as_deref().unwrap_or(""),
            self.year,
            self.part.word()
        );
        // FNV-1a: names the form, protects nothing.
        let hash = what.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("kla-{:012x}", hash >> 16)
    }
}
