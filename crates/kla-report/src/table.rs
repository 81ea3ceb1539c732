//! Tables as data, printed as aligned text or as Markdown.

use serde::Serialize;

/// A table of ready strings.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    #[serde(skip)]
    narrow: Narrow,
}

/// What becomes of words for which a terminal has no room.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Narrow {
    /// They are cut short.
    #[default]
    Cut,
    /// They go on in further lines, so that nothing is lost.
    Broken,
}

/// A column's head and the side on which its cells stand.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Column {
    pub(crate) head: String,
    pub(crate) align: Align,
}

/// Words stand left, numbers right.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Align {
    Left,
    Right,
}

/// A row, and how it stands out.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Row {
    pub(crate) cells: Vec<String>,
    pub(crate) kind: RowKind,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RowKind {
    /// One of many.
    Plain,
    /// The head of those that follow.
    Group,
    /// Their sum.
    Total,
}

impl Column {
    pub(crate) fn new(head: &str, align: Align) -> Column {
        Column { head: head.to_owned(), align }
    }
}

impl Table {
    pub(crate) fn new(columns: &[(&str, Align)]) -> Table {
        let columns = columns.iter().map(|(head, align)| Column::new(head, *align)).collect();
        Table { columns, rows: Vec::new(), narrow: Narrow::Cut }
    }

    /// The same table, of which a terminal prints every word.
    pub(crate) fn unshortened(mut self) -> Table {
        self.narrow = Narrow::Broken;
        self
    }

    pub(crate) fn push(&mut self, kind: RowKind, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.push(Row { cells, kind });
    }

    /// The table as text in at most so many columns, as far as numbers allow.
    pub(crate) fn to_text_within(&self, most: usize) -> String {
        match self.narrow {
            Narrow::Cut => self.fitted(most).to_text(),
            Narrow::Broken => self.to_broken_text(most),
        }
    }

    /// The same table with the words of its widest columns cut until it is no wider than so many
    /// characters, or until nothing can be cut that would still be read.
    fn fitted(&self, most: usize) -> Table {
        const LEAST: usize = 16;
        let mut table = self.clone();
        loop {
            let widths = table.widths();
            let full = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
            let words = |(place, _): &(usize, &usize)| table.columns[*place].align == Align::Left;
            let widest = widths.iter().enumerate().filter(words).max_by_key(|(_, width)| **width);
            let Some((place, width)) = widest.filter(|(_, width)| **width > LEAST) else { break };
            if full <= most {
                break;
            }
            let narrower = width.saturating_sub(full - most).max(LEAST);
            for row in &mut table.rows {
                row.cells[place] = shorten(&row.cells[place], narrower);
            }
            table.columns[place].head = shorten(&table.columns[place].head, narrower);
        }
        table
    }

    /// How wide each column is.
    fn widths(&self) -> Vec<usize> {
        let width = |place: usize| {
            let heads = self.columns.iter().skip(place).take(1).map(|column| length(&column.head));
            let cells = self.rows.iter().map(|row| length(&row.cells[place]));
            heads.chain(cells).max().unwrap_or(0)
        };
        (0..self.columns.len()).map(width).collect()
    }

