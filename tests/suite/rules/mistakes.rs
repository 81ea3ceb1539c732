//! Editions with a mistake: the bundled texts with one change, and what must be found of it.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use kla::{Diagnostic, Edition, Lang, Severity};
use proptest::prelude::*;
use proptest::sample::Index;

use super::shape_mistakes::OF_SHAPES;
use crate::support::{Edit, Rules, every_rules, for_all, named_twice, place, rules, sources};

/// A change to an edition.
pub struct Mistake {
    pub name: &'static str,
    pub edition: &'static str,
    pub change: Change,
    /// All that must be found: the edition's own file first, then the blocks in their order.
    pub finds: &'static [Find],
}

pub enum Change {
    /// A text becomes another.
    Text(Edit),
    /// A file is not there.
    Without(&'static str),
    /// A file is there that nobody asked for.
    With(&'static str, &'static str),
}

/// A finding: code, file, and a text after another one; the line on which that stands is the place.
pub struct Find(pub &'static str, pub &'static str, pub &'static str, pub &'static str);

use Change::{Text, With, Without};

const MISTAKES: &[Mistake] = &[
    // Sums
    Mistake {
        name: "questions that offer more than their indicator has, without a cap",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"P1\"\n",
            from: "maximum = \"1\"",
            to: "maximum = \"1.5\"",
        }),
        finds: &[Find("sum-mismatch", "klaster-1", "id = \"4\"", "maximum = \"15\"")],
    },
    Mistake {
        name: "questions that offer less than their indicator has",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"P1\"\n",
            from: "maximum = \"1\"",
            to: "maximum = \"0,99\"",
        }),
        finds: &[Find("sum-mismatch", "klaster-1", "id = \"4\"", "maximum = \"15\"")],
    },
    Mistake {
        name: "an indicator that fits neither its questions nor its block",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "maximum = \"15\"",
            to: "maximum = \"16\"",
        }),
        finds: &[
            Find("sum-mismatch", "klaster-1", "[block]", "maximum = \"115\""),
            Find("sum-mismatch", "klaster-1", "id = \"4\"", "maximum = \"16\""),
        ],
    },
    Mistake {
        name: "indicators that do not add up to their block",
        edition: "profil-22",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "maximum = \"20\"",
            to: "maximum = \"20.01\"",
        }),
        finds: &[Find("sum-mismatch", "klaster-1", "[block]", "maximum")],
    },
    Mistake {
        name: "blocks that do not add up to the total",
        edition: "2022",
        change: Text(Edit {
            file: "kelana",
            after: "[block]",
            from: "maximum = \"25\"",
            to: "maximum = \"26\"",
        }),
        finds: &[Find("sum-mismatch", "edition", "[total]", "points")],
    },
    Mistake {
        name: "a block of another size",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "[block]",
            from: "maximum = \"115\"",
            to: "maximum = \"150\"",
        }),
        finds: &[
            Find("sum-mismatch", "edition", "[total]", "points"),
            Find("sum-mismatch", "klaster-1", "[block]", "maximum"),
        ],
    },
    Mistake {
        name: "a total of another size",
        edition: "2022",
        change: Text(Edit { file: "edition", after: "[total]", from: "\"1000\"", to: "\"999\"" }),
        finds: &[
            Find("sum-mismatch", "edition", "[total]", "points"),
            Find("band-order", "edition", "id = \"utama\"", "[[category]]"),
        ],
    },
    Mistake {
        name: "a cap where nothing needs capping",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "maximum = \"15\"",
            to: "maximum = \"15\"\nexcess = \"cap\"\nexcess_reason = \"?\"",
        }),
        finds: &[Find("needless-cap", "klaster-1", "id = \"4\"", "maximum")],
    },
    Mistake {
        name: "a cap without its reason",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-4",
            after: "excess = \"cap\"",
            from: "excess_reason",
            to: "alasan",
        }),
        finds: &[
            Find("missing-key", "klaster-4", "id = \"18\"", "[[indicator]]"),
            Find("unknown-key", "klaster-4", "excess = \"cap\"", "alasan"),
        ],
    },
    Mistake {
        name: "a cap taken away",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-5",
            after: "id = \"21B\"",
            from: "excess = \"cap\"\nexcess_reason",
            to: "#",
        }),
        finds: &[Find("sum-mismatch", "klaster-5", "id = \"21B\"", "maximum = \"17\"")],
    },
    // Ids and references
    Mistake {
        name: "a question twice",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "id = \"P2\"",
            to: "id = \"P1\" #",
        }),
        finds: &[Find("duplicate-id", "klaster-1", "", "id = \"P1\" #")],
    },
    Mistake {
        name: "an indicator twice, in another block",
        edition: "2023",
        change: Text(Edit { file: "klaster-2", after: "", from: "id = \"7\"", to: "id = \"4\"" }),
        finds: &[Find("duplicate-id", "klaster-2", "", "id = \"4\"")],
    },
    Mistake {
        name: "an indicator with the id of a block",
        edition: "profil-22",
        change: Text(Edit {
            file: "klaster-1",
            after: "",
            from: "id = \"4\"",
            to: "id = \"klaster-1\" #",
        }),
        finds: &[Find("duplicate-id", "klaster-1", "", "id = \"klaster-1\" #")],
    },
    Mistake {
        name: "an indicator called like the total",
        edition: "profil-22",
        change: Text(Edit {
            file: "klaster-1",
            after: "",
            from: "id = \"4\"",
            to: "id = \"total\"",
        }),
        finds: &[Find("bad-id", "klaster-1", "", "id = \"total\"")],
    },
    Mistake {
        name: "a block called like the total",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "blocks = ",
            from: "\"dekela\"",
            to: "\"dekela\", \"total\"",
        }),
        finds: &[Find("bad-id", "edition", "blocks = ", "\"dekela\"")],
    },
    Mistake {
        name: "a block listed twice",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "blocks = ",
            from: "\"dekela\"",
            to: "\"dekela\", \"dekela\"",
        }),
        finds: &[Find("duplicate-id", "edition", "blocks = ", "\"dekela\"")],
    },
    Mistake {
        name: "a category twice",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "id = \"madya\"",
            to: "id = \"pratama\" #",
        }),
        finds: &[Find("duplicate-id", "edition", "", "id = \"pratama\" #")],
    },
    Mistake {
        name: "an id with a space",
        edition: "2023",
        change: Text(Edit {
            file: "kelana-dekela",
            after: "",
            from: "id = \"P7a\"",
            to: "id = \"P7 a\"",
        }),
        finds: &[Find("bad-id", "kelana-dekela", "", "id = \"P7 a\"")],
    },
    Mistake {
        name: "a block in the file of another",
        edition: "2022",
        change: Text(Edit {
            file: "kelana",
            after: "",
            from: "id = \"kelana\"",
            to: "id = \"kelanaa\"",
        }),
        finds: &[Find("bad-id", "kelana", "", "id = \"kelanaa\"")],
    },
    Mistake {
        name: "a source that is not listed",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "\"rekap-2024\"",
            to: "\"rekap-2042\"",
        }),
        finds: &[Find("unknown-reference", "klaster-1", "", "rekap-2042")],
    },
    Mistake {
        name: "an agency that is not listed",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "[\"disdukcapil\"]",
            to: "[\"dukcapil\"]",
        }),
        finds: &[Find("unknown-reference", "klaster-1", "", "[\"dukcapil\"]")],
    },
    Mistake {
        name: "a kind of evidence that is not listed",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "[\"matriks\"]",
            to: "[\"matrix\"]",
        }),
        finds: &[Find("unknown-reference", "klaster-1", "", "[\"matrix\"]")],
    },
    Mistake {
        name: "a gate on a question that is not there",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "\"1.P1\"",
            to: "\"1.P11\"",
        }),
        finds: &[Find("unknown-reference", "edition", "", "\"1.P11\"")],
    },
    Mistake {
        name: "a gate on an indicator that is not there",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "question = \"1.P1\"",
            to: "indicator = \"1.P1\"",
        }),
        finds: &[Find("unknown-reference", "edition", "", "indicator = \"1.P1\"")],
    },
    Mistake {
        name: "a gate for a category that is not there",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "\"utama\"",
            to: "\"paripurna\"",
        }),
        finds: &[Find("unknown-reference", "edition", "", "\"paripurna\"")],
    },
    Mistake {
        name: "a gate without a condition",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "all = [ { question = \"1.P1\", at_least = \"12\" } ]",
            to: "all = []",
        }),
        finds: &[Find(
            "bad-gate",
            "edition",
            "# The claim is from the press. That it means the full points of question 1.P1",
            "[[gate]]",
        )],
    },
    Mistake {
        name: "a key in a gate's condition that nothing reads",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "at_least = \"12\"",
            to: "at_least = \"12\", at_most = \"12\"",
        }),
        finds: &[Find("unknown-key", "edition", "", "at_most")],
    },
    Mistake {
        name: "a gate's condition on two nodes at once",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "id = \"perda-kla\"",
            from: "at_least = \"12\"",
            to: "indicator = \"1\", at_least = \"12\"",
        }),
        finds: &[Find("unknown-key", "edition", "", "indicator = \"1\"")],
    },
    Mistake {
        name: "a source that no rule cites",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "[[source]]\n",
            to: "[[source]]\nid = \"juknis\"\ntitle = \"Juknis\"\n\n[[source]]\n",
        }),
        finds: &[Find("unused-source", "edition", "id = \"final\"", "[[source]]")],
    },
    // Keys and values
    Mistake {
        name: "a rule that does not say how sure it is",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"5\"\n",
            from: "confidence = \"application\"\n",
            to: "",
        }),
        finds: &[Find("missing-key", "klaster-1", "id = \"P7\"", "[[indicator]]")],
    },
    Mistake {
        name: "a word for how sure that is none",
        edition: "2022",
        change: Text(Edit {
            file: "kelana",
            after: "",
            from: "confidence = \"news\"",
            to: "confidence = \"sure\"",
        }),
        finds: &[Find("unknown-word", "kelana", "", "\"sure\"")],
    },
    Mistake {
        name: "a question that asks nothing",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "text = ",
            to: "teks = ",
        }),
        finds: &[
            Find("missing-key", "klaster-1", "id = \"4\"", "[[indicator.question]]"),
            Find("unknown-key", "klaster-1", "", "teks = "),
        ],
    },
    Mistake {
        name: "a key that nothing reads",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "maximum",
            to: "weight = \"1\"\nmaximum",
        }),
        finds: &[Find("unknown-key", "klaster-1", "", "weight")],
    },
    Mistake {
        name: "a bare fraction",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"P1\"\n",
            from: "maximum = \"1\"",
            to: "maximum = 1.5",
        }),
        finds: &[Find("bare-fraction", "klaster-1", "", "maximum = 1.5")],
    },
    Mistake {
        name: "one or one thousand, which in rules is never clear",
        edition: "2022",
        change: Text(Edit {
            file: "kelana",
            after: "[block]",
            from: "maximum = \"25\"",
            to: "maximum = \"25.000\"",
        }),
        finds: &[Find("ambiguous-number", "kelana", "", "\"25.000\"")],
    },
    Mistake {
        name: "years the wrong way round",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "years = [2022, 2022]",
            to: "years = [2023, 2022]",
        }),
        finds: &[Find("wrong-type", "edition", "", "years")],
    },
    Mistake {
        name: "a person among the sources",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "title = \"",
            to: "title = \"6271012345678901 ",
        }),
        finds: &[Find("looks-like-nik", "edition", "", "title = \"6271012345678901 ")],
    },
    // Bands
    Mistake {
        name: "two bands that overlap",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "id = \"madya\"",
            from: "from = \"601\"",
            to: "from = \"600\"",
        }),
        finds: &[Find("band-order", "edition", "id = \"pratama\"", "[[category]]")],
    },
    Mistake {
        name: "bands out of order",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "id = \"madya\"",
            from: "from = \"601\"\nto = \"700\"",
            to: "from = \"401\"\nto = \"450\"",
        }),
        finds: &[Find("band-order", "edition", "id = \"pratama\"", "[[category]]")],
    },
    Mistake {
        name: "a band that ends before it starts",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "id = \"madya\"",
            from: "to = \"700\"",
            to: "to = \"600.99\"",
        }),
        finds: &[Find("band-order", "edition", "id = \"pratama\"", "[[category]]")],
    },
    Mistake {
        name: "bands that end below the total",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "id = \"kla\"",
            from: "to = \"1000\"",
            to: "to = \"999\"",
        }),
        finds: &[Find("band-order", "edition", "id = \"utama\"", "[[category]]")],
    },
    // Shapes and rounding
    Mistake {
        name: "a percentage where nothing is rounded",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "shape = \"points\"\nsteps = { unknown = \"tangga nilai belum ditemukan\" }",
            to: "shape = \"percent\"\nscale = \"linear\"\nzero_total = \"none\" #",
        }),
        finds: &[Find("rounding-needed", "klaster-1", "", "scale = \"linear\"")],
    },
    Mistake {
        name: "a maximum with more decimals than rounding keeps",
        edition: "profil-22",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "maximum = \"20\"",
            to: "maximum = \"20.0001\"",
        }),
        finds: &[
            Find("sum-mismatch", "klaster-1", "[block]", "maximum"),
            Find("rounding-needed", "klaster-1", "id = \"4\"", "scale = "),
        ],
    },
    Mistake {
        name: "a percentage that does not say what a total of zero means",
        edition: "profil-22",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "zero_total = \"not-applicable\"\n",
            to: "",
        }),
        finds: &[Find("missing-key", "klaster-1", "confidence", "[[indicator]]")],
    },
    Mistake {
        name: "a shape that does not exist",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-1",
            after: "id = \"4\"\n",
            from: "shape = \"points\"\nsteps = { unknown = \"tangga nilai belum ditemukan\" }",
            to: "shape = \"matrix\"",
        }),
        finds: &[Find("unknown-word", "klaster-1", "", "\"matrix\"")],
    },
    // Depth
    Mistake {
        name: "indicators where only blocks are known",
        edition: "profil-22",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "depth = \"indicator\"",
            to: "depth = \"block\"",
        }),
        finds: &[
            Find("wrong-depth", "klaster-1", "", "[block]"),
            Find("wrong-depth", "klaster-2", "", "[block]"),
            Find("wrong-depth", "klaster-3", "", "[block]"),
            Find("wrong-depth", "klaster-4", "", "[block]"),
            Find("wrong-depth", "klaster-5", "", "[block]"),
        ],
    },
    Mistake {
        name: "blocks without the indicators that are promised",
        edition: "2022",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "depth = \"block\"",
            to: "depth = \"question\"",
        }),
        finds: &[
            Find("wrong-depth", "kelembagaan", "", "[block]"),
            Find("wrong-depth", "klaster-1", "", "[block]"),
            Find("wrong-depth", "klaster-2", "", "[block]"),
            Find("wrong-depth", "klaster-3", "", "[block]"),
            Find("wrong-depth", "klaster-4", "", "[block]"),
            Find("wrong-depth", "klaster-5", "", "[block]"),
            Find("wrong-depth", "kelana", "", "[block]"),
            Find("wrong-depth", "dekela", "", "[block]"),
        ],
    },
    Mistake {
        name: "an indicator without questions",
        edition: "2023",
        change: Text(Edit {
            file: "klaster-5",
            after: "confidence",
            from: "[[indicator]]",
            to: "[[indicator]]\nid = \"20Z\"\nname = \"?\"\nmaximum = \"0\"\nsource = \"rekap-2024\"\nconfidence = \"inferred\"\n\n[[indicator]]",
        }),
        finds: &[Find("missing-key", "klaster-5", "confidence", "[[indicator]]")],
    },
    // Files
    Mistake {
        name: "a file shape of tomorrow",
        edition: "2023",
        change: Text(Edit {
            file: "edition",
            after: "",
            from: "format = 1",
            to: "format = 2\ntomorrow = true",
        }),
        finds: &[Find("unsupported-format", "edition", "", "format = 2")],
    },
    Mistake {
        name: "a block file of tomorrow",
        edition: "2022",
        change: Text(Edit { file: "kelana", after: "", from: "format = 1", to: "format = 2" }),
        finds: &[Find("unsupported-format", "kelana", "", "format = 2")],
    },
    Mistake {
        name: "a block file that cannot be read",
        edition: "2022",
        change: Text(Edit { file: "kelana", after: "", from: "[block]", to: "[block" }),
        finds: &[Find("syntax", "kelana", "", "[block")],
    },
    Mistake {
        name: "no file for a block",
        edition: "2023",
        change: Without("klaster-1"),
        finds: &[Find("missing-file", "edition", "blocks = ", "\"klaster-1\"")],
    },
    Mistake {
        name: "no file for the edition",
        edition: "2022",
        change: Without("edition"),
        finds: &[Find("missing-file", "kelembagaan", "", "")],
    },
    Mistake {
        name: "a file that the edition does not list",
        edition: "2023",
        change: With("klaster-6", "format = 1\n"),
        finds: &[Find("extra-file", "klaster-6", "", "")],
    },
];

