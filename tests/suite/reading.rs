//! Answers with a mistake: what is found, where, in which words, and with what advice.

use kla::{AnswersFile, Code, Diagnostic, Edition, Lang, Regions, Source};

use crate::support::{SHAPES, named_twice, result, rules};

/// The first five lines of every file; what a case adds begins on line 6.
const HEAD: &str =
    "format = 1\nedition = \"2023\"\nregion = \"62.71\"\nyear = 2024\nstage = \"mandiri\"\n";

/// A file with mistakes.
struct Case {
    name: &'static str,
    /// The edition it is checked against, and written for unless the head says otherwise.
    edition: &'static str,
    /// A line of the head and what stands there instead.
    head: Option<(&'static str, &'static str)>,
    /// What follows the head.
    body: &'static str,
    /// The whole text, where it is not the head and what follows.
    text: Option<&'static str>,
    /// All that must be found, in order.
    finds: &'static [Find],
}

/// A finding: code, line, column, what the message repeats, what the advice says.
struct Find(&'static str, usize, usize, &'static str, Option<&'static str>);

const BASE: Case = Case { name: "", edition: "2023", head: None, body: "", text: None, finds: &[] };

/// Cases in the order of the file: its notation, its head, numbers, answers, evidence, printed figures.
const CASES: &[Case] = &[
    // Notation
    Case {
        name: "a table header without its bracket",
        body: "[blocks\n",
        finds: &[Find("syntax", 6, 8, "", Some("brackets"))],
        ..BASE
    },
    Case {
        name: "a text without its closing quote",
        body: "region_name = \"Kota Palangka Raya\nnotes = []\n",
        finds: &[Find("syntax", 6, 34, "", Some("quotes"))],
        ..BASE
    },
    Case {
        name: "a key twice",
        body: "year = 2024\n",
        finds: &[Find("syntax", 6, 1, "", Some("repeated keys"))],
        ..BASE
    },
    Case {
        name: "a question twice",
        body: "[answers.4]\nP1 = \"1\"\nP1 = \"0\"\n",
        finds: &[Find("syntax", 8, 1, "", Some("repeated keys"))],
        ..BASE
    },
    Case {
        name: "JSON without a comma",
        text: Some("{\n  \"format\": 1\n  \"edition\": \"2023\"\n}\n"),
        finds: &[Find("syntax", 3, 3, "", Some("commas"))],
        ..BASE
    },
    Case {
        name: "JSON that ends too early",
        text: Some("{\n  \"format\": 1,\n"),
        finds: &[Find("syntax", 3, 1, "", Some("brackets"))],
        ..BASE
    },
    Case {
        name: "a key twice in JSON",
        text: Some(
            "{\n  \"format\": 1, \"edition\": \"2023\", \"region\": \"62.71\",\n  \"year\": 2024,\n  \"year\": 2024,\n  \"stage\": \"mandiri\"\n}\n",
        ),
        finds: &[Find("syntax", 4, 4, "year", None)],
        ..BASE
    },
    Case {
        name: "mistakes in JSON have places too",
        text: Some(
            "{\"format\": 1, \"edition\": \"2023\", \"region\": 16.10,\n \"year\": 2024, \"stage\": \"mandiri\",\n \"blocks\": {\"klaster-1\": 102.5, \"klaster-6\": \"1\"},\n \"notes\": null}",
        ),
        finds: &[
            Find("wrong-type", 1, 44, "16.10", Some("\"16.10\"")),
            Find("bare-fraction", 3, 26, "102.5", Some("\"102.5\"")),
            Find("unknown-block", 3, 34, "klaster-6", Some("klaster-")),
            Find("wrong-type", 4, 11, "", None),
        ],
        ..BASE
    },
    // Head
    Case {
        name: "a file shape of tomorrow is not judged any further",
        head: Some(("format = 1", "format = 2")),
        body: "somethign = 1\n[blocks]\nklaster-9 = 0.1\n",
        finds: &[Find("unsupported-format", 1, 10, "", Some("format = 1"))],
        ..BASE
    },
    Case {
        name: "a file for another edition is not judged by this one",
        head: Some(("edition = \"2023\"", "edition = \"2022\"")),
        body: "[blocks]\nklaster-2 = \"170\"\nkelana = \"25\"\n",
        finds: &[Find("edition-mismatch", 2, 11, "2022", Some("its own"))],
        ..BASE
    },
    Case {
        name: "no year",
        head: Some(("year = 2024\n", "")),
        finds: &[Find("missing-key", 1, 1, "year", None)],
        ..BASE
    },
    Case {
        name: "a year in quotes",
        head: Some(("year = 2024", "year = \"2024\"")),
        finds: &[Find("wrong-type", 4, 8, "", None)],
        ..BASE
    },
    Case {
        name: "a year of another instrument",
        head: Some(("year = 2024", "year = 2019")),
        finds: &[Find("year-outside-edition", 4, 8, "2019", None)],
        ..BASE
    },
    Case {
        name: "a region that does not exist",
        head: Some(("\"62.71\"", "\"62.72\"")),
        finds: &[Find("unknown-region", 3, 10, "62.72", Some("did you mean"))],
        ..BASE
    },
    Case {
        name: "a region that does not exist but has a name",
        head: Some(("\"62.71\"", "\"99.99\"")),
        body: "region_name = \"Palangkaraya\"\n",
        finds: &[Find("unknown-region", 3, 10, "99.99", Some("= `62.71`"))],
        ..BASE
    },
    Case {
        name: "a name in place of the code",
        head: Some(("\"62.71\"", "\"Bandung\"")),
        finds: &[Find(
            "unknown-region",
            3,
            10,
            "Bandung",
            Some("Kabupaten Bandung = `32.04`, Kota Bandung = `32.73`"),
        )],
        ..BASE
    },
    Case {
        name: "a code as a number, which would lose its zero",
        head: Some(("\"62.71\"", "16.10")),
        finds: &[Find("wrong-type", 3, 10, "16.10", Some("\"16.10\""))],
        ..BASE
    },
    Case {
        name: "a code whose zero was lost",
        head: Some(("\"62.71\"", "\"16.1\"")),
        finds: &[Find("unknown-region", 3, 10, "16.1", Some("`16."))],
        ..BASE
    },
    Case {
        name: "the name of another region",
        body: "region_name = \"Kota Bandung\"\n",
        finds: &[Find("region-mismatch", 3, 10, "Kota Bandung", Some("32.73"))],
        ..BASE
    },
    Case {
        name: "a kota for a kabupaten of the same name",
        head: Some(("\"62.71\"", "\"32.04\"")),
        body: "region_name = \"Kota Bandung\"\n",
        finds: &[Find("region-mismatch", 3, 10, "Kabupaten Bandung", Some("32.73"))],
        ..BASE
    },
    Case {
        name: "a stage that this edition does not have",
        head: Some(("\"mandiri\"", "\"mandri\"")),
        finds: &[Find("unknown-stage", 5, 9, "mandri", Some("`mandiri`"))],
        ..BASE
    },
    Case {
        name: "a misspelt key",
        body: "regoin_name = \"Kota Palangka Raya\"\n",
        finds: &[Find("unknown-key", 6, 1, "regoin_name", Some("`region_name`"))],
        ..BASE
    },
    Case {
        name: "notes that are not a list",
        body: "notes = \"catatan\"\n",
        finds: &[Find("wrong-type", 6, 9, "", None)],
        ..BASE
    },
    Case {
        name: "blocks that are not a table",
        body: "blocks = 880\n",
        finds: &[Find("wrong-type", 6, 10, "", None)],
        ..BASE
    },
    // Numbers
    Case {
        name: "one or one thousand",
        body: "[blocks]\nkelembagaan = \"1.000\"\nklaster-1 = \"1,000\"\n",
        finds: &[
            Find("ambiguous-number", 7, 15, "1.000", Some("\"1000\"")),
            Find("ambiguous-number", 8, 13, "1,000", Some("\"1\"")),
        ],
        ..BASE
    },
    Case {
        name: "a bare fraction",
        body: "[answers.4]\nP1 = 0.1\n",
        finds: &[Find("bare-fraction", 7, 6, "0.1", Some("\"0.1\""))],
        ..BASE
    },
    Case {
        name: "figures below zero",
        body: "[answers.4]\nP1 = \"-1\"\nP2 = -1\nP3 = { count = -5, of = 9 }\n",
        finds: &[
            Find("negative-figure", 7, 6, "-1", Some("zero or more")),
            Find("negative-figure", 8, 6, "-1", Some("zero or more")),
            Find("negative-figure", 9, 16, "-5", Some("zero or more")),
        ],
        ..BASE
    },
    Case {
        name: "what is not a number",
        body: "[answers.4]\nP1 = \"1.234,56\"\nP2 = \"1e0\"\nP3 = \"\"\nP4 = \"½\"\nP5 = \"1 \"\n",
        finds: &[
            Find("not-a-number", 7, 6, "1.234,56", Some("one decimal comma")),
            Find("not-a-number", 8, 6, "1e0", Some("one decimal comma")),
            Find("not-a-number", 9, 6, "", Some("one decimal comma")),
            Find("not-a-number", 10, 6, "½", Some("one decimal comma")),
            Find("not-a-number", 11, 6, "1 ", Some("one decimal comma")),
        ],
        ..BASE
    },
    Case {
        name: "a count with a mark",
        body: "[answers.4]\nP1 = { points = 1, count = \"53.612\", of = \"54317\" }\n",
        finds: &[Find("not-whole", 7, 28, "53.612", Some("53612"))],
        ..BASE
    },
    Case {
        name: "a bare fraction as a count",
        body: "[answers.4]\nP1 = { points = 1, count = 53.612, of = 54317 }\n",
        finds: &[Find("not-whole", 7, 28, "53.612", Some("53612"))],
        ..BASE
    },
    Case {
        name: "more digits than anything has",
        body: "[answers.4]\nP1 = \"0.1234567\"\nP2 = 1234567890\n",
        finds: &[Find("too-many-digits", 7, 6, "", None), Find("too-many-digits", 8, 6, "", None)],
        ..BASE
    },
    Case {
        name: "more points than there are",
        body: "[blocks]\nklaster-1 = \"115.01\"\n[indicators]\n5 = \"45,5\"\n[answers.4]\nP1 = 2\nP2 = { points = \"1.0001\" }\n",
        finds: &[
            Find("points-above-maximum", 7, 13, "115.01", Some("115")),
            Find("points-above-maximum", 9, 5, "45,5", Some("45")),
            Find("points-above-maximum", 11, 6, "4.P1", Some("0")),
            Find("points-above-maximum", 12, 17, "1.0001", Some("1")),
        ],
        ..BASE
    },
    Case {
        name: "columns count signs, not bytes",
        body: "[answers.4]\nP1 = { note = \"½ ü\", points = \"2\" }\n",
        finds: &[Find("points-above-maximum", 7, 31, "2", Some("1"))],
        ..BASE
    },
    Case {
        name: "a percentage over one hundred",
        edition: "profil-22",
        body: "[indicators]\n4 = { percent = \"100.1\" }\n5 = { percent = 104 }\n",
        finds: &[
            Find("percent-above-100", 7, 17, "100.1", Some("`note`")),
            Find("percent-above-100", 8, 17, "104", Some("`note`")),
        ],
        ..BASE
    },
    Case {
        name: "a count above its total",
        edition: "profil-22",
        body: "[indicators]\n4 = { count = 54317, of = 53612 }\n",
        finds: &[Find("percent-above-100", 7, 15, "54317", Some("swapped"))],
        ..BASE
    },
    Case {
        name: "a percentage that is not what its count gives",
        edition: "profil-22",
        body: "[indicators]\n4 = { percent = \"50\", count = 1, of = 3 }\n",
        finds: &[Find("figures-disagree", 7, 17, "50", Some("one of the figures"))],
        ..BASE
    },
    // 50.4 per cent is 50 when rounded to whole per cents, but two decimals were written.
    Case {
        name: "a percentage disagrees in a decimal that was written as zero",
        edition: "profil-22",
        body: "[indicators]\n4 = { percent = \"50.00\", count = 504, of = 1000 }\n",
        finds: &[Find("figures-disagree", 7, 17, "50", Some("one of the figures"))],
        ..BASE
    },
    // Persons
    Case {
        name: "a person as a figure, in quotes",
        body: "[answers.4]\nP1 = \"6271012345678901\"\n",
        finds: &[
            Find("looks-like-nik", 7, 6, "NIK", Some("aggregates")),
            Find("too-many-digits", 7, 6, "", None),
        ],
        ..BASE
    },
    Case {
        name: "a person as a figure, bare",
        body: "[answers.4]\nP1 = 6271012345678901\n",
        finds: &[
            Find("looks-like-nik", 7, 6, "NIK", Some("aggregates")),
            Find("too-many-digits", 7, 6, "", None),
        ],
        ..BASE
    },
    Case {
        name: "a person in notes",
        body: "notes = [\"catatan\", \"akta 6271012345678901 terbit\"]\n[answers.4]\nP1 = { points = 1, note = \"NIK: 6271012345678901.\" }\n",
        finds: &[
            Find("looks-like-nik", 6, 21, "NIK", Some("aggregates")),
            Find("looks-like-nik", 8, 27, "NIK", Some("aggregates")),
        ],
        ..BASE
    },
    Case {
        name: "a person as a key",
        body: "[blocks]\n6271012345678901 = \"1\"\n",
        finds: &[
            Find("looks-like-nik", 7, 1, "NIK", Some("aggregates")),
            Find("unknown-block", 7, 1, "", Some("kelembagaan")),
        ],
        ..BASE
    },
    Case {
        name: "a person in JSON",
        text: Some(
            "{\"format\": 1, \"edition\": \"2023\", \"region\": \"62.71\", \"year\": 2024,\n\"stage\": \"mandiri\", \"notes\": [\"6271012345678901\"]}",
        ),
        finds: &[Find("looks-like-nik", 2, 31, "NIK", Some("aggregates"))],
        ..BASE
    },
    // Answers
    Case {
        name: "a block that this edition does not have",
        body: "[blocks]\nkelembagan = \"1\"\n",
        finds: &[Find("unknown-block", 7, 1, "kelembagan", Some("`kelembagaan`"))],
        ..BASE
    },
    Case {
        name: "an indicator that this edition does not have",
        body: "[indicators]\n21a = \"1\"\n[answers.\"27\"]\nP1 = 9999\n",
        finds: &[
            Find("unknown-indicator", 7, 1, "21a", Some("`21A`")),
            Find("unknown-indicator", 8, 10, "27", Some("known are")),
        ],
        ..BASE
    },
    Case {
        name: "a question that this indicator does not have",
        body: "[answers.4]\nP8 = \"1\"\np1 = \"1\"\n",
        finds: &[
            Find("unknown-question", 7, 1, "P8", Some("known are")),
            Find("unknown-question", 8, 1, "p1", Some("`P1`")),
        ],
        ..BASE
    },
    Case {
        name: "questions where the indicator itself is measured",
        edition: "profil-22",
        body: "[answers.4]\nP1 = \"1\"\n",
        finds: &[Find("unknown-question", 7, 1, "P1", None)],
        ..BASE
    },
    Case {
        name: "a state that does not exist",
        body: "[answers.4]\nP1 = \"tidak-tau\"\nP2 = { state = \"ya\" }\n",
        finds: &[
            Find("unknown-state", 7, 6, "tidak-tau", Some("`tidak-tahu`")),
            Find("unknown-state", 8, 16, "ya", Some("`belum-diisi`")),
        ],
        ..BASE
    },
    Case {
        name: "a state where only points can be stated",
        body: "[indicators]\n4 = \"tidak-tahu\"\n[blocks]\nklaster-2 = \"nol\"\n",
        finds: &[
            Find("not-a-number", 7, 5, "tidak-tahu", Some("digits")),
            Find("not-a-number", 9, 13, "nol", Some("digits")),
        ],
        ..BASE
    },
    Case {
        name: "true in place of an answer",
        body: "[answers.4]\nP1 = true\n",
        finds: &[Find("wrong-type", 7, 6, "true", None)],
        ..BASE
    },
    Case {
        name: "an answer in place of a table of answers",
        body: "[answers]\n4 = \"15\"\n",
        finds: &[Find("wrong-type", 7, 5, "", None)],
        ..BASE
    },
    Case {
        name: "a misspelt key in an answer",
        body: "[answers.4]\nP1 = { point = \"1\" }\n",
        finds: &[Find("unknown-key", 7, 8, "point", Some("`points`"))],
        ..BASE
    },
    Case {
        name: "a state beside points",
        body: "[answers.4]\nP1 = { state = \"nol\", points = \"1\" }\n",
        finds: &[Find("wrong-answer", 7, 6, "", Some("choose one"))],
        ..BASE
    },
    Case {
        name: "a bare number where it could be a percentage or points",
        edition: "profil-22",
        body: "[indicators]\n4 = \"98.7\"\n5 = 12\n",
        finds: &[
            Find("wrong-answer", 7, 5, "4", Some("percent")),
            Find("wrong-answer", 8, 5, "5", Some("percent")),
        ],
        ..BASE
    },
    Case {
        name: "points beside a figure where each would decide",
        edition: "profil-22",
        body: "[indicators]\n4 = { points = \"10\", percent = \"50\" }\n",
        finds: &[Find("wrong-answer", 7, 5, "", Some("choose one"))],
        ..BASE
    },
    Case {
        name: "a count without its total",
        edition: "profil-22",
        body: "[indicators]\n4 = { count = 53612 }\n",
        finds: &[Find("missing-key", 7, 15, "of", None)],
        ..BASE
    },
    // Shapes
    Case {
        name: "a level, an item and a village's word that do not exist",
        edition: SHAPES,
        body: "[answers.1]\nP3 = \"perdaa\"\n[answers.2]\nP1 = { level = \"sks\" }\nP2 = { items = [\"ruang\", \"tenaga-ahli\"] }\n[answers.6]\nP1 = { units = { A = \"ya\", B = \"iya\" } }\n",
        finds: &[
            Find("unknown-choice", 7, 6, "perdaa", Some("`perda`")),
            Find("unknown-choice", 9, 16, "sks", Some("`sk`")),
            Find("unknown-choice", 10, 26, "tenaga-ahli", Some("`tenaga`")),
            Find("unknown-choice", 12, 32, "iya", Some("`ya`")),
        ],
        ..BASE
    },
    Case {
        name: "an item twice",
        edition: SHAPES,
        body: "[answers.2]\nP2 = { items = [\"ruang\", \"dana\", \"ruang\"] }\n",
        finds: &[Find("unknown-choice", 7, 34, "ruang", None)],
        ..BASE
    },
    Case {
        name: "a bare number where it could be a figure or points",
        edition: SHAPES,
        body: "[answers.1]\nP3 = 6\n[answers.2]\nP2 = \"8\"\n[answers.4]\nP1 = 12\n[answers.5]\nP6 = \"12,5\"\n[answers.6]\nP1 = 3\n",
        finds: &[
            Find("wrong-answer", 7, 6, "1.P3", Some("level")),
            Find("wrong-answer", 9, 6, "2.P2", Some("items")),
            Find("wrong-answer", 11, 6, "4.P1", Some("figure")),
            Find("wrong-answer", 13, 6, "5.P6", Some("series")),
            Find("wrong-answer", 15, 6, "6.P1", Some("yes")),
        ],
        ..BASE
    },
    Case {
        name: "points beside what earns by itself",
        edition: SHAPES,
        body: "[answers.1]\nP3 = { level = \"perda\", points = 10 }\n[answers.2]\nP1 = { level = \"sk\", points = 1 }\nP2 = { items = [], points = 1 }\n[answers.4]\nP1 = { figure = 6, points = 1 }\n[answers.6]\nP1 = { yes = 1, of = 2, points = 1 }\n",
        finds: &[
            Find("wrong-answer", 7, 6, "", Some("choose one")),
            Find("wrong-answer", 9, 6, "", Some("choose one")),
            Find("wrong-answer", 10, 6, "", Some("choose one")),
            Find("wrong-answer", 12, 6, "", Some("choose one")),
            Find("wrong-answer", 14, 6, "", Some("choose one")),
        ],
        ..BASE
    },
    Case {
        name: "points above the maximum beside a figure that earns nothing",
        edition: SHAPES,
        body: "[answers.3]\nP5 = { percent = 80, points = 5 }\n",
        finds: &[Find("points-above-maximum", 7, 31, "3.P5", Some("4"))],
        ..BASE
    },
    Case {
        name: "a state beside a figure",
        edition: SHAPES,
        body: "[answers.4]\nP1 = { state = \"nol\", figure = 6 }\n",
        finds: &[Find("wrong-answer", 7, 6, "", Some("choose one"))],
        ..BASE
    },
    Case {
        name: "the keys of another shape",
        edition: SHAPES,
        body: "[answers.3]\nP1 = { figure = 6 }\n[answers.4]\nP1 = { percent = 6 }\n[answers.6]\nP1 = { count = 6, of = 7 }\n",
        finds: &[
            Find("unknown-key", 7, 8, "figure", Some("percent")),
            Find("unknown-key", 9, 8, "percent", Some("figure")),
            Find("unknown-key", 11, 8, "count", Some("yes")),
            Find("missing-key", 11, 24, "yes", None),
        ],
        ..BASE
    },
    Case {
        name: "figures that cannot be",
        edition: SHAPES,
        body: "[answers.4]\nP1 = { figure = \"-1\" }\nP2 = { figure = \"1.500\" }\nP3 = { figure = 1.5 }\nP4 = { figure = \"0.1234567\" }\n[answers.6]\nP1 = { yes = 17, of = 16 }\nP2 = { yes = 1 }\nP3 = { yes = \"1,5\", of = 2 }\n",
        finds: &[
            Find("negative-figure", 7, 17, "-1", Some("zero or more")),
            Find("ambiguous-number", 8, 17, "1.500", Some("\"1500\"")),
            Find("bare-fraction", 9, 17, "1.5", Some("\"1.5\"")),
            Find("too-many-digits", 10, 17, "", None),
            Find("percent-above-100", 12, 14, "17", Some("swapped")),
            Find("missing-key", 13, 14, "of", None),
            Find("not-whole", 14, 14, "1,5", Some("without dots and commas")),
        ],
        ..BASE
    },
    Case {
        name: "no year and no village",
        edition: SHAPES,
        body: "[answers.5]\nP1 = { series = {} }\n[answers.6]\nP1 = { units = {} }\n",
        finds: &[Find("wrong-answer", 7, 17, "", None), Find("wrong-answer", 9, 16, "", None)],
        ..BASE
    },
    Case {
        name: "years that are none, and years that cannot be",
        edition: SHAPES,
        body: "[answers.5]\nP1 = { series = { 22 = \"50\", 2023 = \"101\" } }\nP4 = { series = { 2021 = { count = 1, of = 2 }, 2022 = 1, 2023 = 1 } }\nP5 = { series = { 2022 = 1, \"+2022\" = 2, \"02022\" = 3 } }\nP6 = { series = [25] }\nP2 = { series = { 2021 = {}, 2022 = 1, 2023 = 1 } }\n",
        finds: &[
            Find("not-a-number", 7, 19, "22", None),
            Find("percent-above-100", 7, 37, "101", Some("`note`")),
            Find("wrong-type", 8, 26, "", None),
            Find("not-a-number", 9, 29, "+2022", None),
            Find("not-a-number", 9, 42, "02022", None),
            Find("wrong-type", 10, 17, "", None),
            Find("missing-key", 11, 26, "percent", None),
        ],
        ..BASE
    },
    // Evidence
    Case {
        name: "evidence that nobody listed",
        body: "[answers.4]\nP1 = { points = \"1\", evidence = [\"E1\", \"E21\"] }\n[[evidence]]\nid = \"E12\"\ntitle = \"Matriks\"\n",
        finds: &[
            Find("unknown-evidence", 7, 34, "E1", Some("`E12`")),
            Find("unknown-evidence", 7, 40, "E21", Some("`E12`")),
        ],
        ..BASE
    },
    Case {
        name: "two pieces of evidence with one id",
        body: "[[evidence]]\nid = \"E1\"\ntitle = \"Matriks\"\n[[evidence]]\nid = \"E1\"\ntitle = \"Foto\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
        finds: &[Find("duplicate-evidence", 10, 6, "E1", None)],
        ..BASE
    },
    Case {
        name: "evidence of an agency that nobody knows",
        body: "[[evidence]]\nid = \"E1\"\ntitle = \"Matriks\"\nagency = \"Disdukcapill\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
        finds: &[Find("unknown-agency", 9, 10, "Disdukcapill", Some("`Disdukcapil`"))],
        ..BASE
    },
    Case {
        name: "words for the state of evidence",
        body: "[answers.4]\nP1 = { points = \"1\", status = \"syah\" }\n[[evidence]]\nid = \"E1\"\ntitle = \"Matriks\"\nstatus = \"diterima\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
        finds: &[
            Find("unknown-word", 7, 31, "syah", Some("`sah`")),
            Find("unknown-word", 11, 10, "diterima", Some("`ditolak`")),
        ],
        ..BASE
    },
    Case {
        name: "a day that is not one",
        body: "[[evidence]]\nid = \"E1\"\ntitle = \"Matriks\"\nfrom = \"1 Januari 2023\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
        finds: &[Find("wrong-type", 9, 8, "2023-01-31", None)],
        ..BASE
    },
    // Printed figures
    Case {
        name: "a category that does not exist",
        body: "[declared]\ncategory = \"Utamaa\"\n",
        finds: &[Find("unknown-category", 7, 12, "Utamaa", Some("`Utama`"))],
        ..BASE
    },
    Case {
        name: "printed figures of nodes that do not exist",
        body: "[declared]\nblocks = { klaster-6 = \"1\" }\nindicators = { 27 = \"1\" }\nmaxima = { totl = \"1000\" }\n",
        finds: &[
            Find("unknown-block", 7, 12, "klaster-6", Some("klaster-")),
            Find("unknown-indicator", 8, 16, "27", Some("known are")),
            Find("unknown-indicator", 9, 12, "totl", Some("known are")),
        ],
        ..BASE
    },
    // All at once
    Case {
        name: "all mistakes are told, in the order of the file",
        head: Some(("region = \"62.71\"\nyear = 2024", "region = \"62.99\"\nyear = \"2024\"")),
        body: "noets = []\n\n[answers.4]\nP1 = 0.5   # pecahan\nP9 = \"1\"\nP2 = \"tidak\"\n\n[blocks]\nklaster-9 = \"1\"\nklaster-2 = \"157\"\n",
        finds: &[
            Find("unknown-region", 3, 10, "62.99", Some("did you mean")),
            Find("wrong-type", 4, 8, "", None),
            Find("unknown-key", 6, 1, "noets", Some("`notes`")),
            Find("bare-fraction", 9, 6, "0.5", Some("\"0.5\"")),
            Find("unknown-question", 10, 1, "P9", Some("known are")),
            Find("unknown-state", 11, 6, "tidak", Some("known are")),
            Find("unknown-block", 14, 1, "klaster-9", Some("klaster-")),
            Find("points-above-maximum", 15, 13, "157", Some("156")),
        ],
        ..BASE
    },
];

impl Case {
    fn text(&self) -> String {
        if let Some(text) = self.text {
            return text.to_owned();
        }
        let mut head = HEAD.replace("2023", self.edition);
        if let Some((from, to)) = self.head {
            assert!(head.contains(from), "{}: the head has no `{from}`", self.name);
            head = head.replace(from, to);
        }
        head + self.body
    }
}

/// All that is found in a text: why it is refused, or what it is warned of.
fn findings(edition: &Edition, text: &str) -> Vec<Diagnostic> {
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    match file.check(edition, Some(Regions::bundled())) {
        Ok(answers) => answers.warnings().to_vec(),
        Err(rejected) => rejected.diagnostics().to_vec(),
    }
}

fn place(found: &Diagnostic) -> (usize, usize) {
    found.source().position(found.span().start)
}

/// What is not as expected about the findings of a text.
fn check(name: &str, found: &[Diagnostic], finds: &[Find]) -> Vec<String> {
    let places: Vec<(&str, (usize, usize))> =
        found.iter().map(|found| (found.code().name(), place(found))).collect();
    let expected: Vec<(&str, (usize, usize))> =
        finds.iter().map(|Find(code, line, column, ..)| (*code, (*line, *column))).collect();
    if places != expected {
        let rendered: String = found.iter().map(|found| found.render(Lang::En)).collect();
        return vec![format!("{name}: expected {expected:?}, found {places:?}\n{rendered}")];
    }
    let mut wrong = Vec::new();
    for (found, find) in found.iter().zip(finds) {
        wrong.extend(wording(found, find).into_iter().map(|problem| format!("{name}: {problem}")));
    }
    wrong
}

fn wording(found: &Diagnostic, Find(_, line, column, repeated, advice): &Find) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |holds: bool, problem: &str| {
        if !holds {
            wrong.push(format!("{problem}\n{}{}", found.render(Lang::Id), found.render(Lang::En)));
        }
    };
    let (id, en) = (found.message().get(Lang::Id), found.message().get(Lang::En));
    expect(id != en && !id.is_empty() && !en.is_empty(), "two languages");
    expect(id.contains(repeated) && en.contains(repeated), &format!("it repeats `{repeated}`"));
    let help = found.advice().map(|help| (help.get(Lang::Id), help.get(Lang::En)));
    expect(help.is_some() == advice.is_some(), "advice where it should be");
    if let (Some((id, en)), Some(advice)) = (help, advice) {
        expect(id != en && !id.is_empty(), "advice in two languages");
        expect(en.contains(advice), &format!("it advises `{advice}`"));
    }
    expect(named_twice(found).is_none(), "each known name once");
    let place = format!("--> answers.toml:{line}:{column}\n");
    for lang in [Lang::Id, Lang::En] {
        let rendered = found.render(lang);
        expect(rendered.contains(&place), "its place is printed");
        expect(rendered.contains(found.code().name()), "its code is printed");
    }
    wrong
}

