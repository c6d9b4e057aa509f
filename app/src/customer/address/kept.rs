//! The address in its cookie.

use super::place::Place;
use crate::{customer::cookies, failure::Failure};
use domain::{Address, Refusal};

const COOKIE: &str = "address";

/// The visitor's address, or everybody's first.
pub fn read() -> Result<Address, Failure> {
    let kept = cookies::read(COOKIE).and_then(|text| serde_json::from_str(&text).ok());
    let first = || Place::known().next().map(|place| place.with_detail(None));
    kept.or_else(first).ok_or(Failure::Refused(Refusal::Internal))
}

pub fn write(address: &Address) -> Result<(), Failure> {
    let text = serde_json::to_string(address).map_err(|_| Refusal::Internal)?;
    cookies::write(COOKIE, &text);
    Ok(())
}
