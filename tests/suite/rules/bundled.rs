//! The bundled editions against the sheets and figures that they come from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kla::{AnsweredBy, BlockKind, Content, Depth, Edition, Indicator, Question};
use kla_tests::fixtures::root;
use num_rational::BigRational;

use crate::support::{every_edition, exact, rules, sources};

// Every edition

#[test]
fn no_bundled_edition_has_warnings() {
    for rules in every_edition() {
        let warnings = rules.edition.warnings();
        let told: Vec<String> = warnings.iter().map(|found| found.render(kla::Lang::En)).collect();
        assert!(told.is_empty(), "{}:\n{}", rules.name, told.join("\n"));
    }
}

#[test]
fn maxima_sum_to_a_thousand() {
    for rules in every_edition() {
        let sum = |maxima: Vec<kla::Points>| {
            maxima.into_iter().map(exact).fold(exact(0), |sum, maximum| sum + maximum)
        };
        let edition = &rules.edition;
        assert_eq!(exact(edition.total()), exact(1000));
        assert_eq!(sum(edition.blocks().iter().map(|block| block.maximum).collect()), exact(1000));
        for block in edition.blocks() {
            let rows: Vec<kla::Points> = block.indicators.iter().map(|row| row.maximum).collect();
            assert_eq!(rows.is_empty(), edition.depth() == Depth::Block, "{}", block.id);
            assert!(rows.is_empty() || sum(rows) == exact(block.maximum), "block {}", block.id);
        }
        for row in edition.indicators() {
            let Content::Questions { questions, excess } = &row.content else { continue };
            let offered = sum(questions.iter().map(|question| question.maximum).collect());
            match excess {
                None => assert_eq!(offered, exact(row.maximum), "row {}", row.id),
                Some(_) => assert!(offered > exact(row.maximum), "row {}", row.id),
            }
        }
    }
}

#[test]
fn every_question_has_an_owner_and_a_text_of_its_own() {
    for rules in every_edition() {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let questions = rules.edition.questions();
        let questions = questions.map(|question| (question.id.as_str(), &question.measure));
        let measured = rules.edition.indicators();
        let measured = measured.filter_map(|row| Some((row.id.as_str(), row.measure()?)));
        for (id, measure) in questions.chain(measured) {
            assert!(!measure.agencies.is_empty(), "{}: nobody owns {id}", rules.name);
            assert!(!measure.text.trim().is_empty(), "{}: {id} asks nothing", rules.name);
            if let Some(other) = seen.insert(&measure.text, id) {
                panic!("{}: {other} and {id} ask the same", rules.name);
            }
        }
    }
}

/// A name in a sheet must not mean two agencies.
#[test]
fn no_two_agencies_share_a_spelling() {
    for rules in every_edition() {
        for agency in rules.edition.agencies() {
            for spelling in agency.spellings() {
                let found = rules.edition.agency_named(spelling).map(|found| &found.id);
                assert_eq!(found, Some(&agency.id), "{}: {spelling}", rules.name);
            }
        }
    }
}

#[test]
fn the_clusters_are_the_five_of_the_convention() {
    for rules in every_edition() {
        let blocks = rules.edition.blocks().iter();
        let clusters = blocks.filter(|block| block.kind == BlockKind::Cluster);
        let clusters: Vec<&str> = clusters.map(|block| block.id.as_str()).collect();
        let five = ["klaster-1", "klaster-2", "klaster-3", "klaster-4", "klaster-5"];
        assert_eq!(clusters, five, "{}", rules.name);
    }
}

#[test]
fn the_bands_are_the_printed_ones() {
    let printed = [
        ("pratama", "500", "600"),
        ("madya", "601", "700"),
        ("nindya", "701", "800"),
        ("utama", "801", "900"),
        ("kla", "901", "1000"),
    ];
    for rules in every_edition() {
        let bands: Vec<(String, String, String)> = rules
            .edition
            .bands()
            .categories
            .iter()
            .map(|band| (band.id.to_string(), band.from.to_string(), band.to.to_string()))
            .collect();
        let printed = printed.map(|(id, from, to)| (id.to_owned(), from.to_owned(), to.to_owned()));
        assert_eq!(bands, printed, "{}", rules.name);
    }
}

