/// How far a store's stream has come in each partition; opaque to its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position(Vec<i64>);

impl Position {
    pub fn start(parts: usize) -> Position {
        Position(vec![0; parts])
    }

    /// Partitions with the last place seen in each.
    pub fn parts(&self) -> impl Iterator<Item = (i64, i64)> {
        (0..).zip(self.0.iter().copied())
    }

    pub fn at(&self, part: i64) -> i64 {
        self.0[part as usize]
    }

    pub fn advance(&mut self, part: i64, seq: i64) {
        let place = &mut self.0[part as usize];
        *place = seq.max(*place);
    }

    pub fn write(&self) -> String {
        self.0.iter().map(i64::to_string).collect::<Vec<_>>().join("-")
    }

    /// None: not a position in a log of this many partitions.
    pub fn read(text: &str, parts: usize) -> Option<Position> {
        let places: Option<Vec<i64>> = text.split('-').map(|place| place.parse().ok()).collect();
        places.filter(|places| places.len() == parts).map(Position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_as_it_was_written() {
        let mut position = Position::start(3);
        position.advance(1, 42);
        assert_eq!(Position::read(&position.write(), 3), Some(position.clone()));
        assert_eq!(Position::read(&position.write(), 4), None);
        assert_eq!(Position::read("a-b-c", 3), None);
    }
}
