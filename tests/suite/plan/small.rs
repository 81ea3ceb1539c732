//! Random editions that are small enough to try every way through them, with answers.

use std::fmt::Write as _;

use kla::{Edition, Source};

/// Numbers that decide everything; where they run out, the simplest thing happens.
pub struct Dice<'d> {
    numbers: &'d [u8],
}

impl<'d> Dice<'d> {
    pub fn new(numbers: &'d [u8]) -> Dice<'d> {
        Dice { numbers }
    }

    pub fn below(&mut self, end: usize) -> usize {
        let Some((first, rest)) = self.numbers.split_first() else { return 0 };
        self.numbers = rest;
        usize::from(*first) % end
    }
}

pub const AGENCIES: [&str; 3] = ["satu", "dua", "tiga"];

/// Units of the classes of work: the first three for documents, the last changes how children fare.
pub const CLASSES: [(&str, u64); 6] =
    [("serah", 1), ("perbaikan", 2), ("periksa", 1), ("kegiatan", 4), ("layanan", 6), ("hasil", 9)];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Awarded points of which no steps are known.
    Unknown,
    /// Awarded points in halves.
    Halves,
    /// A ladder of three levels.
    Ladder,
    /// Three items, together half a point more than the maximum.
    Checklist,
    /// Ranges of a percentage.
    Ranges,
    /// A percentage by its share, raised in quarters.
    Linear,
    /// Ranges of a percentage where less is better.
    Lower,
}

const KINDS: [Kind; 7] = [
    Kind::Unknown,
    Kind::Halves,
    Kind::Ladder,
    Kind::Checklist,
    Kind::Ranges,
    Kind::Linear,
    Kind::Lower,
];

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Given {
    Absent,
    Zero,
    NotApplicable,
    Part,
    Full,
}

#[derive(Clone, Debug)]
pub struct Leaf {
    pub id: String,
    pub kind: Kind,
    /// In hundredths.
    pub maximum: u64,
    pub agencies: Vec<usize>,
    pub class: usize,
    pub given: Given,
    pub status: Option<&'static str>,
}

/// A small edition with answers.
#[derive(Debug)]
pub struct Small {
    pub edition: Edition,
    pub leaves: Vec<Leaf>,
    pub answers: String,
    /// Whether what does not apply leaves the sum.
    pub leave: bool,
}

const HEAD: &str = "format = 1\nid = \"kecil\"\nrevision = 1\nname = \"Kecil\"\nyears = [2023, 2025]\ndepth = \"question\"\nblocks = [\"satu\", \"dua\"]\n";
const CITED: &str = "source = \"s\"\nconfidence = \"inferred\"\n";

