//! Many regions as dense columns: their totals at the speed of memory.

use super::leaf::{self, Worth};
use super::scorer::Scorer;
use crate::answers::Answers;
use crate::edition::Flat;
use crate::points::Points;

/// How many regions lie side by side.
const LANES: usize = 64;

/// A hundredth of a point in millionths: what people type.
const AS_TYPED: i64 = 10_000;

/// Regions as columns of what each of their questions earned.
///
/// Answers are turned into points once, when a region is added; after that a total is a sum of small whole
/// numbers, of many regions at a time. This is for simulations, which change a few answers of many regions
/// and want every total anew, and for engines that hold columns themselves.
///
/// Points are kept in the unit of the edition: the largest power of ten of which all its maxima, steps and
/// roundings are multiples, at most a hundredth, since points are typed with two decimals. That two bytes
/// hold every column and every sum on the way to a block is proved from the maxima when the columns are
/// made; an edition for which it is not so gets eight bytes. A region with finer points than the unit, or
/// with an answer that leaves the sum, is scored by the [`Scorer`] and its total kept. So every total is
/// that of [`crate::score`].
///
/// ```
/// # #[cfg(feature = "bundled")] {
/// let edition = kla::Edition::bundled("2023").unwrap();
/// let scorer = kla::Scorer::of(edition);
/// let mut columns = kla::Columns::of(&scorer);
/// let text = "format=1\nedition='2023'\nregion='32.73'\nyear=2024\nstage='mandiri'\n[answers.4]\nP1='1'\nP2='0,5'";
/// let answers = edition.read_answers("answers.toml", text).unwrap();
/// let region = columns.push(&answers);
/// assert_eq!(columns.totals()[region].to_string(), "1.5");
/// // What if the first question earned nothing?
/// assert!(columns.set(region, columns.leaf("4.P1").unwrap(), kla::Points::ZERO));
/// assert_eq!(columns.totals()[region].to_string(), "0.5");
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Columns<'e> {
    scorer: Scorer<'e>,
    plan: Plan,
    cells: Cells,
    regions: usize,
    /// The totals of regions that do not fit, by region.
    apart: Vec<(usize, Points)>,
}

/// Cells of whatever width suffices.
#[derive(Clone, Debug)]
enum Cells {
    Narrow(Vec<Chunk<u16>>),
    Wide(Vec<Chunk<i64>>),
}

/// Some regions: leaf by leaf, then what is stated for rows, then for blocks.
#[derive(Clone, Debug)]
struct Chunk<T> {
    leaves: Vec<[T; LANES]>,
    /// Points stated for rows and blocks of which nothing else is given; empty where there are none.
    stated: Vec<[T; LANES]>,
}

/// An edition in units.
#[derive(Clone, Debug)]
struct Plan {
    /// Millionths in a unit.
    unit: i64,
    /// The maximum of each row and how many leaves it has; where each block's rows end and its maximum.
    rows: Vec<(i64, usize)>,
    blocks: Vec<(i64, usize)>,
    leaves: Vec<i64>,
    fits: Width,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Width {
    Narrow,
    Wide,
}

/// A whole number of units in a cell.
trait Cell: Copy + Default {
    /// The caller has proved that it fits.
    fn of(units: i64) -> Self;
    fn units(self) -> i64;
    fn plus(self, other: Self) -> Self;
    fn least(self, other: Self) -> Self;
}

impl Cell for u16 {
    fn of(units: i64) -> u16 {
        u16::try_from(units).unwrap_or(u16::MAX)
    }
    fn units(self) -> i64 {
        i64::from(self)
    }
    #[inline]
    fn plus(self, other: u16) -> u16 {
        self.wrapping_add(other)
    }
    #[inline]
    fn least(self, other: u16) -> u16 {
        self.min(other)
    }
}

impl Cell for i64 {
    fn of(units: i64) -> i64 {
        units
    }
    fn units(self) -> i64 {
        self
    }
    #[inline]
    fn plus(self, other: i64) -> i64 {
        self.saturating_add(other)
    }
    #[inline]
    fn least(self, other: i64) -> i64 {
        self.min(other)
    }
}

impl Plan {
    fn of(scorer: &Scorer<'_>) -> Plan {
        let flat = scorer.edition().flat();
        let wholes = flat.blocks.iter().map(|block| block.maximum);
        let wholes = wholes.chain(flat.rows.iter().map(|row| row.maximum));
        let units = wholes.map(unit_of).chain(flat.leaves.iter().map(|leaf| leaf.unit));
        let narrow = Plan::in_units(flat, units.fold(AS_TYPED, i64::min));
        if narrow.is_narrow(flat) {
            return narrow;
        }
        Plan { fits: Width::Wide, ..Plan::in_units(flat, 1) }
    }

