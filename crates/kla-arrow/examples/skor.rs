//! Scores a file of Parquet: `skor REGIONS.parquet SCORES.parquet [EDITION] [YEAR] [STAGE]`.

use std::path::Path;
use std::process::ExitCode;

use kla::{AnswersHead, Edition};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, rest @ ..] = arguments.as_slice() else {
        eprintln!("skor WILAYAH.parquet NILAI.parquet [EDISI] [TAHUN] [TAHAP]");
        return ExitCode::from(2);
    };
    let word = |place: usize| rest.get(place).map(String::as_str);
    let Some(edition) = Edition::bundled(word(0).unwrap_or("2023")) else {
        eprintln!("edisi yang tersedia: {}", Edition::bundled_ids().join(", "));
        return ExitCode::from(2);
    };
    let head = AnswersHead {
        year: word(1).and_then(|year| year.parse().ok()),
        stage: word(2).map(str::to_owned),
        ..AnswersHead::default()
    };
    match kla_arrow::score_file(edition, &head, Path::new(from), Path::new(to)) {
        Ok(regions) => {
            eprintln!("{regions} wilayah dinilai");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}