    /// [`Table::to_text`] in at most so many columns. Wide words are broken into several lines; where that
    /// is not enough, the last columns of words stand below their row, each on lines of its own.
    fn to_broken_text(&self, most: usize) -> String {
        let mut shown = self.columns.len();
        let widths = loop {
            if let Some(widths) = self.narrowed(shown, most) {
                break widths;
            }
            match self.columns.get(shown - 1) {
                Some(column) if shown > 2 && column.align == Align::Left => shown -= 1,
                _ => break self.widths().into_iter().take(shown).collect(),
            }
        };
        let columns = self.columns.iter().take(shown).cloned().collect();
        let mut broken = Table { columns, ..Table::default() };
        let mut below: Vec<Vec<String>> = Vec::new();
        for row in &self.rows {
            let lines: Vec<Vec<String>> = row
                .cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| wrap(cell, *width, "").lines().map(str::to_owned).collect())
                .collect();
            let height = lines.iter().map(Vec::len).max().unwrap_or(0).max(1);
            for place in 0..height {
                let cell = |lines: &Vec<String>| lines.get(place).cloned().unwrap_or_default();
                // Only the first line of a total stands under its rule.
                let kind = if place == 0 { row.kind } else { RowKind::Plain };
                broken.push(kind, lines.iter().map(cell).collect());
                below.push(Vec::new());
            }
            let hidden = self.columns.iter().zip(&row.cells).skip(shown);
            if let Some(last) = below.last_mut() {
                last.extend(hidden.filter(|(_, cell)| !cell.is_empty()).flat_map(
                    |(column, cell)| {
                        let said = wrap(&format!("{}: {cell}", column.head), most - 12, "    ");
                        said.lines().map(|line| format!("          {line}")).collect::<Vec<_>>()
                    },
                ));
            }
        }
        broken.to_lines(&below).join("\n")
    }

    /// The widths of the first columns so that they fit, words narrowed to three quarters at most;
    /// `None` where they do not.
    fn narrowed(&self, shown: usize, most: usize) -> Option<Vec<usize>> {
        const NARROWEST: usize = 12;
        let full = self.widths();
        let mut widths: Vec<usize> = full.iter().copied().take(shown).collect();
        let between = 2 * widths.len().saturating_sub(1);
        while widths.iter().sum::<usize>() + between > most {
            let words = widths.iter_mut().zip(&self.columns).zip(&full);
            let words = words.filter(|((width, column), full)| {
                let least = (*full * 3 / 4).max(NARROWEST);
                column.align == Align::Left && **width > least
            });
            let ((widest, _), _) = words.max_by_key(|((width, _), _)| **width)?;
            *widest -= 1;
        }
        Some(widths)
    }

    /// Columns of equal width, two blanks apart, heads first, a rule of hyphens above a total.
    pub(crate) fn to_text(&self) -> String {
        self.to_lines(&[]).join("\n")
    }

    /// The same as lines, with what stands below each row.
    fn to_lines(&self, below: &[Vec<String>]) -> Vec<String> {
        let widths = self.widths();
        let heads = self.columns.iter().map(|column| column.head.as_str());
        let mut lines = vec![self.line(heads, &widths)];
        for (place, row) in self.rows.iter().enumerate() {
            if row.kind == RowKind::Total {
                let full = widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
                lines.push("-".repeat(full));
            }
            lines.push(self.line(row.cells.iter().map(String::as_str), &widths));
            lines.extend(below.get(place).into_iter().flatten().cloned());
        }
        if self.columns.iter().all(|column| column.head.is_empty()) {
            lines.remove(0);
        }
        lines
    }

    fn line<'s>(&self, cells: impl Iterator<Item = &'s str>, widths: &[usize]) -> String {
        let padded: Vec<String> = cells
            .zip(&self.columns)
            .zip(widths)
            .map(|((cell, column), width)| {
                let blank = " ".repeat(width.saturating_sub(length(cell)));
                match column.align {
                    Align::Left => format!("{cell}{blank}"),
                    Align::Right => format!("{blank}{cell}"),
                }
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    }

    /// A Markdown table; bars inside cells are escaped.
    pub(crate) fn to_markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let escape = |cell: &str| cell.replace('|', "\\|").replace('\n', " ");
        let mut lines = vec![
            line(self.columns.iter().map(|column| escape(&column.head)).collect()),
            line(
                self.columns
                    .iter()
                    .map(|column| match column.align {
                        Align::Left => "---".to_owned(),
                        Align::Right => "---:".to_owned(),
                    })
                    .collect(),
            ),
        ];
        for row in &self.rows {
            lines.push(line(
                row.cells
                    .iter()
                    .map(|cell| match row.kind {
                        RowKind::Plain => escape(cell),
                        _ if cell.is_empty() => String::new(),
                        RowKind::Group | RowKind::Total => format!("**{}**", escape(cell)),
                    })
                    .collect(),
            ));
        }
        lines.join("\n")
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text no longer than `most` characters, cut between words.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let end = cut.rfind(' ').filter(|end| *end > most / 2).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', ' ']))
}

/// Text broken into lines of at most `width` characters, not counting the indent of later lines.
pub(crate) fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut wrapped = String::with_capacity(text.len());
    wrap_into(&mut wrapped, text, width, indent);
    wrapped
}

/// The same, written to the end of a text.
pub(crate) fn wrap_into(wrapped: &mut String, text: &str, width: usize, indent: &str) {
    // The usual text has no sign of several bytes, and words of it are found faster.
    const VERTICAL_TAB: u8 = 0x0b;
    if text.bytes().all(|byte| byte.is_ascii() && byte != VERTICAL_TAB) {
        lay(wrapped, text.split_ascii_whitespace(), str::len, width, indent);
    } else {
        lay(wrapped, text.split_whitespace(), length, width, indent);
    }
}