#[test]
fn the_digest_tells_every_change_of_a_text_and_nothing_else() {
    let rules = rules("2022");
    let digest = |files: &[(String, String)]| {
        let edition = Edition::parse(sources(files)).expect("sound rules");
        edition.digest().to_owned()
    };
    let original = digest(&rules.files);
    let hexadecimal = original.strip_prefix("sha256:").expect("a named digest");
    assert!(hexadecimal.len() == 64 && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let mut elsewhere: Vec<(String, String)> = rules.files.clone();
    elsewhere.reverse();
    elsewhere.iter_mut().for_each(|(name, _)| *name = format!("elsewhere/{name}"));
    assert_eq!(digest(&elsewhere), original);
    let mut digests = BTreeSet::from([original]);
    for place in 0..rules.files.len() {
        let mut files = rules.files.clone();
        files[place].1.push_str("# a comment\n");
        assert!(digests.insert(digest(&files)), "{}", files[place].0);
    }
}

// 2022

#[test]
fn the_blocks_of_2022_are_those_that_sumbawa_printed() {
    let rules = rules("2022");
    assert_eq!(rules.edition.depth(), Depth::Block);
    let maxima = rules.edition.blocks().iter();
    let maxima: Vec<(&str, String)> =
        maxima.map(|block| (block.id.as_str(), block.maximum.to_string())).collect();
    let printed = [
        ("kelembagaan", "150"),
        ("klaster-1", "115"),
        ("klaster-2", "170"),
        ("klaster-3", "150"),
        ("klaster-4", "110"),
        ("klaster-5", "205"),
        ("kelana", "25"),
        ("dekela", "75"),
    ];
    assert_eq!(maxima, printed.map(|(id, maximum)| (id, maximum.to_owned())));
}

// 2023

#[test]
fn edition_2023_has_the_size_of_the_sheet() {
    let rules = rules("2023");
    let edition = &rules.edition;
    assert_eq!(edition.depth(), Depth::Question);
    assert_eq!(edition.blocks().len(), 7);
    assert_eq!(edition.indicators().count(), 31);
    assert_eq!(edition.questions().count(), 274);
}

/// A line of the sheet.
struct Line {
    block: String,
    indicator: String,
    /// Without the spaces that the sheet has in `P7 a`.
    question: String,
    maximum: BigRational,
    own_value: BigRational,
    answered_by: Option<AnsweredBy>,
    agencies: Vec<String>,
}

fn sheet() -> Vec<Line> {
    let path = root().join("fixtures/2023/rekap-274-butir-2024/lembar.csv");
    let text = fs::read_to_string(path).expect("the sheet is in the repository");
    let mut lines = text.lines();
    let head = "block,indicator,question,maximum,ogan_ilir_2024_self,answered_by_every_kecamatan,answered_by_every_desa,agencies";
    assert_eq!(lines.next(), Some(head));
    lines.map(line).collect()
}

fn line(line: &str) -> Line {
    let fields: Vec<&str> = line.split(',').collect();
    let [block, indicator, question, maximum, own_value, kecamatan, desa, agencies] = fields[..]
    else {
        panic!("eight fields: {line}");
    };
    let answered_by = match (kecamatan, desa) {
        ("True", "False") => Some(AnsweredBy::Kecamatan),
        ("False", "True") => Some(AnsweredBy::Desa),
        ("False", "False") => None,
        _ => panic!("who answers? {line}"),
    };
    let agencies = agencies.split(';').map(str::trim).filter(|name| !name.is_empty());
    Line {
        block: block.to_owned(),
        indicator: indicator.to_owned(),
        question: question.split_whitespace().collect(),
        maximum: exact(maximum),
        own_value: exact(own_value),
        answered_by,
        agencies: agencies.map(str::to_owned).collect(),
    }
}

#[test]
fn edition_2023_asks_what_the_sheet_asks() {
    let rules = rules("2023");
    let asked = rules.edition.blocks().iter().flat_map(|block| {
        block.indicators.iter().flat_map(move |row| {
            row.questions().iter().map(move |question| (block.id.to_string(), row, question))
        })
    });
    let asked: Vec<(String, &Indicator, &Question)> = asked.collect();
    let sheet = sheet();
    assert_eq!(asked.len(), sheet.len());
    for ((block, row, question), line) in asked.into_iter().zip(&sheet) {
        let place = (block.as_str(), row.id.as_str(), question.id.number());
        assert_eq!(place, (&*line.block, &*line.indicator, &*line.question));
        assert_eq!(exact(question.maximum), line.maximum, "{}", question.id);
        assert_eq!(question.measure.answered_by, line.answered_by, "{}", question.id);
        assert_eq!(owners(question), expected_owners(&rules.edition, line), "{}", question.id);
    }
}

fn owners(question: &Question) -> Vec<&str> {
    question.measure.agencies.iter().map(|agency| agency.as_str()).collect()
}

/// The agencies of the sheet by whatever spelling it uses, then whoever answers for himself.
fn expected_owners<'e>(edition: &'e Edition, line: &Line) -> Vec<&'e str> {
    let himself = line.answered_by.map(|answered_by| match answered_by {
        AnsweredBy::Kecamatan => "Kecamatan",
        AnsweredBy::Desa => "Desa/Kelurahan",
    });
    let names = line.agencies.iter().map(String::as_str).chain(himself);
    names
        .map(|name| {
            let agency = edition.agency_named(name);
            agency.unwrap_or_else(|| panic!("nobody is called {name}")).id.as_str()
        })
        .collect()
}