    fn in_units(flat: &Flat, unit: i64) -> Plan {
        let rows = flat.rows.iter().map(|row| (row.maximum / unit, row.leaves.len())).collect();
        let blocks =
            flat.blocks.iter().map(|block| (block.maximum / unit, block.rows.end)).collect();
        let leaves = flat.leaves.iter().map(|leaf| leaf.maximum / unit).collect();
        Plan { unit, rows, blocks, leaves, fits: Width::Narrow }
    }

    /// Whether no sum on the way to a block, stated points included, leaves two bytes.
    fn is_narrow(&self, flat: &Flat) -> bool {
        let within = |sum: i64| sum <= i64::from(u16::MAX);
        let rows = flat.rows.iter().zip(&self.rows).all(|(row, (maximum, _))| {
            let offered: i64 = self.leaves[row.leaves.clone()].iter().sum();
            within(offered.saturating_add(*maximum))
        });
        let blocks = flat.blocks.iter().zip(&self.blocks).all(|(block, (maximum, _))| {
            let offered: i64 =
                self.rows[block.rows.clone()].iter().map(|(maximum, _)| maximum).sum();
            within(offered.saturating_add(*maximum))
        });
        rows && blocks
    }
}

/// The largest power of ten of which so many millionths are a multiple, at most a point.
fn unit_of(millionths: i64) -> i64 {
    let powers = (0..=6).rev().map(|power| 10_i64.pow(power));
    powers.into_iter().find(|unit| millionths % unit == 0).unwrap_or(1)
}

impl<'e> Columns<'e> {
    /// No regions yet.
    #[must_use]
    pub fn of(scorer: &Scorer<'e>) -> Columns<'e> {
        let plan = Plan::of(scorer);
        let cells = match plan.fits {
            Width::Narrow => Cells::Narrow(Vec::new()),
            Width::Wide => Cells::Wide(Vec::new()),
        };
        Columns { scorer: *scorer, plan, cells, regions: 0, apart: Vec::new() }
    }

    /// How many regions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.regions
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.regions == 0
    }

    /// How many of them do not fit the columns, and have a total of their own.
    #[must_use]
    pub fn apart(&self) -> usize {
        self.apart.len()
    }

    /// How many bytes a region takes in the columns.
    #[must_use]
    pub fn bytes_per_region(&self) -> usize {
        let cell = match self.plan.fits {
            Width::Narrow => size_of::<u16>(),
            Width::Wide => size_of::<i64>(),
        };
        self.plan.leaves.len() * cell
    }

    /// The column of a question, or of an indicator that is measured itself: that of [`Edition::leaf`].
    ///
    /// [`Edition::leaf`]: crate::Edition::leaf
    #[must_use]
    pub fn leaf(&self, node: &str) -> Option<usize> {
        self.scorer.edition().leaf(node)
    }

    /// Adds a region, and says which it is, from 0.
    pub fn push(&mut self, answers: &Answers<'_>) -> usize {
        let region = self.regions;
        self.regions += 1;
        let cells = self.cells_of(answers);
        let (many, stated) =
            (self.plan.leaves.len(), cells.as_ref().map(|(_, stated)| stated.len()));
        match &mut self.cells {
            Cells::Narrow(chunks) => fill(chunks, region, many, cells.as_ref()),
            Cells::Wide(chunks) => fill(chunks, region, many, cells.as_ref()),
        }
        if stated.is_none() {
            self.apart.push((region, self.scorer.total(answers)));
        }
        region
    }

