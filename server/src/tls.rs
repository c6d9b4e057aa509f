//! Encryption for every connection that goes out.

/// Makes *ring* what `rustls` encrypts with; called before the first client is made, harmless when repeated.
pub fn install() {
    // An error only says that it was there before.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