/// The sheet and the answers of its case are one and the same.
#[test]
fn the_case_of_274_questions_answers_as_the_sheet_does() {
    let path = root().join("fixtures/2023/rekap-274-butir-2024/answers.toml");
    let text = fs::read_to_string(path).expect("the answers are in the repository");
    let answers: toml::Table = text.parse().expect("answers are TOML");
    let mut count = 0;
    for (indicator, questions) in answers["answers"].as_table().expect("a table") {
        count += questions.as_table().expect("a table").len();
        assert!(sheet().iter().any(|line| line.indicator == *indicator));
    }
    for line in sheet() {
        let written = answers["answers"][&line.indicator][&line.question].as_str();
        assert_eq!(
            written.map(exact),
            Some(line.own_value),
            "{}.{}",
            line.indicator,
            line.question
        );
        count -= 1;
    }
    assert_eq!(count, 0, "the answers hold more than the sheet");
}

// profil-22

#[test]
fn profil_22_has_five_clusters_and_22_indicators() {
    let rules = rules("profil-22");
    assert_eq!(rules.edition.depth(), Depth::Indicator);
    assert_eq!(rules.edition.blocks().len(), 5);
    assert_eq!(rules.edition.indicators().count(), 22);
    assert!(rules.edition.indicators().all(|row| row.measure().is_some()));
}

/// Rows of 2023 that make one row of the profile; every other row stands for itself.
const MERGED: &[(&str, &[&str])] = &[
    ("21a", &["21A", "21B"]),
    ("21b", &["21C"]),
    ("22", &["22A", "22B"]),
    ("23", &["23A", "23B"]),
    ("24", &["24A", "24B"]),
];

/// Rows 4 to 24 of 2023 are worth 736; scaled to 1000 and made whole by largest remainder, where
/// equal remainders go to the earlier row.
#[test]
fn the_maxima_of_profil_22_follow_from_those_of_2023() {
    let (profile, instrument) = (rules("profil-22"), rules("2023"));
    let of_2023 = |id: &str| -> u32 {
        let row =
            instrument.edition.indicator(id).unwrap_or_else(|| panic!("2023 has no row {id}"));
        row.maximum.to_string().parse().expect("a whole maximum")
    };
    let weights: Vec<(&str, u32)> = profile
        .edition
        .indicators()
        .map(|row| {
            let id = row.id.as_str();
            let merged = MERGED.iter().find(|(merged, _)| *merged == id);
            (
                id,
                merged.map_or_else(
                    || of_2023(id),
                    |(_, rows)| rows.iter().copied().map(of_2023).sum(),
                ),
            )
        })
        .collect();
    let whole: u32 = weights.iter().map(|(_, weight)| weight).sum();
    assert_eq!(whole, 736);
    let mut maxima: Vec<u32> = weights.iter().map(|(_, weight)| weight * 1000 / whole).collect();
    let mut places: Vec<usize> = (0..weights.len()).collect();
    places.sort_by_key(|place| (std::cmp::Reverse(weights[*place].1 * 1000 % whole), *place));
    let missing = 1000 - maxima.iter().sum::<u32>();
    for place in places.into_iter().take(usize::try_from(missing).expect("a few")) {
        maxima[place] += 1;
    }
    for (row, maximum) in profile.edition.indicators().zip(maxima) {
        assert_eq!(row.maximum.to_string(), maximum.to_string(), "row {}", row.id);
    }
}