fn all() -> impl Iterator<Item = &'static Mistake> {
    MISTAKES.iter().chain(OF_SHAPES)
}

#[test]
fn every_mistake_in_an_edition_is_found_in_its_place() {
    let panicked = |mistake: &Mistake| Some(format!("{}: the library panics", mistake.name));
    let check = |mistake| catch_unwind(|| check(mistake)).unwrap_or_else(|_| panicked(mistake));
    let wrong: Vec<String> = all().filter_map(check).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is not as expected about the findings of a spoilt edition.
fn check(mistake: &Mistake) -> Option<String> {
    let mut files = rules(mistake.edition).files.clone();
    let file_name = |stem: &str| format!("{stem}.toml");
    match &mistake.change {
        Text(edit) => edit.apply(&mut files),
        Without(file) => files.retain(|(name, _)| *name != file_name(file)),
        With(file, text) => files.push((file_name(file), (*text).to_owned())),
    }
    let expected: Vec<(&str, String, usize)> = mistake
        .finds
        .iter()
        .map(|Find(code, file, after, text)| {
            let held = files.iter().find(|(name, _)| *name == file_name(file));
            let held = &held.unwrap_or_else(|| panic!("{}: no file {file}", mistake.name)).1;
            let at = place(held, after, text);
            let at = at.unwrap_or_else(|| panic!("{}: no `{text}` after `{after}`", mistake.name));
            (*code, file_name(file), held[..at].matches('\n').count() + 1)
        })
        .collect();
    let findings = findings(&files);
    let found: Vec<(&str, String, usize)> = findings
        .iter()
        .map(|found| {
            let (line, _) = found.source().position(found.span().start);
            (found.code().name(), found.source().name().to_owned(), line)
        })
        .collect();
    let ill_said = findings.iter().any(|found| {
        let (id, en) = (found.message().get(Lang::Id), found.message().get(Lang::En));
        id.is_empty() || id == en || named_twice(found).is_some()
    });
    if found == expected && !ill_said {
        return None;
    }
    let rendered: String = findings.iter().map(|found| found.render(Lang::En)).collect();
    Some(format!("{}: expected {expected:?}, found {found:?}\n{rendered}", mistake.name))
}

/// Why an edition is refused, or what it is warned of.
fn findings(files: &[(String, String)]) -> Vec<Diagnostic> {
    match Edition::parse(sources(files)) {
        Ok(edition) => edition.warnings().to_vec(),
        Err(rejected) => rejected.diagnostics().to_vec(),
    }
}

/// Every line of an edition is needed or harmless: without it, or with it twice, there is either an
/// edition or a reason why not.
#[test]
fn no_damage_to_an_edition_goes_without_an_answer() {
    for Rules { name, files, .. } in every_rules() {
        let damage = (any::<Index>(), any::<Index>(), 0..3_usize);
        for_all(96, &damage, |(file, line, kind)| {
            let mut files = files.clone();
            let (file, text) = file.get_mut(&mut files);
            let mut lines: Vec<&str> = text.lines().collect();
            let line = line.index(lines.len());
            match kind {
                0 => drop(lines.remove(line)),
                1 => lines.insert(line, lines[line]),
                _ => lines.truncate(line),
            }
            let file = file.clone();
            *text = lines.join("\n");
            if let Err(rejected) = Edition::parse(sources(&files)) {
                let stopped = rejected.diagnostics();
                let stopped = stopped.iter().any(|found| found.severity() == Severity::Error);
                prop_assert!(stopped, "{name}: {file}:{line} is refused without a reason");
            }
            Ok(())
        });
    }
}

#[test]
fn mistakes_have_names_of_their_own() {
    let names: BTreeSet<&str> = all().map(|mistake| mistake.name).collect();
    assert_eq!(names.len(), all().count());
}
