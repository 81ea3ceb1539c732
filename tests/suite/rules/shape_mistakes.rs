//! The made-up edition of every shape with one mistake in a shape, a scale, a gate or a rule.

use super::mistakes::{Change::Text, Find, Mistake};
use crate::support::{Edit, SHAPES};

const fn mistake(name: &'static str, edit: Edit, finds: &'static [Find]) -> Mistake {
    Mistake { name, edition: SHAPES, change: Text(edit), finds }
}

const fn pilihan(after: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit { file: "pilihan", after, from, to }
}

const fn angka(after: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit { file: "angka", after, from, to }
}

const fn wilayah(after: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit { file: "wilayah", after, from, to }
}

const fn edition(after: &'static str, from: &'static str, to: &'static str) -> Edit {
    Edit { file: "edition", after, from, to }
}

/// Where the three ranges of question 3.P3 begin.
const P3: &str = "dinilai bertingkat?";

pub const OF_SHAPES: &[Mistake] = &[
    // Steps of points
    mistake(
        "steps that fall",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[\"0\", \"2\", \"1\", \"4\"]"),
        &[Find("steps-not-rising", "pilihan", "", "steps = ")],
    ),
    mistake(
        "a step twice",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[\"0\", \"2\", \"2.0\", \"4\"]"),
        &[Find("steps-not-rising", "pilihan", "", "steps = ")],
    ),
    mistake(
        "steps that do not begin at nothing",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[\"1\", \"2\", \"4\"]"),
        &[Find("steps-start", "pilihan", "", "steps = ")],
    ),
    mistake(
        "steps that end below the maximum",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[\"0\", \"1\", \"3.5\"]"),
        &[Find("maximum-not-reached", "pilihan", "", "steps = ")],
    ),
    mistake(
        "steps that end above the maximum",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[\"0\", \"1\", \"4.5\"]"),
        &[Find("maximum-not-reached", "pilihan", "", "steps = ")],
    ),
    mistake(
        "steps of nothing",
        pilihan("", "[\"0\", \"1\", \"2\", \"4\"]", "[]"),
        &[Find("missing-key", "pilihan", "", "steps = ")],
    ),
    mistake(
        "no steps and no word about them",
        pilihan("", "steps = { unknown = \"langkahnya tidak diketahui\" }\n", ""),
        &[Find("missing-key", "pilihan", "id = \"P1\"", "[[indicator.question]]")],
    ),
    // Ladders
    mistake(
        "a level above the next one",
        pilihan("", "points = \"6\" }", "points = \"10.5\" }"),
        &[Find("steps-not-rising", "pilihan", "", "id = \"perda\"")],
    ),
    mistake(
        "a highest level below the maximum",
        pilihan("id = \"perda\"", "\"10\"", "\"9\""),
        &[Find("maximum-not-reached", "pilihan", "", "id = \"perda\"")],
    ),
    mistake(
        "a known level above one over an unknown one",
        pilihan("id = \"rancangan\"", "points = \"2\" }", "points = \"5.5\" }"),
        &[Find("steps-not-rising", "pilihan", "", "id = \"anggaran\"")],
    ),
    mistake(
        "a level named like a state",
        pilihan("", "id = \"edaran\"", "id = \"nol\""),
        &[Find("bad-id", "pilihan", "", "id = \"nol\"")],
    ),
    mistake(
        "a level twice",
        pilihan("", "id = \"edaran\"", "id = \"tidak\" , x = 1"),
        &[Find("bad-id", "pilihan", "", "x = 1"), Find("unknown-key", "pilihan", "", "x = 1")],
    ),
    mistake(
        "a level with a word for points that is none",
        pilihan("", "points = \"unknown\"", "points = \"entah\""),
        &[Find("not-a-number", "pilihan", "", "\"entah\"")],
    ),
    // Checklists
    mistake(
        "items that together miss the maximum",
        pilihan("", "text = \"Dana\", points = \"3\"", "text = \"Dana\", points = \"2.5\""),
        &[Find("maximum-not-reached", "pilihan", "Apa saja yang tersedia?", "items = ")],
    ),
    mistake(
        "a checklist without items",
        pilihan(
            "",
            "[
    { id = \"ruang\", text = \"Ruang konsultasi\", points = \"2\" },
    { id = \"tenaga\", text = \"Tenaga profesional\", points = \"3\" },
    { id = \"dana\", text = \"Dana\", points = \"3\" },
]",
            "[]",
        ),
        &[Find("missing-key", "pilihan", "Apa saja yang tersedia?", "items = []")],
    ),
    mistake(
        "an item twice",
        pilihan("", "id = \"dana\"", "id = \"ruang\", text_en = \"\""),
        &[Find("bad-id", "pilihan", "", "text_en"), Find("unknown-key", "pilihan", "", "text_en")],
    ),
    // Ranges of a percentage
    mistake(
        "a bound that belongs to no range",
        angka(P3, "{ from = \"60\"", "{ above = \"60\""),
        &[Find("threshold-hole", "angka", P3, "{ above = \"60\"")],
    ),
    mistake(
        "a bound that belongs to two ranges",
        angka(P3, "{ below = \"60\"", "{ to = \"60\""),
        &[Find("threshold-overlap", "angka", P3, "{ from = \"60\"")],
    ),
    mistake(
        "a hole between two ranges",
        angka(P3, "{ below = \"60\"", "{ below = \"59.99\""),
        &[Find("threshold-hole", "angka", P3, "{ from = \"60\"")],
    ),
    mistake(
        "two ranges that overlap",
        angka(P3, "{ below = \"60\"", "{ below = \"60.01\""),
        &[Find("threshold-overlap", "angka", P3, "{ from = \"60\"")],
    ),
    mistake(
        "a range that holds nothing",
        angka(P3, "{ from = \"60\", to = \"90\"", "{ from = \"60\", below = \"60\""),
        &[Find("threshold-empty", "angka", P3, "{ from = \"60\"")],
    ),
    mistake(
        "ranges that begin too late",
        angka(P3, "{ below = \"60\"", "{ above = \"0\", below = \"60\""),
        &[Find("threshold-hole", "angka", P3, "{ above = \"0\"")],
    ),
    mistake(
        "ranges that end too early",
        angka(P3, "{ above = \"90\"", "{ above = \"90\", below = \"100\""),
        &[Find("threshold-hole", "angka", P3, "{ above = \"90\"")],
    ),
    mistake(
        "a range without a beginning in the middle",
        angka(P3, "{ from = \"60\", to", "{ to"),
        &[Find("threshold-overlap", "angka", P3, "{ to = \"90\"")],
    ),
    mistake(
        "a better percentage that earns less",
        angka(P3, "points = \"1.5\"", "points = \"3.5\""),
        &[Find("steps-not-rising", "angka", P3, "{ above = \"90\"")],
    ),
    mistake(
        "a worse percentage that earns more, where lower is better",
        angka("masih kurang, dinilai bertingkat", "points = \"1\"", "points = \"3.5\""),
        &[Find(
            "steps-not-rising",
            "angka",
            "masih kurang, dinilai bertingkat",
            "{ above = \"20\"",
        )],
    ),
    mistake(
        "a best range below the maximum",
        angka(P3, "points = \"3\"", "points = \"2.5\""),
        &[Find("maximum-not-reached", "angka", P3, "{ above = \"90\"")],
    ),
    mistake(
        "a best range above the maximum, where lower is better",
        angka("masih kurang, dinilai bertingkat", "points = \"5\"", "points = \"5.5\""),
        &[Find("maximum-not-reached", "angka", "masih kurang, dinilai bertingkat", "{ to = \"5\"")],
    ),
    mistake(
        "a bound both open and closed",
        angka(P3, "{ from = \"60\"", "{ from = \"60\", above = \"60\""),
        &[Find("wrong-type", "angka", P3, "{ from = \"60\"")],
    ),
    mistake(
        "a percentage below zero",
        angka(P3, "{ below = \"60\"", "{ from = \"-1\", below = \"60\""),
        &[Find("negative-figure", "angka", P3, "{ from = \"-1\"")],
    ),
    mistake(
        "a bound that could be tens of thousands",
        angka(P3, "{ below = \"60\"", "{ below = \"60.000\""),
        &[Find("ambiguous-number", "angka", P3, "{ below = \"60.000\"")],
    ),
    mistake(
        "ranges and no scale",
        angka(P3, "scale = \"steps\"\n", ""),
        &[
            Find("missing-key", "angka", "id = \"P2\"", "[[indicator.question]]"),
            Find("unknown-key", "angka", P3, "thresholds = "),
        ],
    ),
    mistake(
        "a target for a percentage",
        angka("dinilai sebanding?", "scale = \"linear\"", "scale = \"linear\"\ntarget = \"100\""),
        &[Find("unknown-key", "angka", "", "target = \"100\"")],
    ),
    mistake(
        "a linear scale whose maximum has too many decimals",
        angka("dinilai sebanding?", "maximum = \"8\"", "maximum = \"8.0001\""),
        &[
            Find("sum-mismatch", "angka", "id = \"3\"", "maximum = \"30\""),
            Find("rounding-needed", "angka", "dinilai sebanding?", "scale = \"linear\""),
        ],
    ),
    // Ranges of a figure
    mistake(
        "a highest figure",
        angka("", "{ from = \"10\", points", "{ from = \"10\", to = \"99\", points"),
        &[Find("threshold-hole", "angka", "", "{ from = \"10\", to")],
    ),
    mistake(
        "a target of nothing",
        angka("", "target = \"12\"", "target = \"0\""),
        &[Find("not-a-number", "angka", "", "target = \"0\"")],
    ),
    mistake(
        "a total of zero where there is no total",
        angka(
            "dari sasaran dua belas?",
            "scale = \"linear\"",
            "scale = \"linear\"\nzero_total = \"none\"",
        ),
        &[Find("unknown-key", "angka", "dari sasaran dua belas?", "zero_total")],
    ),
    // Series
    mistake(
        "a change on a linear scale",
        wilayah("seharusnya turun?", "scale = \"steps\"", "scale = \"linear\""),
        &[
            Find("unknown-word", "wilayah", "seharusnya turun?", "scale = \"linear\""),
            Find("unknown-key", "wilayah", "seharusnya turun?", "thresholds = "),
        ],
    ),
    mistake(
        "a lowest change",
        wilayah("seharusnya turun?", "{ below = \"-5\"", "{ from = \"-100\", below = \"-5\""),
        &[Find("threshold-hole", "wilayah", "seharusnya turun?", "{ from = \"-100\"")],
    ),
    mistake(
        "a change of nothing that belongs to no range",
        wilayah("seharusnya turun?", "{ above = \"0\"", "{ above = \"0.1\""),
        &[Find("threshold-hole", "wilayah", "seharusnya turun?", "{ above = \"0.1\"")],
    ),
    mistake(
        "a series of no year",
        wilayah("", "years = 2", "years = 0"),
        &[Find("not-a-number", "wilayah", "", "years = 0")],
    ),
    mistake(
        "a series that takes the mean",
        wilayah("", "take = \"last\"", "take = \"mean\""),
        &[Find("unknown-word", "wilayah", "", "take = \"mean\"")],
    ),
    // What does not apply
    mistake(
        "scaling that does not say how it rounds",
        edition("policy = \"leaves\"", "digits = 1\nties", "ties"),
        &[Find("missing-key", "edition", "", "[not_applicable]")],
    ),
    mistake(
        "rounding where nothing is scaled",
        edition("", "policy = \"leaves\"", "policy = \"lost\""),
        &[
            Find("unknown-key", "edition", "policy = \"lost\"", "digits"),
            Find("unknown-key", "edition", "policy = \"lost\"", "ties"),
        ],
    ),
    mistake(
        "a question's rule that does not exist",
        angka("", "not_applicable = \"lost\"", "not_applicable = \"kept\""),
        &[Find("unknown-word", "angka", "", "\"kept\"")],
    ),
    // Gates
    mistake(
        "all and any at once",
        edition("id = \"perda\"", "category = ", "any = []\ncategory = "),
        &[Find("bad-gate", "edition", "# ... and scaled", "[[gate]]")],
    ),
    mistake(
        "an empty part",
        edition("id = \"merata\"", "{ all = [ {", "{ all = [] }, { all = [ {"),
        &[Find("bad-gate", "edition", "id = \"merata\"", "{ all = [] }")],
    ),
    mistake(
        "a part of nothing",
        edition(
            "id = \"merata\"",
            "{ indicators = 2, at_share = \"50\" }",
            "{ at_share = \"50\" }",
        ),
        &[
            Find("bad-gate", "edition", "", "{ at_share = \"50\" }"),
            Find("unknown-key", "edition", "", "{ at_share = \"50\" }"),
        ],
    ),
    mistake(
        "a share that is not said",
        edition("id = \"merata\"", ", at_share = \"50\"", ""),
        &[Find("missing-key", "edition", "id = \"merata\"", "{ indicators = 2 }")],
    ),
    mistake(
        "more indicators than there are",
        edition("id = \"merata\"", "indicators = 2", "indicators = 7"),
        &[Find("not-a-number", "edition", "id = \"merata\"", "indicators = 7")],
    ),
    mistake(
        "a part in a part on a question that is not there",
        edition("id = \"perda\"", "\"2.P2\"", "\"2.P5\""),
        &[Find("unknown-reference", "edition", "", "\"2.P5\"")],
    ),
    mistake(
        "a part in a part with a key that nothing reads",
        edition("id = \"perda\"", "at_least = \"5\"", "at_least = \"5\", at_most = \"6\""),
        &[Find("unknown-key", "edition", "", "at_most")],
    ),
    // Reasons, shrink and effort
    mistake(
        "a reason under a key that nothing reads",
        edition("", "[[reasons.reason]]", "[[reasons.reasons]]"),
        &[Find("unknown-key", "edition", "[reasons]", "[[reasons.reasons]]")],
    ),
    mistake(
        "a reason twice",
        edition("[reasons]", "id = \"HT\"", "id = \"BK\" #"),
        &[Find("duplicate-id", "edition", "", "id = \"BK\" #")],
    ),
    mistake(
        "a reason without a name",
        edition("id = \"HT\"", "name = \"Salah hitung\"\n", ""),
        &[Find("missing-key", "edition", "Upload the evidence.", "[[reasons.reason]]")],
    ),
    mistake(
        "a reply in English alone",
        edition("[reasons]", "reply = \"Unggah buktinya.\"\n", ""),
        &[Find("unknown-key", "edition", "[reasons]", "reply_en")],
    ),
    mistake(
        "reasons without a source",
        edition("[reasons]", "source = \"buatan\"\n", ""),
        &[Find("missing-key", "edition", "", "[reasons]")],
    ),
    mistake(
        "a fall above everything",
        edition("[shrink]", "\"20.5\"", "\"100.5\""),
        &[Find("percent-above-100", "edition", "", "\"100.5\"")],
    ),
    mistake(
        "falls that do not rise",
        edition("[shrink]", "\"20.5\"", "\"9\""),
        &[Find("steps-not-rising", "edition", "[shrink]", "percents")],
    ),
    mistake(
        "a fall twice",
        edition("[shrink]", "\"20.5\"", "\"10.0\""),
        &[Find("steps-not-rising", "edition", "[shrink]", "percents")],
    ),
    mistake(
        "no falls",
        edition("[shrink]", "[\"10\", \"20.5\"]", "[]"),
        &[Find("missing-key", "edition", "[shrink]", "percents")],
    ),
    mistake(
        "falls without the one to expect",
        edition("[shrink]", "reference = \"12.5\"\n", ""),
        &[Find("missing-key", "edition", "", "[shrink]")],
    ),
    mistake(
        "a usual class that is not there",
        edition("[effort]", "usual = \"kegiatan\"", "usual = \"kegiatn\""),
        &[Find("unknown-reference", "edition", "", "\"kegiatn\"")],
    ),
    mistake(
        "a class of a question that is not there",
        pilihan("", "effort = \"hasil\"", "effort = \"hasill\""),
        &[Find("unknown-reference", "pilihan", "", "\"hasill\"")],
    ),
    mistake(
        "a class without units",
        edition("id = \"hasil\"", "units = 21\n", ""),
        &[
            Find("missing-key", "edition", "Carry out the activity", "[[effort.class]]"),
            Find("unknown-reference", "pilihan", "", "\"hasil\""),
        ],
    ),
    mistake(
        "a class of no work",
        edition("[effort]", "units = 21", "units = 0"),
        &[
            Find("not-a-number", "edition", "", "units = 0"),
            Find("unknown-reference", "pilihan", "", "\"hasil\""),
        ],
    ),
    mistake(
        "a step of nothing",
        edition("[effort]", "step = \"5\"", "step = \"0\""),
        &[Find("percent-above-100", "edition", "", "step = \"0\"")],
    ),
    mistake(
        "a step of more than everything",
        edition("[effort]", "step = \"5\"", "step = \"100.01\""),
        &[Find("percent-above-100", "edition", "", "step = \"100.01\"")],
    ),
    mistake(
        "a pace that nobody knows",
        edition("[effort]", "pace = \"quick\"", "pace = \"quik\""),
        &[Find("unknown-word", "edition", "", "\"quik\"")],
    ),
    mistake(
        "a class with a key that nothing reads",
        edition("[effort]", "pace = \"quick\"", "quick = true"),
        &[Find("unknown-key", "edition", "", "quick = true")],
    ),
    // Agencies
    mistake(
        "a spelling of two agencies",
        edition("short = \"Dinas Data\"", "aliases = []", "aliases = [\"dp-ppa\"]"),
        &[Find("alias-taken", "edition", "", "\"dp-ppa\"")],
    ),
    mistake(
        "holes between bands that belong to nobody",
        edition("", "between = \"lower\"", "between = \"none\""),
        &[
            Find("band-hole", "edition", "id = \"pratama\"", "[[category]]"),
            Find("band-hole", "edition", "id = \"madya\"", "[[category]]"),
        ],
    ),
];