fn expect_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_mistake_is_found_in_its_place() {
    let wrong = |case: &Case| {
        check(case.name, &findings(&rules(case.edition).edition, &case.text()), case.finds)
    };
    expect_none(&CASES.iter().flat_map(wrong).collect::<Vec<_>>());
}

/// The same mistakes in a file with the line ends and the mark that Windows programs write. What
/// exactly a broken line is broken by may depend on its end.
#[test]
fn windows_line_ends_and_a_byte_order_mark_change_no_place() {
    let readable = |case: &&Case| case.finds.iter().all(|find| find.0 != "syntax");
    let wrong = |case: &Case| {
        let text = format!("\u{feff}{}", case.text().replace('\n', "\r\n"));
        check(case.name, &findings(&rules(case.edition).edition, &text), case.finds)
    };
    expect_none(&CASES.iter().filter(readable).flat_map(wrong).collect::<Vec<_>>());
}

/// A report that repeated the number of a person would spread what it warns of.
#[test]
fn no_report_repeats_the_number_of_a_person() {
    let mut persons = 0;
    for case in CASES.iter().filter(|case| case.finds.iter().any(|find| find.0 == "looks-like-nik"))
    {
        for found in findings(&rules(case.edition).edition, &case.text()) {
            persons += 1;
            for lang in [Lang::Id, Lang::En] {
                let report = found.render(lang);
                assert!(!report.contains("6271012345678901"), "{}:\n{report}", case.name);
            }
        }
    }
    assert!(persons > 4, "the cases above hold numbers of persons");
}

