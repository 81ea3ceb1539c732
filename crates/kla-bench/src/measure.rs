//! Measuring: time of several pieces in turns, and bytes asked of the allocator. Whole numbers only.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// An allocator that counts while it is asked to, and otherwise costs one look at a flag.
#[derive(Debug)]
pub struct Counting;

static ON: AtomicBool = AtomicBool::new(false);
static ASKED: AtomicU64 = AtomicU64::new(0);
static LIVE: AtomicU64 = AtomicU64::new(0);
static PEAK: AtomicU64 = AtomicU64::new(0);

fn taken(bytes: usize) {
    if ON.load(Relaxed) {
        let bytes = bytes as u64;
        ASKED.fetch_add(bytes, Relaxed);
        // What was taken before counting may be given back during it: the difference wraps, and so does
        // its return.
        let live = LIVE.fetch_add(bytes, Relaxed).wrapping_add(bytes);
        if live < u64::MAX / 2 {
            PEAK.fetch_max(live, Relaxed);
        }
    }
}

fn given_back(bytes: usize) {
    if ON.load(Relaxed) {
        LIVE.fetch_sub(bytes as u64, Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        given_back(layout.size());
        taken(size);
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        given_back(layout.size());
        unsafe { System.dealloc(old, layout) }
    }
}

/// Bytes that a piece of work asked for.
#[derive(Clone, Copy, Debug)]
pub struct Bytes {
    /// All that it asked for, whether it gave them back or not.
    pub asked: u64,
    /// The most that it held at once.
    pub peak: u64,
}

/// Counts the bytes of one run. They are counted only in programs that have [`Counting`] for allocator.
pub fn bytes(mut run: impl FnMut()) -> Bytes {
    for counter in [&ASKED, &LIVE, &PEAK] {
        counter.store(0, Relaxed);
    }
    ON.store(true, Relaxed);
    run();
    ON.store(false, Relaxed);
    Bytes { asked: ASKED.load(Relaxed), peak: PEAK.load(Relaxed) }
}

/// A piece of work and how many regions one run of it is for.
pub struct Subject<'w> {
    /// What the table calls it.
    pub name: String,
    /// Regions by run.
    pub regions: usize,
    /// One run.
    pub run: Box<dyn FnMut() + 'w>,
}

/// What a piece of work took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// What the table calls it.
    pub name: String,
    /// Picoseconds by region: the median of all rounds.
    pub picoseconds: u64,
    /// Millionths of what the first piece took in the same round: the median of all rounds.
    pub millionths: u64,
    /// Bytes of one run.
    pub bytes: Bytes,
    /// Regions by run.
    pub regions: usize,
}

/// Runs all pieces in turns, round by round, so that whatever else the machine does meets all of them. The
/// first piece is the floor of the others.
pub fn in_turns(subjects: &mut [Subject<'_>], rounds: usize) -> Vec<Taken> {
    // Long enough for the clock, short enough for a quiet moment of the machine.
    const SAMPLE: Duration = Duration::from_millis(1);
    let runs: Vec<u64> = subjects
        .iter_mut()
        .map(|subject| {
            // Once to warm, once to see how long it takes.
            if subject.regions < 100_000 {
                (subject.run)();
            }
            let start = Instant::now();
            (subject.run)();
            let once = start.elapsed().as_nanos().max(1);
            u64::try_from(SAMPLE.as_nanos() / once).unwrap_or(1).clamp(1, 1_000_000)
        })
        .collect();
    let mut times = vec![Vec::with_capacity(rounds); subjects.len()];
    let mut ratios = times.clone();
    for _ in 0..rounds {
        let mut floor = None;
        for (place, (subject, runs)) in subjects.iter_mut().zip(&runs).enumerate() {
            let start = Instant::now();
            for _ in 0..*runs {
                (subject.run)();
            }
            let nanoseconds = start.elapsed().as_nanos();
            let picoseconds = nanoseconds * 1000 / u128::from(*runs) / subject.regions as u128;
            let picoseconds = u64::try_from(picoseconds).unwrap_or(u64::MAX).max(1);
            let floor = *floor.get_or_insert(picoseconds);
            times[place].push(picoseconds);
            ratios[place].push((u128::from(picoseconds) * 1_000_000 / u128::from(floor)) as u64);
        }
    }
    let subjects = subjects.iter_mut().zip(times.into_iter().zip(ratios));
    subjects
        .map(|(subject, (times, ratios))| Taken {
            name: subject.name.clone(),
            picoseconds: median(times),
            millionths: median(ratios),
            bytes: bytes(&mut subject.run),
            regions: subject.regions,
        })
        .collect()
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values[values.len() / 2]
}

/// The head of the table.
#[must_use]
pub fn head() -> String {
    format!(
        "{:<44} {:>11} {:>9} {:>12} {:>12}\n{}",
        "work",
        "per region",
        "× floor",
        "bytes asked",
        "held at once",
        "-".repeat(92)
    )
}

impl Taken {
    /// A line of the table.
    #[must_use]
    pub fn line(&self) -> String {
        let asked = self.bytes.asked.div_ceil(self.regions as u64);
        format!(
            "{:<44} {:>11} {:>9} {:>12} {:>12}",
            self.name,
            time(self.picoseconds),
            ratio(self.millionths),
            grouped(asked),
            grouped(self.bytes.peak),
        )
    }
}

/// A time with three digits or more and its unit.
#[must_use]
pub fn time(picoseconds: u64) -> String {
    let units = [(1_000, "ns"), (1_000_000, "µs"), (1_000_000_000, "ms"), (1_000_000_000_000, "s")];
    let place = units.iter().rposition(|(unit, _)| picoseconds >= *unit).unwrap_or(0);
    let (unit, name) = units[place];
    format!("{} {name}", three_digits(picoseconds, unit))
}

fn ratio(millionths: u64) -> String {
    three_digits(millionths, 1_000_000)
}

/// `value` by `unit`, with four decimals below a tenth, two below ten, one below a hundred, none above.
fn three_digits(value: u64, unit: u64) -> String {
    let digits = match value / unit {
        0 if value < unit / 10 => 4,
        0..10 => 2,
        10..100 => 1,
        _ => 0,
    };
    let tens = 10_u64.pow(digits);
    let rounded = (u128::from(value) * u128::from(tens) + u128::from(unit) / 2) / u128::from(unit);
    let (whole, rest) = (rounded / u128::from(tens), rounded % u128::from(tens));
    match digits {
        0 => grouped(u64::try_from(whole).unwrap_or(u64::MAX)),
        digits => format!("{whole}.{rest:0digits$}", digits = digits as usize),
    }
}

/// A whole number with a gap between thousands.
#[must_use]
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
