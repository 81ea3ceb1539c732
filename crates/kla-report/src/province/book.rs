//! A province as several tables, for the sheets of a workbook.

use kla::wording::whole;
use kla::{Kind, Lang};
use kla_plan::{Mark, Province, RankedRegion};

use super::list::{ProvinceCell, ProvinceList, blocks};
use super::{regions, words};
use crate::view::one_line;
use crate::words::word;

/// A province as tables: ranks, blocks, where points are lost, who does not take part, and what all of it
/// rests on. Each with the name of its sheet; sheets without rows are there too, so that a workbook always
/// looks the same.
#[must_use]
pub fn province_book(province: &Province<'_>, lang: Lang) -> Vec<(&'static str, ProvinceList)> {
    vec![
        (word(lang, "Peringkat", "Ranks"), ranks(province, lang)),
        (word(lang, "Blok", "Blocks"), letters(province, lang)),
        (word(lang, "Butir", "Questions"), losses(province, lang)),
        (word(lang, "Tidak ikut", "Not taking part"), absent(province, lang)),
        (word(lang, "Keterangan", "About"), about(province, lang)),
    ]
}

/// A table under the title of the province, with its headline and what nobody may overlook.
fn table(
    province: &Province<'_>,
    title: &str,
    heads: Vec<String>,
    rows: Vec<Vec<ProvinceCell>>,
    lang: Lang,
) -> ProvinceList {
    let state = super::provila(province, lang);
    let mut lines = vec![format!("{}; Provila {state}", super::headline(province, lang))];
    lines.extend(super::warning(province, lang));
    let title = match lang {
        Lang::Id => format!("Provinsi {}: {title}", province.name),
        Lang::En => format!("Province of {}: {title}", province.name),
    };
    ProvinceList { title, lines, heads, rows }
}

fn owned<const N: usize>(heads: [&str; N]) -> Vec<String> {
    heads.map(str::to_owned).into()
}

fn ranks(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let mut heads = owned([
        word(lang, "Peringkat", "Rank"),
        word(lang, "Terbaik", "Best"),
        word(lang, "Terburuk", "Worst"),
        word(lang, "Daerah", "Region"),
        word(lang, "Kode", "Code"),
        word(lang, "Jenis", "Kind"),
        word(lang, "Peringkat di jenisnya", "Rank among its kind"),
        word(lang, "Kategori", "Category"),
        word(lang, "Kategori siklus lalu", "Category of the cycle before"),
        word(lang, "Nilai", "Points"),
        word(lang, "Terverifikasi", "Verified"),
        word(lang, "Berbukti", "Evidenced"),
        word(lang, "Diklaim", "Claimed"),
        word(lang, "Paling tinggi", "Possible"),
        word(lang, "Kurang menuju kategori pertama", "Short of the first category"),
        word(lang, "Usaha", "Effort"),
    ]);
    let blocks = blocks(province);
    heads.extend(blocks.iter().map(|(_, short)| short.clone()));
    heads.extend(group_heads(province, lang));
    let number = ProvinceCell::Number;
    let mut rows = Vec::new();
    for (group, region) in standings(province) {
        let effort = region.to_first.and_then(|to_first| to_first.effort);
        let mut cells = vec![
            ProvinceCell::Count(region.rank.place),
            ProvinceCell::Count(region.rank.best),
            ProvinceCell::Count(region.rank.worst),
            ProvinceCell::text(words::who(&region.who, lang)),
            ProvinceCell::text(region.who.code().unwrap_or_default()),
            ProvinceCell::text(kind(region)),
            region
                .rank_in_kind
                .map_or_else(ProvinceCell::empty, |rank| ProvinceCell::Count(rank.place)),
            ProvinceCell::text(words::category(province, region.category, lang)),
            region.before.as_ref().map_or_else(ProvinceCell::empty, |before| {
                ProvinceCell::text(words::category(province, before.category, lang))
            }),
            number(region.total()),
        ];
        let marks = [Mark::Verified, Mark::Evidenced, Mark::Claimed, Mark::Potential];
        cells.extend(marks.map(|mark| number(region.at(mark))));
        cells.push(
            region.to_first.map_or_else(ProvinceCell::empty, |to_first| number(to_first.gap)),
        );
        cells.push(
            effort
                .and_then(|effort| usize::try_from(effort).ok())
                .map_or_else(ProvinceCell::empty, ProvinceCell::Count),
        );
        cells.extend(blocks.iter().map(|(id, _)| {
            let block = region.blocks.iter().find(|block| block.block.id.as_str() == id);
            let points = block.and_then(|block| block.points);
            points.map_or_else(ProvinceCell::empty, number)
        }));
        cells.extend(group_cells(province, group));
        rows.push(cells);
    }
    table(province, word(lang, "peringkat", "ranks"), heads, rows, lang)
}

fn letters(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let blocks = blocks(province);
    let mut heads = owned([word(lang, "Peringkat", "Rank"), word(lang, "Daerah", "Region")]);
    for (_, short) in &blocks {
        heads.extend([short.clone(), format!("{short} %")]);
    }
    heads.extend(group_heads(province, lang));
    let mut rows = Vec::new();
    for (group, region) in standings(province) {
        let mut cells = vec![
            ProvinceCell::Count(region.rank.place),
            ProvinceCell::text(words::who(&region.who, lang)),
        ];
        for (id, _) in &blocks {
            let block = region.blocks.iter().find(|block| block.block.id.as_str() == id);
            match block.and_then(|block| Some((block.letter()?, regions::percent(block)?))) {
                Some((letter, percent)) => {
                    cells.extend([ProvinceCell::text(letter.sign()), ProvinceCell::Count(percent)])
                }
                None => cells.extend([ProvinceCell::empty(), ProvinceCell::empty()]),
            }
        }
        cells.extend(group_cells(province, group));
        rows.push(cells);
    }
    let mut table =
        table(province, word(lang, "capaian per blok", "blocks by letter"), heads, rows, lang);
    table.lines.push(regions::legend(lang));
    table
}

