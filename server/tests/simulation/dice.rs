use uuid::Uuid;

/// Where all chance comes from: splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
///
/// Whatever acts on its own has dice of its own, made from the seed and its name, so that nobody's luck hangs on who is asked first.
#[derive(Clone)]
pub struct Dice {
    seed: u64,
    state: u64,
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice { seed, state: seed }
    }

    pub fn of(&self, name: &str, number: u64) -> Dice {
        let mut dice = name.bytes().fold(Dice::new(self.seed), |dice, byte| Dice::new(dice.state ^ u64::from(byte)).stirred());
        dice = Dice::new(dice.state ^ number).stirred();
        Dice::new(dice.state)
    }

    fn stirred(mut self) -> Dice {
        Dice::new(self.roll())
    }

    fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// 0 to `end` − 1.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll() % end
    }

    pub fn between(&mut self, start: u64, end: u64) -> u64 {
        start + self.below(end - start)
    }

    pub fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    pub fn uuid(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.roll(), self.roll())
    }
}
