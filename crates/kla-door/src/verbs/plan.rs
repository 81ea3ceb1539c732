//! Questions about a score: its range, and the cheapest way to a category.

use kla::{AnswersFile, EffortChanges, Text};
use kla_plan::{
    Baseline, Buffer, Conditions, LastCycle, Marks, Outcomes, PlanQuery, Repair, Within, plan_json,
    range_json,
};
use kla_report::{Format, Templates, plan_paper, range_paper};

use super::case::{rendered, usize_of};
use crate::asked::Asked;
use crate::case::with_answers;
use crate::reply::{Refusal, Reply};

/// The choices of `from`, in both languages.
const MARKS: [(&str, Baseline); 6] = [
    ("verified", Baseline::Verified),
    ("evidenced", Baseline::Evidenced),
    ("claimed", Baseline::Claimed),
    ("terverifikasi", Baseline::Verified),
    ("berbukti", Baseline::Evidenced),
    ("diklaim", Baseline::Claimed),
];

/// `range`: four marks of a score, the margin above the floor, and the scenarios of a fall.
pub(super) fn range(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let (lang, output) = (asked.lang(), asked.output(Format::Json));
    let depth = asked.whole("depth");
    if depth.is_some() && output == Format::Json {
        let message = Text::new(
            "`depth` hanya berlaku untuk laporan; tambahkan `output`, misalnya `text`",
            "`depth` is about a report; add `output`, such as `text`",
        );
        asked.bad_value("depth", message);
    }
    let depth = depth.map_or(2, usize_of);
    let repair = repair(asked);
    let last = asked.list("last").and_then(|files| match *files {
        [own, verified] => Some((asked.file(own, "last[0]")?, asked.file(verified, "last[1]")?)),
        _ => {
            asked.bad_value(
                "last",
                Text::new(
                    "siklus lalu terdiri atas dua berkas: isian mandiri dan isian terverifikasi",
                    "the last cycle is two files: the self-assessment and the verified one",
                ),
            );
            None
        }
    });
    with_answers(asked, |answers, editions| {
        let last = match last {
            Some((own, verified)) => {
                // The last cycle may be of another edition than the one that is asked for.
                let own = editions.check(AnswersFile::parse(own), None)?;
                let verified = editions.check(AnswersFile::parse(verified), None)?;
                let last = LastCycle::beside(answers, &own, &verified);
                Some(last.map_err(|text| asked.refuse("last", text))?)
            }
            None => None,
        };
        let marks = Marks::with(answers, repair);
        let cards = marks.score();
        let text = match output {
            Format::Json => Ok(range_json(&cards, last.as_ref(), lang)),
            _ => range_paper(&cards, last.as_ref(), depth, lang)
                .render(&Templates::bundled(), output),
        };
        rendered(text, output)
    })
}

/// `plan`: the cheapest way to a category.
pub(super) fn plan(asked: &Asked<'_>) -> Result<Reply, Refusal> {
    let (lang, output) = (asked.lang(), asked.output(Format::Json));
    let (to, buffer, lock) = (asked.text("to"), asked.text("buffer"), asked.texts("lock"));
    let effort = asked.get("effort").and_then(|raw| asked.file(raw, "effort"));
    let query = PlanQuery {
        baseline: asked.choice("from", &MARKS),
        outcomes: if asked.flag("outcomes") { Outcomes::Improve } else { Outcomes::Stay },
        within: if asked.flag("mendable") { Within::Hours } else { Within::Any },
        conditions: if asked.flag("conditions") { Conditions::All } else { Conditions::Binding },
        repair: repair(asked),
        budget: asked.whole("budget"),
        ..PlanQuery::default()
    };
    with_answers(asked, |answers, _| {
        let edition = answers.edition();
        let target = to.map(|name| PlanQuery::target_named(&name, edition)).transpose();
        let buffer = buffer.map(|text| Buffer::read(&text, edition)).transpose();
        let locked = lock.iter().map(|name| PlanQuery::locked_named(name, edition)).collect();
        let query = PlanQuery {
            target: target.map_err(|text| asked.refuse("to", text))?,
            buffer: buffer
                .map_err(|text| asked.refuse("buffer", text))?
                .unwrap_or(Buffer::Expected),
            effort: match &effort {
                Some(source) => edition.read_effort(source.name(), source.text())?,
                None => EffortChanges::default(),
            },
            locked: Result::map_err(locked, |text| asked.refuse("lock", text))?,
            ..query
        };
        let planning = kla_plan::plan(answers, &query);
        let text = match output {
            Format::Json => Ok(plan_json(&planning, answers, lang)),
            _ => plan_paper(&planning, &kla::score(answers), lang)
                .render(&Templates::bundled(), output),
        };
        rendered(text, output)
    })
}

/// Whether what a verifier has decided can still change.
fn repair(asked: &Asked<'_>) -> Repair {
    if asked.flag("closed") { Repair::Over } else { Repair::Open }
}
