//! Random numbers that are the same everywhere: `SplitMix64` (Steele, Lea and Flood, 2014).
//!
//! Good enough to scatter names. Not for anything that must not be guessed.

/// A stream of numbers that follows from its seed alone.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not including `bound`; 0 where `bound` is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        // The remainder leans towards small numbers by less than one part in 2^40 here.
        let bound = bound as u64;
        usize::try_from(self.next().checked_rem(bound).unwrap_or(0)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the texts; empty where there is none.
    pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.below(from.len())).copied().unwrap_or("")
    }
}

/// Maps 0, 1, 2, … onto all numbers of `bits` bits, each once, in an order that looks random.
///
/// Adding, multiplying by an odd number and folding the upper half onto the lower are each
/// one-to-one modulo a power of two, so two different `n` below 2^`bits` never meet.
pub(super) fn scatter(n: u64, bits: u32, key: u64) -> u64 {
    let mask = u64::MAX >> 64_u32.saturating_sub(bits).min(63);
    let half = (bits / 2).max(1);
    let mut x = n.wrapping_add(key) & mask;
    for odd in [0x9E37_79B9_7F4A_7C15_u64, 0xD6E8_FEB8_6659_FD93] {
        x = x.wrapping_mul(odd) & mask;
        x ^= x >> half;
    }
    x
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // First outputs for seed 1234567 of the reference implementation.
        let mut rng = Rng::new(1_234_567);
        assert_eq!(rng.next(), 6_457_827_717_110_365_317);
        assert_eq!(rng.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn scatter_meets_every_number_once() {
        for key in [0, 77, u64::MAX] {
            let mut seen = vec![false; 1 << 15];
            for n in 0..(1_u64 << 15) {
                let at = usize::try_from(scatter(n, 15, key)).unwrap();
                assert!(!std::mem::replace(&mut seen[at], true));
            }
        }
    }

    #[test]
    fn below_stays_below_and_bears_zero() {
        let mut rng = Rng::new(5);
        assert_eq!(rng.below(0), 0);
        assert!((0..1_000).all(|_| rng.below(7) < 7));
    }
}
