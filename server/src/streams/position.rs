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
    use crate::nonsense::like;
    use proptest::prelude::*;

    #[test]
    fn a_position_reads_back_as_it_was_written() {
        let mut position = Position::start(3);
        position.advance(1, 42);
        assert_eq!(Position::read(&position.write(), 3), Some(position.clone()));
        assert_eq!(Position::read(&position.write(), 4), None);
        assert_eq!(Position::read("a-b-c", 3), None);
    }

    proptest! {
        #[test]
        fn whatever_a_reader_had_last_is_a_position_or_none(
            text in like(&["0-42-7", "9223372036854775807-0-0", "-1-2-3", "+1-0-0"]), seq in any::<i64>(),
        ) {
            let Some(mut position) = Position::read(&text, 3) else { return Ok(()) };
            prop_assert_eq!(Position::read(&position.write(), 3), Some(position.clone()));
            for (part, place) in position.clone().parts() {
                position.advance(part, seq);
                prop_assert_eq!(position.at(part), seq.max(place));
            }
        }
    }
}
