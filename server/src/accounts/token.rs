use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// What a browser or a client shows to be known again: 256 random bits. It says nothing by itself and is never stored.
pub struct Token(String);

/// All that is stored of a token, so that a stolen database opens no session. A token is random enough to need no salt.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TokenHash(Vec<u8>);

impl Token {
    pub fn random() -> Token {
        Token(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }

    /// Into the one answer that shows it.
    pub fn reveal(self) -> String {
        self.0
    }
}

impl TokenHash {
    pub fn of(token: &str) -> TokenHash {
        TokenHash(Sha256::digest(token.as_bytes()).to_vec())
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_by_its_hash() {
        let token = Token::random();
        let hash = token.hash();
        let shown = token.reveal();
        assert_eq!(shown.len(), 43, "256 bits in base64");
        assert_eq!(TokenHash::of(&shown), hash);
        assert_ne!(Token::random().hash(), hash);
    }
}
