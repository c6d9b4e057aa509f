use super::{story::given, world::*};
use crate::{Actor, order::*, store::StoreKind};

fn sees(order: &Order, actor: impl Into<Actor>) -> bool {
    order.is_visible_to(&actor.into())
}

#[test]
fn its_customer_operators_and_the_platform_see_an_order_from_first_to_last() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let story = given(history(kind, status));
            assert!(sees(story.order(), customer()) && sees(story.order(), operator()) && sees(story.order(), PLATFORM));
        }
    }
}

#[test]
fn strangers_never_see_it() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let story = given(history(kind, status));
            for stranger in [another_customer(), another_owner(), another_rider()] {
                assert!(!sees(story.order(), stranger), "{kind:?} in {status:?}");
            }
        }
    }
}

#[test]
fn its_store_sees_it_once_it_is_paid() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let unpaid = matches!(status, Status::AwaitingPayment | Status::Expired);
            assert_eq!(sees(given(history(kind, status)).order(), owner()), !unpaid, "{kind:?} in {status:?}");
        }
    }
}

#[test]
fn its_rider_sees_it_once_claimed_and_for_good() {
    for status in statuses(StoreKind::Restaurant) {
        let taken = matches!(status, Status::Claimed | Status::PickedUp | Status::Delivered | Status::Completed);
        assert_eq!(sees(given(history(StoreKind::Restaurant, status)).order(), rider()), taken, "{status:?}");
    }
}

/// Money that came too late made no deal: the store never hears of the order, not even while the money goes back.
#[test]
fn a_late_payment_does_not_show_an_ended_order_to_its_store() {
    let kind = StoreKind::Restaurant;
    let story = given([placed(kind), deferred(), Event::Expired {}, paid(kind), refund_requested(kind)]);
    assert!(!sees(story.order(), owner()));
    assert!(!sees(story.tell(refund_settled(kind)).order(), owner()));
}

/// An account has one role: a customer's order is not theirs as somebody else.
#[test]
fn the_same_person_in_another_role_is_somebody_else() {
    let story = given(history(StoreKind::Restaurant, Status::Claimed));
    let as_role = |id, role| crate::Account { id, role, name: text("같은 사람") };
    assert!(!sees(story.order(), as_role(customer().id, crate::Role::Owner)));
    assert!(!sees(story.order(), as_role(owner().id, crate::Role::Customer)));
    assert!(!sees(story.order(), as_role(rider().id, crate::Role::Customer)));
}
