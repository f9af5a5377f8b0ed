//! Chance that repeats itself: numbers drawn from a text.

/// A stream of numbers; the same seed gives the same stream.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice seeded by a text (FNV-1a).
    pub(crate) fn of(seed: &str) -> Dice {
        let hash = seed
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Dice(hash | 1)
    }

    /// The next number from 0 up to 1 (xorshift64*).
    pub(crate) fn roll(&mut self) -> f32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let scrambled = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d);
        (scrambled >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// A number between two bounds.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.roll()
    }

    /// One of several things; the first of an empty choice is its default.
    pub(crate) fn pick<T: Copy + Default>(&mut self, choices: &[T]) -> T {
        let idx = (self.roll() * choices.len() as f32) as usize;
        choices.get(idx).copied().unwrap_or_default()
    }
}