    /// Lets a question of a region earn so many points; `false` where they are not between nothing and its
    /// maximum, not whole in the unit of the columns, or where the region does not fit the columns.
    ///
    /// What had been stated for its row or block as a whole counts no longer.
    pub fn set(&mut self, region: usize, leaf: usize, points: Points) -> bool {
        let units = points.in_millionths() / self.plan.unit;
        let fits = points.in_millionths() % self.plan.unit == 0
            && self.plan.leaves.get(leaf).is_some_and(|maximum| (0..=*maximum).contains(&units))
            && region < self.regions
            && self.apart.binary_search_by_key(&region, |(apart, _)| *apart).is_err();
        if fits {
            let over = self.plan.over(leaf);
            match &mut self.cells {
                Cells::Narrow(chunks) => set(chunks, region, leaf, units, over),
                Cells::Wide(chunks) => set(chunks, region, leaf, units, over),
            }
        }
        fits
    }

    /// The total of each region, in their order.
    #[must_use]
    pub fn totals(&self) -> Vec<Points> {
        let mut totals = Vec::with_capacity(self.regions.next_multiple_of(LANES));
        match &self.cells {
            Cells::Narrow(chunks) => {
                chunks.iter().for_each(|chunk| totals.extend(self.plan.totals(chunk)));
            }
            Cells::Wide(chunks) => {
                chunks.iter().for_each(|chunk| totals.extend(self.plan.totals(chunk)));
            }
        }
        self.finished(totals)
    }

    /// The same as [`totals`](Self::totals), on every core.
    #[cfg(feature = "parallel")]
    #[must_use]
    pub fn par_totals(&self) -> Vec<Points> {
        use rayon::prelude::*;
        let totals = match &self.cells {
            Cells::Narrow(chunks) => {
                chunks.par_iter().flat_map_iter(|chunk| self.plan.totals(chunk)).collect()
            }
            Cells::Wide(chunks) => {
                chunks.par_iter().flat_map_iter(|chunk| self.plan.totals(chunk)).collect()
            }
        };
        self.finished(totals)
    }

    fn finished(&self, mut totals: Vec<Points>) -> Vec<Points> {
        totals.truncate(self.regions);
        for (region, total) in &self.apart {
            totals[*region] = *total;
        }
        totals
    }

    /// What a region has in units: by leaf, and as stated for rows and blocks; `None` where it does not fit.
    fn cells_of(&self, answers: &Answers<'_>) -> Option<(Vec<i64>, Vec<i64>)> {
        let (edition, unit) = (self.scorer.edition(), self.plan.unit);
        if !std::ptr::eq(answers.edition, edition) {
            return None;
        }
        let flat = edition.flat();
        let in_units = |points: i64| (points % unit == 0).then_some(points / unit);
        let mut leaves = Vec::with_capacity(flat.leaves.len());
        let mut stated = vec![0; flat.rows.len() + flat.blocks.len()];
        for (place, block) in flat.blocks.iter().enumerate() {
            let mut block_given = false;
            for (at, own) in block.rows.clone().zip(0..) {
                let row = &flat.rows[at];
                let mut given = false;
                for (leaf, nth) in flat.leaves[row.leaves.clone()].iter().zip(0..) {
                    let response = answers.leaf(leaf.position);
                    given |= response.state.is_given();
                    let measure = || edition.measure_of(place, own, nth);
                    let points = match leaf::worth(leaf, response, measure) {
                        // The width of the columns rests on the maxima.
                        Worth::Points(points) if (0..=leaf.maximum).contains(&points) => points,
                        Worth::Points(_) | Worth::Left => return None,
                    };
                    leaves.push(in_units(points)?);
                }
                let whole = answers.indicators.get(at).copied().flatten();
                if let Some(points) = whole.filter(|_| !given && !row.measured) {
                    stated[at] = in_units(points.in_millionths())?;
                    given = true;
                }
                block_given |= given;
            }
            if let Some(points) = answers.stated_for_block(place).filter(|_| !block_given) {
                stated[flat.rows.len() + place] = in_units(points.in_millionths())?;
            }
        }
        Some((leaves, stated))
    }
}

impl Plan {
    /// Which stated points a leaf replaces: those of its row and of its block.
    fn over(&self, leaf: usize) -> [usize; 2] {
        let mut end = 0;
        let row = self.rows.iter().position(|(_, leaves)| {
            end += leaves;
            leaf < end
        });
        let row = row.unwrap_or(0);
        let block = self.blocks.iter().position(|(_, end)| row < *end).unwrap_or(0);
        [row, self.rows.len() + block]
    }

