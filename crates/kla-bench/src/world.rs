//! Everything the pieces of work start from: editions, forms by hand, and the answers of regions, in every
//! form in which somebody wants them.

use kla::{Answers, Columns, Edition, Regions, Scorer};

use crate::floor::{
    Answer, Form, NOT_APPLICABLE, Profile, ProfileAnswer, WholeForm, earned, narrow,
};
#[cfg(feature = "zen")]
use crate::peer::Zen;
use crate::peer::{Script, ScriptAnswers};
use crate::random;

/// How many regions Indonesia has.
pub const NATION: usize = 514;

/// How many regions' answers are handed to the peers; more would tell nothing.
const FOR_PEERS: usize = 16;

/// The start of all work.
pub struct World {
    /// The edition of 274 questions.
    pub edition: &'static Edition,
    /// Answers files to it.
    pub texts: Vec<String>,
    /// What the library read there.
    pub answers: Vec<Answers<'static>>,
    /// The same in the form by hand.
    pub form: Form,
    /// Answers to it.
    pub form_answers: Vec<Vec<Answer>>,
    /// The same in whole hundredths.
    pub whole: WholeForm,
    /// Answers to it.
    pub whole_answers: Vec<Vec<u32>>,
    /// The edition of 22 percentages.
    pub profile_edition: &'static Edition,
    /// What the library read for it.
    pub profile_answers: Vec<Answers<'static>>,
    /// The same in the form by hand.
    pub profile: Profile,
    /// Answers to it.
    pub profile_form_answers: Vec<Vec<ProfileAnswer>>,
    /// A decision graph.
    #[cfg(feature = "zen")]
    pub zen: Zen,
    /// Answers to it, of fewer regions.
    #[cfg(feature = "zen")]
    pub zen_answers: Vec<zen_engine::Variable>,
    /// A script.
    pub script: Script,
    /// Answers to it, of fewer regions.
    pub script_answers: Vec<ScriptAnswers>,
}

impl World {
    /// Answers of so many regions, which are the same in every run.
    ///
    /// # Panics
    ///
    /// Where the library refuses a file, which a mistake in [`random`] would be.
    #[must_use]
    pub fn new(regions: usize) -> World {
        let edition = Edition::bundled("2023").expect("edition 2023");
        let profile_edition = Edition::bundled("profil-22").expect("edition profil-22");
        let texts = files(edition, regions);
        let answers = read(edition, &texts);
        let profile_answers = read(profile_edition, &files(profile_edition, regions));
        let for_peers = &answers[..regions.min(FOR_PEERS)];
        World {
            form: Form::of(edition),
            form_answers: answers.iter().map(Form::answers).collect(),
            whole: WholeForm::of(edition),
            whole_answers: answers.iter().map(WholeForm::answers).collect(),
            profile: Profile::of(profile_edition),
            profile_form_answers: profile_answers.iter().map(Profile::answers).collect(),
            #[cfg(feature = "zen")]
            zen: Zen::of(edition),
            #[cfg(feature = "zen")]
            zen_answers: for_peers.iter().map(Zen::answers).collect(),
            script: Script::of(edition),
            script_answers: for_peers.iter().map(Script::answers).collect(),
            edition,
            texts,
            answers,
            profile_edition,
            profile_answers,
        }
    }

    /// Points in whole hundredths, question by question, of as many regions as wanted: those that are
    /// held, again and again.
    #[must_use]
    pub fn whole_columns(&self, regions: usize) -> Vec<u16> {
        let questions = self.whole_answers[0].len();
        let mut columns = Vec::with_capacity(questions * regions);
        for question in 0..questions {
            let held = self.whole_answers.iter().map(|answers| narrow(earned(answers[question])));
            columns.extend(held.cycle().take(regions));
        }
        columns
    }

    /// The library's own columns of as many regions as wanted: those that are held, again and again.
    #[must_use]
    pub fn columns(&self, regions: usize) -> Columns<'static> {
        let mut columns = Columns::of(&Scorer::of(self.edition));
        for answers in self.answers.iter().cycle().take(regions) {
            columns.push(answers);
        }
        columns
    }

    /// Holds every way to a total against the library's, for every region.
    ///
    /// # Panics
    ///
    /// Where one of them differs: then their times cannot be compared.
    pub fn check(&self) {
        let mut categories = [0; 16];
        for (place, answers) in self.answers.iter().enumerate() {
            let card = kla::score(answers);
            let total = card.total().to_decimal();
            let category = categories_reached(&card);
            categories[category] += 1;
            let by_hand = self.form.total(&self.form_answers[place]);
            assert_eq!(by_hand, (total, category), "decimals by hand, region {place}");
            let (hundredths, reached) = self.whole.total(&self.whole_answers[place]);
            let hundredths = rust_decimal::Decimal::new(hundredths.into(), 2);
            assert_eq!((hundredths, reached), by_hand, "whole numbers, region {place}");
            #[cfg(feature = "zen")]
            if let Some(answers) = self.zen_answers.get(place) {
                assert_eq!(self.zen.total(answers), by_hand, "zen-engine, region {place}");
            }
            if let Some(answers) = self.script_answers.get(place) {
                assert_eq!(self.script.total(answers), by_hand, "rhai, region {place}");
                assert_eq!(self.script.total(answers), by_hand, "rhai again, region {place}");
            }
        }
        let used = categories.iter().filter(|count| **count > 0).count();
        assert!(self.answers.len() < NATION || used > 3, "the dice reach few categories");
        let mut totals = vec![0; self.whole_answers.len()];
        self.whole.totals(&self.whole_columns(totals.len()), &mut totals);
        for (total, answers) in totals.iter().zip(&self.whole_answers) {
            assert_eq!(*total, self.whole.total(answers).0, "whole numbers by columns");
        }
        let scorer = Scorer::of(self.edition);
        let columns = self.columns(self.answers.len());
        assert_eq!(columns.apart(), 0, "every region fits the columns");
        for (total, answers) in columns.totals().into_iter().zip(&self.answers) {
            let card = kla::score(answers);
            let tally = scorer.tally(answers);
            assert_eq!(total, card.total(), "columns");
            assert_eq!(scorer.total(answers), card.total(), "total alone");
            assert_eq!(tally.total(), card.total(), "tally");
        }
        for (answers, by_hand) in self.profile_answers.iter().zip(&self.profile_form_answers) {
            let card = kla::score(answers);
            let expected = (card.total().to_decimal(), categories_reached(&card));
            assert_eq!(self.profile.total(by_hand), expected, "percentages by hand");
        }
        let states = self.whole_answers.iter().flatten();
        let states = states.filter(|answer| **answer >= NOT_APPLICABLE).count();
        assert!(states > 0, "every state occurs");
    }
}

/// How many floors of categories a scorecard's total has reached.
fn categories_reached(card: &kla::Scorecard<'_>) -> usize {
    let floors = card.edition().bands().categories.iter();
    floors.filter(|category| category.from <= card.total()).count()
}

fn files(edition: &Edition, regions: usize) -> Vec<String> {
    let codes = Regions::bundled().regions().iter().map(|region| region.code.as_str()).cycle();
    let numbered = codes.take(regions).zip(1..);
    numbered.map(|(code, seed)| random::answers(edition, code, seed)).collect()
}

fn read(edition: &'static Edition, texts: &[String]) -> Vec<Answers<'static>> {
    let read = texts.iter().map(|text| match edition.read_answers("answers.toml", text) {
        Ok(answers) => answers,
        Err(rejected) => panic!("the dice made a file that is refused: {rejected}\n{text}"),
    });
    read.collect()
}
