use sha2::{Digest, Sha256};
use uuid::Uuid;

/// An id that follows from what it is made of, so that doing the same again makes the same: the first 16 bytes of a SHA-256, as an
/// RFC 9562 UUID of version 8. Parts are told apart by their lengths.
pub fn derived_id(parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
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
}