// What is accepted

/// Ways to write a number, and the points of indicator 5 (at most 45) that they mean.
const NUMBERS: &[(&str, &str)] = &[
    ("12", "12"),
    ("\"12\"", "12"),
    ("\"12.5\"", "12.5"),
    ("\"12,5\"", "12.5"),
    ("\"12,50\"", "12.5"),
    ("\"0.66\"", "0.66"),
    ("\"0,125\"", "0.125"),
    ("\"0.000\"", "0"),
    ("\"00.5\"", "0.5"),
    // Grouped it would be 1001, more than the total of the edition.
    ("\"1.001\"", "1.001"),
    ("\"44,999\"", "44.999"),
    ("\"1.0000\"", "1"),
    ("\"0.012345\"", "0.012345"),
    ("\"000000012.000000\"", "12"),
    ("\"0\"", "0"),
    ("\"45\"", "45"),
];

#[test]
fn numbers_are_read_as_people_write_them() {
    let rules = rules("2023");
    for (written, points) in NUMBERS {
        let text = format!("{HEAD}[indicators]\n5 = {written}\n");
        assert_eq!(result(&rules.edition, &text).total.points, *points, "{written}");
    }
}

/// Texts near a mistake that are none.
const SOUND: &[(&str, &str, &str)] = &[
    ("the region's name in another spelling", "2023", "region_name = \"PALANGKARAYA\"\n"),
    (
        "fifteen and seventeen digits",
        "2023",
        "notes = [\"627101234567890\", \"62710123456789012\"]\n",
    ),
    (
        "a percentage rounded to its decimals",
        "profil-22",
        "[indicators]\n4 = { percent = \"98.70\", count = 53612, of = 54317 }\n",
    ),
    (
        "a percentage rounded to whole per cents",
        "profil-22",
        "[indicators]\n4 = { percent = 99, count = 53612, of = 54317 }\n",
    ),
    (
        "a percentage above one with three decimals",
        "profil-22",
        "[indicators]\n4 = { percent = \"98.702\" }\n",
    ),
    (
        "points beside what nobody knows the worth of",
        SHAPES,
        "[answers.2]\nP1 = { level = \"rancangan\", points = 1 }\n[answers.3]\nP5 = { percent = 80, points = 4 }\n[answers.6]\nP4 = { units = { A = \"ya\" }, points = \"0,5\" }\n",
    ),
    (
        "a percentage above one with three decimals, where the total is small",
        SHAPES,
        "[answers.3]\nP1 = { percent = \"1.000\" }\n[answers.5]\nP1 = { series = { 2022 = \"98.702\", 2023 = \"1,500\" } }\n",
    ),
    ("no item", SHAPES, "[answers.2]\nP2 = { items = [] }\n"),
    ("an answer that holds only a note", "2023", "[answers.4]\nP1 = { note = \"menyusul\" }\n"),
    (
        "a day bare and quoted",
        "2023",
        "[[evidence]]\nid = \"E1\"\ntitle = \"SK\"\nagency = \"Capil\"\nfrom = 2023-01-01\nto = \"2023-12-31\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
    ),
    ("a printed category by its id", "2023", "[declared]\ncategory = \"kla\"\n"),
    (
        "a printed category by the word for none",
        "2023",
        "[declared]\ncategory = \"Belum berkategori\"\n",
    ),
    ("a printed maximum above the right one", "2023", "[declared.maxima]\nklaster-1 = \"150\"\n"),
    // Its sixteen digits between letters are part of a digest, not a whole number.
    (
        "a digest with sixteen digits in a row",
        "2023",
        "[[evidence]]\nid = \"E1\"\ntitle = \"SK\"\nsha256 = \"a6271012345678901bf00d00d00d00d00d00d00d00d00d00d00d00d00d00d00d\"\n[answers.5]\nP1 = { evidence = [\"E1\"] }\n",
    ),
];

