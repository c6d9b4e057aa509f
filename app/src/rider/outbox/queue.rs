use domain::{CommandId, OrderId};
use serde::{Deserialize, Serialize};

/// What a rider has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    PickUp { number: String },
    DropOff,
}

/// One thing done, and the id of the command that reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tap {
    pub key: CommandId,
    pub order: OrderId,
    pub what: What,
}

/// Taps in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Queue(Vec<Tap>);

impl Queue {
    pub fn taps(&self) -> &[Tap] {
        &self.0
    }

    /// The same thing done twice is done once.
    pub fn add(&mut self, tap: Tap) {
        let same =
            |held: &Tap| held.order == tap.order && std::mem::discriminant(&held.what) == std::mem::discriminant(&tap.what);
        if !self.0.iter().any(same) {
            self.0.push(tap);
        }
    }

    pub fn last_of(&self, order: OrderId) -> Option<What> {
        self.0.iter().rfind(|tap| tap.order == order).map(|tap| tap.what.clone())
    }

    pub fn arrived(&mut self, tap: &Tap) {
        self.0.retain(|held| held.key != tap.key);
    }

    /// What came after it for the same order was built on it.
    pub fn refused(&mut self, tap: &Tap) {
        self.0.retain(|held| held.order != tap.order);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nonsense::like;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn tap(key: u128, order: u128, what: What) -> Tap {
        Tap { key: CommandId(Uuid::from_u128(key)), order: OrderId(Uuid::from_u128(order)), what }
    }

    fn picked_up(key: u128, order: u128) -> Tap {
        tap(key, order, What::PickUp { number: "B-4821".to_owned() })
    }

    #[test]
    fn taps_keep_their_order_and_a_second_tap_is_none() {
        let mut queue = Queue::default();
        queue.add(picked_up(1, 7));
        queue.add(picked_up(2, 7));
        queue.add(tap(3, 7, What::DropOff));
        assert_eq!(queue.taps().iter().map(|tap| tap.key.0.as_u128()).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(queue.last_of(OrderId(Uuid::from_u128(7))), Some(What::DropOff));
    }

    #[test]
    fn a_refused_tap_takes_along_what_was_built_on_it() {
        let mut queue = Queue::default();
        queue.add(picked_up(1, 7));
        queue.add(tap(2, 7, What::DropOff));
        queue.add(picked_up(3, 8));
        queue.refused(&picked_up(1, 7));
        assert_eq!(queue.taps(), [picked_up(3, 8)]);
    }

    #[test]
    fn what_is_kept_reads_back() {
        let mut queue = Queue::default();
        queue.add(picked_up(1, 7));
        let text = serde_json::to_string(&queue).unwrap();
        assert_eq!(serde_json::from_str::<Queue>(&text).unwrap(), queue);
    }

    const KEPT: [&str; 3] = [
        "[]",
        r#"[{"key":"018f7f4e-8a3b-7c11-9d55-0123456789ab","order":"018f7f4e-8a3b-7c11-9d55-0123456789ac","what":"drop_off"}]"#,
        r#"[{"key":"018f7f4e-8a3b-7c11-9d55-0123456789ab","order":"018f7f4e-8a3b-7c11-9d55-0123456789ac","what":{"pick_up":{"number":"B-4821"}}}]"#,
    ];

    proptest! {
        /// The browser may have kept anything: an older version of this, or what a hand has written.
        #[test]
        fn whatever_is_kept_is_a_queue_or_none(text in like(&KEPT), key in any::<u128>()) {
            let Ok(mut queue) = serde_json::from_str::<Queue>(&text) else { return Ok(()) };
            prop_assert_eq!(&serde_json::from_str::<Queue>(&serde_json::to_string(&queue).unwrap()).unwrap(), &queue);
            for tap in queue.taps().to_vec() {
                prop_assert!(queue.last_of(tap.order).is_some());
                queue.add(tap);
            }
            while let Some(tap) = queue.taps().first().cloned() {
                queue.arrived(&tap);
            }
            queue.add(picked_up(key, 7));
            prop_assert_eq!(queue.taps().len(), 1);
        }
    }
}
