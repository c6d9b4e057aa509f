use domain::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An id that follows from what it is made of, so that doing the same again makes the same: the first 16 bytes of a SHA-256, as an
/// RFC 9562 UUID of version 8. Parts are told apart by their lengths.
pub fn derived_id(parts: &[&[u8]]) -> Uuid {
    uuid::Builder::from_custom_bytes(digest(parts)).into_uuid()
}

/// The same, but led by the milliseconds of a time, as in version 7: ids of the same time stand together in an index, so writing many of
/// them touches few of its pages.
pub fn derived_id_at(time: Timestamp, parts: &[&[u8]]) -> Uuid {
    let mut bytes = digest(parts);
    bytes[..6].copy_from_slice(&(time.micros() / 1_000).to_be_bytes()[2..]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

fn digest(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_make_the_same_id() {
        assert_eq!(derived_id(&[b"a", b"bc"]), derived_id(&[b"a", b"bc"]));
        assert_ne!(derived_id(&[b"a", b"bc"]), derived_id(&[b"ab", b"c"]));
        assert_eq!(derived_id(&[b"a"]).get_version_num(), 8);
    }

    #[test]
    fn ids_of_a_time_are_in_its_order() {
        let id = |millis: i64, part: &[u8]| derived_id_at(Timestamp::from_micros(millis * 1_000), &[part]);
        assert_eq!(id(7, b"a"), id(7, b"a"));
        assert_ne!(id(7, b"a"), id(7, b"b"));
        for part in [b"a", b"b"] {
            assert!((1_799_999_999_999..).step_by(100).take(100).is_sorted_by_key(|millis| id(millis, part)));
        }
        assert_eq!(id(7, b"a").get_version_num(), 8);
    }
}
