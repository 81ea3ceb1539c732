//! The files of a case in the order of the stages, each with the official answers so far.

use kla::{Address, Answers, DeclaredWhat, OverError, Points, score};

use super::{StageFigure, StageScore, shares};

/// The answers of several stages of one case.
///
/// Invariant: at least two, of one edition, region and year, in the order of the edition's stages, each
/// stage once.
#[derive(Debug)]
pub struct Stages<'e> {
    pub(super) stages: Vec<StageAnswers<'e>>,
}

/// What a stage says, and what stands after it.
#[derive(Debug)]
pub(super) struct StageAnswers<'e> {
    pub(super) file: String,
    pub(super) own: Answers<'e>,
    /// The official answers; `None` at the first stage, whose own words they are.
    official: Option<Answers<'e>>,
}

/// Files that are no stages of one case.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StagesError {
    /// A single file has nothing to be held against.
    #[error("one file alone has nothing to be compared with")]
    TooFew,
    /// Two files are of the same stage.
    #[error("{first} and {second} are both of the stage {stage}")]
    SameStage {
        /// The stage.
        stage: kla::StageId,
        /// One of the files.
        first: String,
        /// The other.
        second: String,
    },
    /// A later file does not go with an earlier one.
    #[error("{later} cannot be laid over {earlier}: {reason}")]
    Over {
        /// The file of the earlier stage.
        earlier: String,
        /// The file of the later stage.
        later: String,
        /// Why.
        reason: OverError,
    },
}

impl<'e> Stages<'e> {
    /// Files in any order, each with its name.
    ///
    /// # Errors
    ///
    /// When there are fewer than two, two are of one stage, or they are not of one edition, region and
    /// year; and when a later stage speaks of a part of what is known only as a whole.
    pub fn of(mut files: Vec<(String, Answers<'e>)>) -> Result<Stages<'e>, StagesError> {
        if files.len() < 2 {
            return Err(StagesError::TooFew);
        }
        files.sort_by(|(one_name, one), (other_name, other)| {
            (place(one), one_name).cmp(&(place(other), other_name))
        });
        for pair in files.windows(2) {
            let [(earlier, before), (later, after)] = pair else { continue };
            before.is_of_the_case_of(after).map_err(|reason| StagesError::Over {
                earlier: earlier.clone(),
                later: later.clone(),
                reason,
            })?;
        }
        for pair in files.windows(2) {
            let [(first, before), (second, after)] = pair else { continue };
            if before.stage().id == after.stage().id {
                return Err(StagesError::SameStage {
                    stage: before.stage().id.clone(),
                    first: first.clone(),
                    second: second.clone(),
                });
            }
        }
        let mut stages: Vec<StageAnswers<'e>> = Vec::new();
        for (file, own) in files {
            let official = match stages.last() {
                None => None,
                Some(before) => {
                    let official = own.over(before.official()).map_err(|reason| {
                        let earlier = before.file.clone();
                        StagesError::Over { earlier, later: file.clone(), reason }
                    })?;
                    Some(official)
                }
            };
            stages.push(StageAnswers { file, own, official });
        }
        Ok(Stages { stages })
    }

    /// The official figure of each stage.
    pub(super) fn scores(&self) -> Vec<StageScore<'_>> {
        let mut scores: Vec<StageScore<'_>> = Vec::new();
        // Whether the figure that stands is known by its total alone, so that nothing can be laid on it.
        let mut only_total = false;
        for stage in &self.stages {
            let figure = figure(stage, scores.last(), only_total);
            only_total = match figure {
                StageFigure::Computed => false,
                StageFigure::Declared => true,
                StageFigure::Unchanged | StageFigure::Unknown => only_total,
            };
            let before = scores.last();
            let stands_computed = before.is_some_and(|before| before.card.is_some());
            let card = match figure {
                StageFigure::Computed => Some(score(stage.official())),
                StageFigure::Unchanged if stands_computed => Some(score(stage.official())),
                _ => None,
            };
            let total = match (figure, &card) {
                (_, Some(card)) => Some(card.total()),
                (StageFigure::Declared, None) => declared(&stage.own, &Address::Total),
                (StageFigure::Unchanged, None) => before.and_then(|before| before.total),
                _ => None,
            };
            let blocks = match (figure, &card) {
                (_, Some(card)) => card.blocks().iter().map(|block| Some(block.points)).collect(),
                (StageFigure::Unchanged, None) => {
                    before.map_or_else(Vec::new, |before| before.blocks.clone())
                }
                (StageFigure::Declared, None) => {
                    let blocks = stage.own.edition().blocks().iter();
                    blocks
                        .map(|block| declared(&stage.own, &Address::Block(block.id.clone())))
                        .collect()
                }
                _ => vec![None; stage.own.edition().blocks().len()],
            };
            scores.push(StageScore {
                stage: stage.own.stage(),
                file: &stage.file,
                own: &stage.own,
                figure,
                total,
                card,
                shares: Vec::new(),
                adjustment: Points::ZERO,
                checked: None,
                blocks,
            });
        }
        shares::fill(&mut scores);
        scores
    }
}

impl<'e> StageAnswers<'e> {
    fn official(&self) -> &Answers<'e> {
        self.official.as_ref().unwrap_or(&self.own)
    }
}

fn figure(
    stage: &StageAnswers<'_>,
    before: Option<&StageScore<'_>>,
    only_total: bool,
) -> StageFigure {
    let own = &stage.own;
    let is_printed = declared(own, &Address::Total).is_some();
    if own.speaks() && (!only_total || own.is_complete()) {
        return StageFigure::Computed;
    }
    if is_printed {
        return StageFigure::Declared;
    }
    let stands = before.is_some_and(|before| before.total.is_some());
    if !own.speaks() && stands { StageFigure::Unchanged } else { StageFigure::Unknown }
}

/// The printed points of a node.
pub(super) fn declared(answers: &Answers<'_>, node: &Address) -> Option<Points> {
    let mut figures = answers.declared().iter();
    let found = figures.find(|figure| figure.what == DeclaredWhat::Points && figure.node == *node);
    found.map(|figure| figure.points)
}

/// The place of a stage in its edition.
fn place(answers: &Answers<'_>) -> Option<usize> {
    let stages = answers.edition().stages();
    stages.iter().position(|stage| stage.id == answers.stage().id)
}