/// Points in hundredths as a decimal text.
pub fn written(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Small {
    pub fn new(numbers: &[u8]) -> Small {
        let mut dice = Dice::new(numbers);
        let leaves_leave = dice.below(3) == 2;
        let rows: Vec<usize> = [1 + dice.below(2), 1 + dice.below(2)].to_vec();
        let (mut leaves, mut blocks, mut total) = (Vec::new(), Vec::new(), 0);
        let mut row_number = 0;
        for (block, rows) in ["satu", "dua"].iter().zip(rows) {
            let (mut text, mut maximum) = (String::new(), 0);
            for _ in 0..rows {
                row_number += 1;
                let own: Vec<Leaf> = (0..1 + dice.below(2))
                    .map(|place| leaf(&format!("{row_number}.P{}", place + 1), &mut dice))
                    .collect();
                let offered: u64 = own.iter().map(|leaf| leaf.maximum).sum();
                let capped = dice.below(3) == 1 && offered > 100;
                let row = if capped { offered - 50 } else { offered };
                let _ = writeln!(
                    text,
                    "[[indicator]]\nid = \"{row_number}\"\nname = \"Baris\"\nmaximum = \"{}\"\n{CITED}{}",
                    written(row),
                    if capped { "excess = \"cap\"\nexcess_reason = \"contoh\"" } else { "" }
                );
                for leaf in &own {
                    text.push_str(&question(leaf));
                }
                leaves.extend(own);
                maximum += row;
            }
            let head = format!(
                "format = 1\n[block]\nid = \"{block}\"\nname = \"Blok\"\nshort = \"Blok\"\nmaximum = \"{}\"\n{CITED}",
                written(maximum)
            );
            blocks.push((format!("{block}.toml"), head + &text));
            total += maximum;
        }
        let main = main(&mut dice, total, leaves_leave, row_number, &leaves);
        let mut files = vec![Source::new("edition.toml", main)];
        files.extend(blocks.iter().map(|(name, text)| Source::new(name, text)));
        let edition = Edition::parse(files).unwrap_or_else(|rejected| panic!("{rejected}"));
        let answers = answers(&leaves, given);
        Small { edition, leaves, answers, leave: leaves_leave }
    }
}

fn leaf(id: &str, dice: &mut Dice<'_>) -> Leaf {
    let agencies = match dice.below(6) {
        5 => vec![0, 1],
        4 => vec![1, 2],
        number => vec![number % 3],
    };
    Leaf {
        id: id.to_owned(),
        kind: KINDS[dice.below(KINDS.len())],
        maximum: [100, 200, 300, 450][dice.below(4)],
        agencies,
        class: [3, 3, 4, 5][dice.below(4)],
        given: [Given::Absent, Given::Zero, Given::Part, Given::Full, Given::NotApplicable]
            [dice.below(5)],
        status: [None, Some("sah"), Some("ditolak"), Some("belum-diperiksa")][dice.below(4)],
    }
}

fn main(dice: &mut Dice<'_>, total: u64, leave: bool, rows: usize, leaves: &[Leaf]) -> String {
    let mut text = format!("{HEAD}[total]\npoints = \"{}\"\n{CITED}", written(total));
    let (low, high) = (total * 4 / 10, total * 7 / 10);
    let _ = write!(
        text,
        "[bands]\nbelow = \"belum\"\nbetween = \"{}\"\n{CITED}\
         [[category]]\nid = \"awal\"\nname = \"Awal\"\nfrom = \"{}\"\nto = \"{}\"\n{CITED}\
         [[category]]\nid = \"puncak\"\nname = \"Puncak\"\nfrom = \"{}\"\nto = \"{}\"\n{CITED}\
         [rounding]\nat = \"question\"\ndigits = 2\nties = \"half-up\"\n{CITED}\
         [not_applicable]\n{}{CITED}\
         [[stage]]\nid = \"mandiri\"\nname = \"Mandiri\"\n",
        ["lower", "none"][usize::from(dice.below(4) == 3)],
        written(low),
        written(high - if total > 600 { 60 } else { 1 }),
        written(high),
        written(total),
        if leave {
            "policy = \"leaves\"\ndigits = 2\nties = \"half-up\"\n"
        } else {
            "policy = \"lost\"\n"
        },
    );
    let first = &leaves[0];
    let last = &leaves[leaves.len() - 1];
    let condition = match dice.below(6) {
        1 => format!(
            "all = [ {{ question = \"{}\", at_least = \"{}\" }} ]",
            last.id,
            written(last.maximum)
        ),
        2 => format!("all = [ {{ indicators = {}, at_share = \"70\" }} ]", 1 + dice.below(rows)),
        3 => format!(
            "any = [ {{ question = \"{}\", at_least = \"{}\" }}, {{ indicator = \"{rows}\", at_least = \"0.5\" }} ]",
            first.id,
            written(first.maximum)
        ),
        4 => format!(
            "all = [ {{ indicators = {}, at_share = \"50\" }}, {{ indicators = 1, at_share = \"90\" }} ]",
            1 + dice.below(rows)
        ),
        _ => String::new(),
    };
    if !condition.is_empty() {
        let category = ["puncak", "awal"][dice.below(2)];
        let _ = writeln!(
            text,
            "[[gate]]\nid = \"syarat\"\ncategory = \"{category}\"\neffect = \"cap\"\ntext = \"Syarat.\"\n{condition}\n{CITED}"
        );
    }
    let _ = write!(
        text,
        "[effort]\nusual = \"kegiatan\"\nmissing = \"serah\"\nrejected = \"perbaikan\"\nunchecked = \"periksa\"\nstep = \"25\"\n{CITED}"
    );
    for (place, (id, units)) in CLASSES.iter().enumerate() {
        let _ = writeln!(
            text,
            "[[effort.class]]\nid = \"{id}\"\nname = \"{id}\"\naction = \"Kerjakan\"\nunits = {units}\n{}",
            match place {
                0 | 1 => "pace = \"quick\"",
                5 => "kind = \"outcome\"",
                _ => "",
            }
        );
    }
    for id in AGENCIES {
        let _ =
            writeln!(text, "[[agency]]\nid = \"{id}\"\nname = \"Dinas {id}\"\nshort = \"D{id}\"");
    }
    text + "[[source]]\nid = \"s\"\ntitle = \"Contoh\"\n"
}

fn question(leaf: &Leaf) -> String {
    let (half, full) = (written(leaf.maximum / 2), written(leaf.maximum));
    let shape = match leaf.kind {
        Kind::Unknown => "shape = \"points\"\nsteps = { unknown = \"contoh\" }".to_owned(),
        Kind::Halves => format!(
            "shape = \"points\"\nsteps = {{ values = [\"0\", \"{half}\", \"{full}\"], source = \"s\", confidence = \"inferred\" }}"
        ),
        Kind::Ladder => format!(
            "shape = \"ladder\"\nlevels = [ {{ id = \"tanpa\", text = \"Belum\", points = \"0\" }}, {{ id = \"sebagian\", text = \"Sebagian\", points = \"{half}\" }}, {{ id = \"penuh\", text = \"Penuh\", points = \"{full}\" }} ]"
        ),
        Kind::Checklist => format!(
            "shape = \"checklist\"\nitems = [ {{ id = \"a\", text = \"A\", points = \"{half}\" }}, {{ id = \"b\", text = \"B\", points = \"{half}\" }}, {{ id = \"c\", text = \"C\", points = \"0.5\" }} ]"
        ),
        Kind::Ranges => format!(
            "shape = \"percent\"\nzero_total = \"not-applicable\"\nscale = \"steps\"\nthresholds = [ {{ below = \"50\", points = \"0\" }}, {{ from = \"50\", below = \"80\", points = \"{half}\" }}, {{ from = \"80\", points = \"{full}\" }} ]"
        ),
        Kind::Linear => {
            "shape = \"percent\"\nzero_total = \"not-applicable\"\nscale = \"linear\"".to_owned()
        }
        Kind::Lower => format!(
            "shape = \"percent\"\nbetter = \"lower\"\nzero_total = \"not-applicable\"\nscale = \"steps\"\nthresholds = [ {{ to = \"10\", points = \"{full}\" }}, {{ above = \"10\", points = \"0\" }} ]"
        ),
    };
    let number = leaf.id.split_once('.').map_or("", |(_, number)| number);
    let agencies: Vec<String> =
        leaf.agencies.iter().map(|place| format!("\"{}\"", AGENCIES[*place])).collect();
    format!(
        "[[indicator.question]]\nid = \"{number}\"\ntext = \"Apa?\"\n{shape}\nmaximum = \"{full}\"\nagencies = [{}]\neffort = \"{}\"\n{CITED}\n",
        agencies.join(", "),
        CLASSES[leaf.class].0
    )
}

/// The answer as it was given, with its status.
fn given(leaf: &Leaf) -> Option<String> {
    let half = written(leaf.maximum / 2);
    let full = written(leaf.maximum);
    let part = match leaf.kind {
        Kind::Unknown | Kind::Halves => format!("points = \"{half}\""),
        Kind::Ladder => "level = \"sebagian\"".to_owned(),
        Kind::Checklist => "items = [\"a\"]".to_owned(),
        Kind::Ranges | Kind::Linear => "percent = \"50\"".to_owned(),
        Kind::Lower => "percent = \"40\"".to_owned(),
    };
    let said = match leaf.given {
        Given::Absent => String::new(),
        Given::Zero => "state = \"nol\"".to_owned(),
        Given::NotApplicable => "state = \"tidak-berlaku\"".to_owned(),
        Given::Part => part,
        Given::Full => match leaf.kind {
            Kind::Ladder => "level = \"penuh\"".to_owned(),
            Kind::Checklist => "items = [\"a\", \"b\", \"c\"]".to_owned(),
            Kind::Ranges | Kind::Linear => "percent = \"100\"".to_owned(),
            Kind::Lower => "percent = \"5\"".to_owned(),
            Kind::Unknown | Kind::Halves => format!("points = \"{full}\""),
        },
    };
    let status = leaf.status.map(|status| format!("status = \"{status}\""));
    let pairs: Vec<String> =
        [said].into_iter().filter(|said| !said.is_empty()).chain(status).collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

/// An answers file in which each question says what is decided.
pub fn answers(leaves: &[Leaf], says: impl Fn(&Leaf) -> Option<String>) -> String {
    let mut text =
        "format = 1\nedition = \"kecil\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n"
            .to_owned();
    let mut open = "";
    for leaf in leaves {
        let Some(said) = says(leaf) else { continue };
        let (row, number) = leaf.id.split_once('.').expect("a question of a row");
        if row != open {
            let _ = writeln!(text, "[answers.\"{row}\"]");
            open = row;
        }
        let _ = writeln!(text, "{number} = {said}");
    }
    text
}
