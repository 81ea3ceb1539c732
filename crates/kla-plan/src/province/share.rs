//! What of a province is handed on: all of it, all of it under other names, or one region's own row.

use sha2::{Digest as _, Sha256};

use super::assess::hex;
use super::{Province, Share, Who};

impl<'e> Province<'e> {
    /// The same province with other names: `A`, `B` and so on. The codes, whether a region is a kabupaten or
    /// a kota, the cycle before, and the names of those that do not take part are left out, since each of
    /// them may tell who a region is; points and categories stay, and whoever knows them recognises it.
    ///
    /// The letters must say nothing: those in the order of the codes, or of the ranks, could be undone with
    /// a list of the regions. So they follow the SHA-256 of the digests of all files, sorted, and the
    /// region's code. The same files give the same letters in every order and on every machine, a file that
    /// changes deals them anew, and nobody can find them out without having every file.
    #[must_use]
    pub fn with_aliases(mut self) -> Province<'e> {
        let mut digests: Vec<&str> =
            self.standings().map(|standing| standing.digest.as_str()).collect();
        digests.sort_unstable();
        let seed = digests.join("\n");
        let key = |code: &str| hex(&Sha256::digest(format!("{seed}\n{code}").as_bytes()));
        let codes = self.standings().filter_map(|standing| standing.who.code());
        let mut keys: Vec<(String, String)> =
            codes.map(|code| (key(code), code.to_owned())).collect();
        keys.sort();
        for group in &mut self.groups {
            for standing in &mut group.standings {
                let place = keys.iter().position(|(_, code)| standing.who.code() == Some(code));
                standing.who = Who::Alias(letters(place.unwrap_or_default()));
                standing.digest.clear();
                standing.rank_in_kind = None;
                standing.before = None;
                standing.change = None;
            }
            let letters = |who: &Who| match who {
                Who::Alias(letters) => (letters.len(), letters.clone()),
                Who::Region { .. } => (0, String::new()),
            };
            group.standings.sort_by_cached_key(|one| (one.rank.place, letters(&one.who)));
        }
        self.hide_others(Share::Alias)
    }

    /// One region's own row with its ranks, and the counts; nobody else's row, and no sums from which those
    /// of another region could be worked out. `None` where the region does not take part.
    #[must_use]
    pub fn with_own(mut self, code: &str) -> Option<Province<'e>> {
        for group in &mut self.groups {
            group.standings.retain(|standing| standing.who.code() == Some(code));
            group.losses.clear();
        }
        self.groups.retain(|group| !group.standings.is_empty());
        (!self.groups.is_empty()).then(|| self.hide_others(Share::Own))
    }

    /// Leaves out the names of regions that do not take part, and of files, which may hold names.
    fn hide_others(mut self, share: Share) -> Province<'e> {
        self.share = share;
        self.absent.clear();
        self.notes.clear();
        for unread in &mut self.unread {
            unread.file.clear();
            unread.code = None;
        }
        self
    }
}

/// `A` to `Z`, then `AA`, `AB` and so on.
fn letters(place: usize) -> String {
    const SIGNS: [char; 26] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R',
        'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
    ];
    let last = SIGNS[place % SIGNS.len()];
    match (place / SIGNS.len()).checked_sub(1) {
        Some(before) => format!("{}{last}", letters(before)),
        None => last.to_string(),
    }
}