fn lay<'t>(
    wrapped: &mut String,
    words: impl Iterator<Item = &'t str>,
    length: fn(&str) -> usize,
    width: usize,
    indent: &str,
) {
    let mut used = None;
    for word in words {
        let own = length(word);
        used = Some(match used {
            None => own,
            Some(used) if used + 1 + own <= width => {
                wrapped.push(' ');
                used + 1 + own
            }
            Some(_) => {
                wrapped.push('\n');
                wrapped.push_str(indent);
                own
            }
        });
        wrapped.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
        let mut table = Table::new(&[("Blok", Align::Left), ("Nilai", Align::Right)]);
        table.push(RowKind::Plain, vec!["Klaster I".to_owned(), "89,00".to_owned()]);
        table.push(RowKind::Total, vec!["Jumlah".to_owned(), "1.089,00".to_owned()]);
        table
    }

    #[test]
    fn lines_break_alike_with_signs_of_one_byte_and_of_several() {
        let plain = "Butir ini  dijawab\nsetiap kecamatan,   bukan setiap desa";
        let signs = plain.replace('e', "é");
        for width in 1..40 {
            assert_eq!(wrap(plain, width, "  ").replace('e', "é"), wrap(&signs, width, "  "));
        }
        assert_eq!(wrap("satu dua\ttiga", 8, "-"), "satu dua\n-tiga");
        assert_eq!(wrap("a\u{b}b", 8, "-"), "a b");
        assert_eq!(wrap(" \n", 8, "-"), "");
    }

    #[test]
    fn columns_line_up_and_no_line_ends_in_blanks() {
        let text = sample().to_text();
        assert_eq!(
            text,
            "Blok          Nilai\nKlaster I     89,00\n-------------------\nJumlah     1.089,00"
        );
    }

    #[test]
    fn a_table_too_wide_breaks_its_words_and_never_its_numbers() {
        let mut table = sample();
        table.rows[0].cells[0] = "Klaster I: Hak Sipil dan Kebebasan".to_owned();
        assert_eq!(
            table.unshortened().to_text_within(36),
            "Blok                         Nilai\nKlaster I: Hak Sipil dan     89,00\nKebebasan\n----------------------------------\nJumlah                    1.089,00"
        );
        assert_eq!(sample().unshortened().to_text_within(30), sample().to_text());
    }

    #[test]
    fn words_for_which_there_is_no_room_stand_below_their_row() {
        let mut table = Table::new(&[
            ("Selisih", Align::Right),
            ("Butir", Align::Left),
            ("Catatan", Align::Left),
        ]);
        let cells = ["−3,00", "4.P4", "tabelnya tentang usia 0–17 tahun"];
        table.push(RowKind::Plain, cells.map(str::to_owned).to_vec());
        table.push(RowKind::Total, ["−3,00", "Jumlah", ""].map(str::to_owned).to_vec());
        assert_eq!(
            table.unshortened().to_text_within(34),
            "Selisih  Butir\n  −3,00  4.P4\n          Catatan: tabelnya\n              tentang usia 0–17\n              tahun\n---------------\n  −3,00  Jumlah"
        );
    }

    #[test]
    fn a_table_is_cut_in_its_words_until_it_fits() {
        let mut table = sample();
        table.push(
            RowKind::Plain,
            vec!["Klaster yang namanya panjang sekali".into(), "1,00".into()],
        );
        let fitted = table.fitted(28).to_text();
        assert!(fitted.lines().all(|line| length(line) <= 28), "{fitted}");
        assert!(fitted.contains("Klaster yang…") && fitted.contains("1.089,00"), "{fitted}");
        assert_eq!(sample().fitted(28).to_text(), sample().to_text());
    }

    #[test]
    fn markdown_escapes_bars() {
        let mut table = sample();
        table.push(RowKind::Plain, vec!["a|b".to_owned(), String::new()]);
        assert!(table.to_markdown().ends_with("| **Jumlah** | **1.089,00** |\n| a\\|b |  |"));
    }

    #[test]
    fn long_text_is_cut_between_words_and_wrapped_with_an_indent() {
        assert_eq!(shorten("Ketersediaan fasilitas informasi", 24), "Ketersediaan fasilitas…");
        assert_eq!(wrap("satu dua tiga empat", 9, "  "), "satu dua\n  tiga\n  empat");
    }
}