fn losses(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let mut heads = owned([
        word(lang, "Bagian", "Part"),
        word(lang, "Daerah yang kehilangan", "Regions that lose"),
        word(lang, "Dari daerah", "Of regions"),
        word(lang, "Nilai hilang", "Points lost"),
        word(lang, "Uraian", "What"),
        word(lang, "Perangkat daerah", "Agencies"),
    ]);
    heads.extend(group_heads(province, lang));
    let mut rows = Vec::new();
    for group in &province.groups {
        for loss in &group.losses {
            let agencies: Vec<&str> =
                loss.agencies.iter().map(|agency| agency.short.as_str()).collect();
            let mut cells = vec![
                ProvinceCell::text(words::node(group.edition, &loss.node)),
                ProvinceCell::Count(loss.lost_in),
                ProvinceCell::Count(loss.known_in),
                ProvinceCell::Number(loss.lost),
                ProvinceCell::text(one_line(loss.name)),
                ProvinceCell::text(agencies.join(", ")),
            ];
            cells.extend(group_cells(province, group));
            rows.push(cells);
        }
    }
    let title = word(lang, "nilai yang hilang di banyak daerah", "points lost in many regions");
    table(province, title, heads, rows, lang)
}

fn absent(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let heads = owned([
        word(lang, "Kode", "Code"),
        word(lang, "Daerah", "Region"),
        word(lang, "Keadaan", "State"),
        word(lang, "Kategori siklus lalu", "Category of the cycle before"),
    ]);
    let rows = province.absent.iter().map(|absent| {
        let before = absent.before.as_ref();
        vec![
            ProvinceCell::text(&absent.code),
            ProvinceCell::text(&absent.name),
            ProvinceCell::text(words::absence(absent, lang)),
            before.map_or_else(ProvinceCell::empty, |before| {
                ProvinceCell::text(words::category(province, before.category, lang))
            }),
        ]
    });
    table(province, word(lang, "tidak ikut serta", "not taking part"), heads, rows.collect(), lang)
}

/// What all of it rests on.
fn about(province: &Province<'_>, lang: Lang) -> ProvinceList {
    let row = |label: &str, text: String| vec![ProvinceCell::text(label), ProvinceCell::text(text)];
    let number = |count: usize| whole(lang, count as i128);
    let mut rows = vec![
        row(word(lang, "Predikat", "Categories"), super::headline(province, lang)),
        row("Provila", super::provila(province, lang)),
    ];
    for count in &province.counts {
        rows.push(row(&words::category(province, count.category, lang), number(count.now)));
    }
    if let Some(warning) = super::warning(province, lang) {
        rows.push(row(word(lang, "Peringatan", "Warning"), warning));
    }
    let head = super::head(province, lang).into_iter();
    rows.extend(head.map(|line| row(word(lang, "Dasar", "Basis"), line)));
    rows.extend(
        super::provenance(province, lang).into_iter().map(|(label, text)| row(&label, text)),
    );
    let complete = match province.unread.is_empty() {
        true => word(lang, "ya", "yes"),
        false => word(lang, "tidak", "no"),
    };
    rows.push(row(word(lang, "Lengkap", "Complete"), complete.to_owned()));
    for group in &province.groups {
        rows.extend(
            regions::notes(province, group, lang)
                .into_iter()
                .map(|line| row(word(lang, "Catatan", "Note"), line)),
        );
    }
    let heads = owned([word(lang, "Hal", "What"), word(lang, "Isi", "Text")]);
    table(province, word(lang, "keterangan", "about"), heads, rows, lang)
}

fn standings<'p, 'e>(
    province: &'p Province<'e>,
) -> impl Iterator<Item = (&'p kla_plan::Group<'e>, &'p RankedRegion<'e>)> {
    province.groups.iter().flat_map(|group| group.standings.iter().map(move |one| (group, one)))
}

/// Kabupaten or kota, where that is told.
fn kind(region: &RankedRegion<'_>) -> &'static str {
    match region.who.kind() {
        Some(Kind::Kabupaten) => "kabupaten",
        Some(Kind::Kota) => "kota",
        _ => "",
    }
}

/// Columns that tell groups apart, where there are several.
fn group_heads(province: &Province<'_>, lang: Lang) -> Vec<String> {
    match province.groups.len() {
        0 | 1 => Vec::new(),
        _ => owned([
            word(lang, "Edisi", "Edition"),
            word(lang, "Tahun", "Year"),
            word(lang, "Tahap", "Stage"),
        ]),
    }
}

fn group_cells(province: &Province<'_>, group: &kla_plan::Group<'_>) -> Vec<ProvinceCell> {
    match province.groups.len() {
        0 | 1 => Vec::new(),
        _ => vec![
            ProvinceCell::text(group.edition.id().as_str()),
            ProvinceCell::text(group.year.to_string()),
            ProvinceCell::text(group.stage.id.as_str()),
        ],
    }
}
