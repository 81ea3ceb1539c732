//! One answers file held against its printed figures and the results beside it.

use std::path::{Path, PathBuf};

use kla::{Answers, Audit, AuditFinding, Lang, audit, audit_result, score};

use super::output::{Case, Finding};
use crate::load::{self, LoadError, Rules};
use crate::{Streams, show};

/// What a run of the audit holds its cases against.
pub(super) struct Against<'r> {
    /// The editions of the run.
    pub(super) rules: &'r Rules,
    /// The results of another program, in folders like those of the cases.
    pub(super) results: Option<&'r Path>,
}

impl Against<'_> {
    /// The audit of an answers file; `root` is the path that was walked to find it.
    pub(super) fn case(
        &self,
        path: &Path,
        root: &Path,
        streams: &mut Streams<'_>,
    ) -> Result<Case, LoadError> {
        let source = load::source(path, streams)?;
        let file = source.name().to_owned();
        // An edition that stands beside the answers is the one they were written for.
        let own = beside(path, "edition", Path::is_dir);
        let own = match own {
            Some(own) => Some(Rules::with(load::edition(&own)?)),
            None => None,
        };
        let answers = load::check(source, None, own.as_ref().unwrap_or(self.rules))?;
        let mut found = with_golden(&answers, path)?;
        if let Some(results) = self.results {
            let theirs = theirs(path, root, results, &answers)?;
            found.compared += theirs.compared;
            found.findings.extend(theirs.findings);
        }
        let findings = found.findings.into_iter().map(Finding::of).collect();
        Ok(Case { file, compared: found.compared, findings, error: None })
    }
}

fn with_golden(answers: &Answers<'_>, path: &Path) -> Result<Audit, LoadError> {
    let golden = beside(path, "score.json", Path::is_file);
    let text = golden.as_deref().map(load::file).transpose()?;
    let text = text.as_ref().map(|golden| golden.text());
    audit(&score(answers), text).map_err(|error| {
        let golden = golden.unwrap_or_else(|| path.to_owned());
        LoadError::Unreadable(golden, std::io::Error::other(error))
    })
}

/// The result of another program for a case: `result.json` in the folder that stands as deep below
/// `results` as the case's does below `root`.
fn theirs(
    path: &Path,
    root: &Path,
    results: &Path,
    answers: &Answers<'_>,
) -> Result<Audit, LoadError> {
    let folder = path.parent().unwrap_or(path);
    let within = folder.strip_prefix(root).unwrap_or(Path::new(""));
    let file = results.join(within).join("result.json");
    let text = load::file(&file)?;
    audit_result(&score(answers), text.text())
        .map_err(|error| LoadError::Unreadable(file, std::io::Error::other(error)))
}

fn beside(path: &Path, name: &str, is_there: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    path.parent().map(|folder| folder.join(name)).filter(|beside| is_there(beside))
}

impl Finding {
    fn of(finding: AuditFinding) -> Finding {
        Finding {
            fails: finding.kind.fails(),
            kind: finding.kind.word(),
            node: finding.node,
            expected: finding.expected,
            found: finding.found,
            difference: finding.difference,
        }
    }
}

/// The answers of a case by the editions of the run, for what is asked of all cases together; nothing
/// for a case with an edition of its own or with mistakes, which its audit has told.
pub(super) fn answers<'r>(
    path: &Path,
    rules: &'r Rules,
    lang: Lang,
    streams: &mut Streams<'_>,
) -> Option<Answers<'r>> {
    if beside(path, "edition", Path::is_dir).is_some() || path.as_os_str() == "-" {
        return None;
    }
    match load::source(path, streams).and_then(|source| load::check(source, None, rules)) {
        Ok(answers) => Some(answers),
        Err(LoadError::Rejected(_)) => None,
        Err(LoadError::Unreadable(path, error)) => {
            show::unreadable(&path, &error, lang, streams);
            None
        }
    }
}