    /// The totals of some regions.
    fn totals<T: Cell>(&self, chunk: &Chunk<T>) -> [Points; LANES] {
        let mut totals = [0_i64; LANES];
        let (mut leaf, mut row) = (0, 0);
        for (place, (maximum, end)) in self.blocks.iter().enumerate() {
            let mut block = [T::default(); LANES];
            while row < *end {
                let (maximum, leaves) = self.rows[row];
                let mut sum = [T::default(); LANES];
                for cells in &chunk.leaves[leaf..leaf + leaves] {
                    add(&mut sum, cells);
                }
                if let Some(stated) = chunk.stated.get(row) {
                    add(&mut sum, stated);
                }
                cut(&mut sum, T::of(maximum));
                add(&mut block, &sum);
                leaf += leaves;
                row += 1;
            }
            if let Some(stated) = chunk.stated.get(self.rows.len() + place) {
                add(&mut block, stated);
            }
            cut(&mut block, T::of(*maximum));
            for (total, block) in totals.iter_mut().zip(block) {
                *total += block.units();
            }
        }
        totals.map(|units| Points::from_millionths(units.saturating_mul(self.unit)))
    }
}

#[inline]
fn add<T: Cell>(sum: &mut [T; LANES], cells: &[T; LANES]) {
    for (sum, cell) in sum.iter_mut().zip(cells) {
        *sum = sum.plus(*cell);
    }
}

#[inline]
fn cut<T: Cell>(sum: &mut [T; LANES], maximum: T) {
    for sum in sum {
        *sum = sum.least(maximum);
    }
}

/// Puts a region in its lane; a lane of a region that does not fit stays empty.
fn fill<T: Cell>(
    chunks: &mut Vec<Chunk<T>>,
    region: usize,
    leaves: usize,
    cells: Option<&(Vec<i64>, Vec<i64>)>,
) {
    let lane = region % LANES;
    if lane == 0 {
        chunks.push(Chunk { leaves: vec![[T::default(); LANES]; leaves], stated: Vec::new() });
    }
    let (Some((own, stated)), Some(chunk)) = (cells, chunks.last_mut()) else { return };
    for (cells, units) in chunk.leaves.iter_mut().zip(own) {
        cells[lane] = T::of(*units);
    }
    if stated.iter().any(|units| *units != 0) {
        chunk.stated.resize(stated.len(), [T::default(); LANES]);
        for (cells, units) in chunk.stated.iter_mut().zip(stated) {
            cells[lane] = T::of(*units);
        }
    }
}

fn set<T: Cell>(chunks: &mut [Chunk<T>], region: usize, leaf: usize, units: i64, over: [usize; 2]) {
    let Some(chunk) = chunks.get_mut(region / LANES) else { return };
    let lane = region % LANES;
    if let Some(cells) = chunk.leaves.get_mut(leaf) {
        cells[lane] = T::of(units);
    }
    for place in over {
        if let Some(cells) = chunk.stated.get_mut(place) {
            cells[lane] = T::default();
        }
    }
}
