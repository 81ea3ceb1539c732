fn main() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out = std::path::Path::new("/tmp/wtC-out");
    std::fs::create_dir_all(out).unwrap();
    for (name, edition) in [
        ("2023/rekap-274-butir-2024", "2023"),
        ("profil-22/tebing-tinggi-2023", "profil-22"),
        ("2022/sumbawa-2022", "2022"),
    ] {
        let edition = kla::Edition::bundled(edition).unwrap();
        let text =
            std::fs::read_to_string(root.join("fixtures").join(name).join("answers.toml")).unwrap();
        let answers = edition.read_answers("a", &text).unwrap();
        let form = kla_sheet::Form::filled(&answers);
        let file = name.replace('/', "_");
        std::fs::write(out.join(format!("{file}.xlsx")), form.to_xlsx().unwrap()).unwrap();
        std::fs::write(out.join(format!("{file}.csv")), form.to_csv()).unwrap();
    }
    let edition = kla::Edition::bundled("2023").unwrap();
    let region = kla::Regions::bundled().get("16.10").unwrap();
    let form = kla_sheet::Form::blank(edition).region(region).year(2025);
    std::fs::write(out.join("blank.xlsx"), form.to_xlsx().unwrap()).unwrap();
    let id = edition.agencies()[0].id.clone();
    std::fs::write(
        out.join("agency.xlsx"),
        form.part(kla_sheet::Part::Agency(id)).to_xlsx().unwrap(),
    )
    .unwrap();
    let read = |f: &str| {
        kla::Source::new(
            f,
            std::fs::read_to_string(root.join("fixtures/shapes/edition").join(f)).unwrap(),
        )
    };
    let shapes = kla::Edition::parse(
        ["edition.toml", "pilihan.toml", "angka.toml", "wilayah.toml"].map(read).to_vec(),
    )
    .unwrap();
    std::fs::write(
        out.join("shapes.xlsx"),
        kla_sheet::Form::blank(&shapes).region(region).to_xlsx().unwrap(),
    )
    .unwrap();
}
