//! The branches of one incarnation: a database that was copied, or put back, and went on twice.
//!
//! From there on two events share a number, and a number alone no longer says what came before.
//! The hash of the event before it, which every event carries, does.

use std::collections::HashMap;

use super::hash::Hash;

/// An event as a link of its chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Number within the incarnation.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// The event before it.
    pub prev: Hash,
}

/// Which events of a forked incarnation stand in one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branches {
    /// The first number that stands on two events: what is before it is everybody's past.
    from: u64,
    /// Which branch the events from there on are in.
    of: HashMap<Hash, usize>,
    /// Which branch each of them leaves, and the last number they share; nothing where that is
    /// before the fork, or not here.
    leaves: Vec<Option<(usize, u64)>>,
}

impl Branches {
    /// Works them out of the events from the first shared number on, whatever their order.
    /// `None` where there is no event.
    pub fn of(mut links: Vec<Link>) -> Option<Branches> {
        links.sort_unstable();
        let from = links.first()?.seq;
        let mut branches = Branches { from, of: HashMap::new(), leaves: Vec::new() };
        let mut tips: Vec<Link> = Vec::new();
        for link in links {
            let before = branches.of.get(&link.prev).copied();
            let goes_on = before.filter(|&branch| tips[branch].hash == link.prev);
            let branch = goes_on.unwrap_or(tips.len());
            if goes_on.is_some() {
                tips[branch] = link;
            } else {
                tips.push(link);
                branches.leaves.push(before.map(|branch| (branch, link.seq.saturating_sub(1))));
            }
            branches.of.insert(link.hash, branch);
        }
        Some(branches)
    }

    /// The first number that stands on two events.
    pub fn first_shared(&self) -> u64 {
        self.from
    }

    /// Whether the earlier event is in the chain that the later one was written behind. Where links
    /// between them have not arrived, nobody knows, and it is not.
    pub fn follows(&self, later: (u64, &Hash), earlier: (u64, &Hash)) -> bool {
        if earlier.0 >= later.0 {
            return false;
        }
        if earlier.0 < self.from {
            return true;
        }
        let (Some(&wanted), Some(&start)) = (self.of.get(earlier.1), self.of.get(later.1)) else {
            return false;
        };
        let mut at = start;
        while at != wanted {
            match self.leaves[at] {
                Some((branch, last)) if earlier.0 <= last => at = branch,
                _ => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(number, name, name of the one before)`.
    fn branches(links: &[(u64, &str, &str)]) -> Branches {
        let hash = |name: &str| Hash::of(&[name.as_bytes()]);
        let links =
            links.iter().map(|&(seq, name, prev)| Link { seq, hash: hash(name), prev: hash(prev) });
        Branches::of(links.collect()).unwrap()
    }

    fn follows(branches: &Branches, later: (u64, &str), earlier: (u64, &str)) -> bool {
        let hash = |name: &str| Hash::of(&[name.as_bytes()]);
        branches.follows((later.0, &hash(later.1)), (earlier.0, &hash(earlier.1)))
    }

    #[test]
    fn a_branch_knows_itself_and_what_it_left() {
        // 3a 4a 5a, 3b 4b 5b, and 5c out of 4b.
        let tree = branches(&[
            (3, "3a", "2"),
            (3, "3b", "2"),
            (4, "4a", "3a"),
            (4, "4b", "3b"),
            (5, "5a", "4a"),
            (5, "5b", "4b"),
            (5, "5c", "4b"),
            (6, "6c", "5c"),
        ]);
        assert!(follows(&tree, (5, "5a"), (3, "3a")));
        assert!(!follows(&tree, (5, "5a"), (3, "3b")));
        assert!(follows(&tree, (6, "6c"), (4, "4b")) && follows(&tree, (6, "6c"), (3, "3b")));
        assert!(!follows(&tree, (6, "6c"), (5, "5b")), "a leaf of the branch it left");
        assert!(!follows(&tree, (3, "3a"), (5, "5a")), "the other way round");
        assert!(follows(&tree, (3, "3b"), (2, "2")), "what is before the fork is everybody's");
    }

    #[test]
    fn nobody_knows_whose_a_loose_end_is() {
        let tree = branches(&[(3, "3a", "2"), (3, "3b", "2"), (7, "7", "6"), (8, "8", "7")]);
        assert!(follows(&tree, (8, "8"), (7, "7")));
        assert!(!follows(&tree, (8, "8"), (3, "3a")) && !follows(&tree, (8, "8"), (3, "3b")));
        assert!(follows(&tree, (8, "8"), (1, "1")));
    }
}
