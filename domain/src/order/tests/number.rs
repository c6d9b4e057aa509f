use super::world::*;
use crate::order::OrderNumber;

#[test]
fn a_number_is_a_letter_and_four_digits() {
    // 4,821 = 209 × 23 + 14, and letter 14 of A, B, C, … without I, O and Q, A being 0, is R.
    assert_eq!(OrderNumber::of(the_order()).as_str(), "R-0209");
}

#[test]
fn a_number_is_meant_however_it_is_typed() {
    let number = OrderNumber::of(the_order());
    for typed in ["R-0209", "r0209", " r 0209 ", "R–0209"] {
        assert!(number.is_meant_by(typed), "{typed}");
    }
    for typed in ["", "R-0208", "0209", "R-02090", "P-0209"] {
        assert!(!number.is_meant_by(typed), "{typed}");
    }
}