#[test]
fn what_is_no_mistake_is_accepted() {
    let wrong = |(name, edition, body): &(&str, &str, &str)| {
        let text = HEAD.replace("2023", edition) + body;
        check(name, &findings(&rules(edition).edition, &text), &[])
    };
    expect_none(&SOUND.iter().flat_map(wrong).collect::<Vec<_>>());
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_no_result() {
    let rules = rules("2023");
    let plain = format!("{HEAD}notes = [\"satu\"]\n[blocks]\nklaster-1 = \"103,5\"\n");
    let windows = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let expected = result(&rules.edition, &plain);
    assert_eq!(expected.total.points, "103.5");
    assert_eq!(result(&rules.edition, &windows), expected);
    let json = "{\"format\": 1, \"edition\": \"2023\", \"region\": \"62.71\", \"year\": 2024,\r\n\"stage\": \"mandiri\", \"notes\": [\"satu\"], \"blocks\": {\"klaster-1\": \"103,5\"}}";
    assert_eq!(result(&rules.edition, json), expected);
    assert_eq!(result(&rules.edition, &format!("\u{feff} \r\n{json}")), expected);
}

// Editions

#[test]
fn a_file_knows_the_edition_it_was_written_for() {
    let id = |text: &str| {
        AnswersFile::parse(Source::new("answers.toml", text)).edition_id().map(str::to_owned)
    };
    assert_eq!(id(HEAD).as_deref(), Some("2023"));
    assert_eq!(id("format = 1\n"), None);
    assert_eq!(id("edition = 2023\n"), None);
}

#[test]
fn an_edition_that_does_not_exist() {
    let bundled = Edition::bundled_ids().into_iter().filter_map(Edition::bundled);
    let known: Vec<&Edition> = bundled.collect();
    let without = |text: &str| {
        let file = AnswersFile::parse(Source::new("answers.toml", text));
        file.without_edition(&known, None).diagnostics().to_vec()
    };
    let cases = [
        (
            "misspelt",
            HEAD.replace("2023", "profil22"),
            Find("unknown-edition", 2, 11, "profil22", Some("`profil-22`")),
        ),
        (
            "a year of another's",
            HEAD.replace("2023", "2024"),
            Find("unknown-edition", 2, 11, "2024", Some("`2023`")),
        ),
        (
            "unlike any",
            HEAD.replace("2023", "kla"),
            Find("unknown-edition", 2, 11, "kla", Some("`profil-22`")),
        ),
        (
            "absent",
            HEAD.replace("edition = \"2023\"\n", ""),
            Find("missing-key", 1, 1, "edition", Some("`2022`, `2023`")),
        ),
    ];
    let wrong = |(name, text, find): &(&str, String, Find)| {
        check(name, &without(text), std::slice::from_ref(find))
    };
    expect_none(&cases.iter().flat_map(wrong).collect::<Vec<_>>());
}

#[test]
fn without_its_edition_the_rest_of_a_file_is_judged_all_the_same() {
    let known = [&rules("2023").edition];
    let text =
        HEAD.replace("\"2023\"", "\"kla\"").replace("year = 2024", "year = 202") + "stge = 1\n";
    let text = text.replace("region = \"62.71\"", "region = \"62.7l\"");
    let file = AnswersFile::parse(Source::new("answers.toml", text));
    let rejected = file.without_edition(&known, Some(Regions::bundled()));
    let codes: Vec<&str> = rejected.diagnostics().iter().map(|found| found.code().name()).collect();
    assert_eq!(codes, ["unknown-edition", "unknown-region", "not-a-number", "unknown-key"]);
}

/// Excel and TOML take `16.10` for a number and drop its last digit.
#[test]
fn a_region_code_that_lost_its_zero() {
    let advice = |rest: &str| {
        let text = HEAD.replace("region = \"62.71\"\n", rest);
        let rejected = rules("2023").edition.read_answers("answers.toml", &text).expect_err(rest);
        let found = rejected.diagnostics().first().and_then(Diagnostic::advice);
        found.map_or_else(String::new, |advice| advice.get(Lang::En).to_owned())
    };
    for rest in ["region = 16.1\n", "region = \"16.1\"\n"] {
        assert!(advice(rest).contains("16.10"), "{rest}: {}", advice(rest));
    }
    let named = "region = 16.1\nregion_name = \"Kabupaten Ogan Komering Ulu\"\n";
    assert!(advice(named).contains("16.01"), "the name decides: {}", advice(named));
}

#[test]
fn a_file_that_is_no_text() {
    let bytes = b"format = 1\nregion_name = \"Kota \xff\"\n".to_vec();
    let rejected = Source::from_bytes("answers.toml", bytes).expect_err("it is not UTF-8");
    let find = Find("not-utf8", 2, 21, "UTF-8", Some("Excel"));
    expect_none(&check("bytes", rejected.diagnostics(), &[find]));
    let sound = Source::from_bytes("answers.toml", "\u{feff}é".into()).expect("it is UTF-8");
    assert_eq!(sound.text(), "é");
}

// Too much

#[test]
fn a_file_far_too_large_is_not_read() {
    let text = " ".repeat(32 * 1024 * 1024) + HEAD;
    let found = findings(&rules("2023").edition, &text);
    let codes: Vec<Code> = found.iter().map(Diagnostic::code).collect();
    assert_eq!(codes, [Code::FileTooLarge]);
}

/// Nesting without end must not use up the stack.
#[test]
fn nesting_without_end_is_refused() {
    let deep = |open: &str, shut: &str| open.repeat(100_000) + &shut.repeat(100_000);
    let head = "\"format\": 1, \"edition\": \"2023\", \"region\": \"62.71\", \"year\": 2024, \"stage\": \"mandiri\"";
    let texts = [
        format!("{{{head}, \"notes\": {}}}", deep("[", "]")),
        format!("{{{head}, \"blocks\": {}1{}}}", "{\"a\": ".repeat(100_000), "}".repeat(100_000)),
        deep("{\"a\":", "}"),
        "{\"a\":".repeat(100_000),
        format!("{HEAD}notes = {}\n", deep("[", "]")),
        format!("{HEAD}blocks = {}1{}\n", "{ a = ".repeat(100_000), " }".repeat(100_000)),
        format!("{HEAD}{}a = 1\n", "a.".repeat(100_000)),
        format!("{HEAD}[{}a]\n", "a.".repeat(100_000)),
    ];
    for text in texts {
        let found = findings(&rules("2023").edition, &text);
        let is_told = found.iter().any(|found| found.code() == Code::Syntax);
        assert!(
            is_told,
            "{}…: {:?}",
            &text[..40],
            found.iter().map(Diagnostic::code).collect::<Vec<_>>()
        );
    }
}

// The list of codes; a case for every one of them stands in `rejected`

#[test]
fn every_code_is_explained_in_both_languages() {
    for code in Code::ALL {
        let explanation = code.explanation();
        let (id, en) = (explanation.get(Lang::Id), explanation.get(Lang::En));
        assert!(id != en && id.ends_with('.') && en.ends_with('.'), "{code}: {id} | {en}");
        assert!(
            code.name()
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
    }
}
