use std::fmt;

/// What happened, line by line; two runs of a seed have the same hash or the simulation is not one.
pub struct Trace {
    /// FNV-1a over all lines.
    pub hash: u64,
    pub lines: Vec<String>,
}

impl Default for Trace {
    fn default() -> Trace {
        Trace { hash: 0xCBF2_9CE4_8422_2325, lines: Vec::new() }
    }
}

impl Trace {
    pub fn note(&mut self, millis: u128, what: fmt::Arguments) {
        let line = format!("{:>4}.{:03} {what}", millis / 1_000, millis % 1_000);
        self.hash = line.bytes().fold(self.hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
        self.lines.push(line);
    }
}
