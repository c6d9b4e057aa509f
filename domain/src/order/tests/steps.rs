//! Which step follows which, for each kind of store: everything that is not in the table is refused.

use super::{
    story::{Story, given},
    world::*,
};
use crate::{
    Refusal,
    Role::{self, *},
    order::*,
    store::StoreKind::{self, *},
};
use Status::*;

/// Where a person's step is possible, and to which status it leads.
fn leads(kind: StoreKind, status: Status, command: &Command, role: Role) -> Option<Status> {
    match (status, command, role, kind) {
        (Placed, Command::Accept { .. }, Owner, _) => Some(Accepted),
        (Placed, Command::Reject { .. }, Owner, _) => Some(Rejected),
        (Accepted, Command::StartCooking, Owner, Restaurant | Cafe) => Some(Cooking),
        (Cooking, Command::FinishCooking, Owner, _) => Some(Ready),
        (Ready, Command::Claim, Rider, Restaurant) => Some(Claimed),
        (Claimed, Command::PickUp { .. }, Rider, _) => Some(PickedUp),
        (PickedUp, Command::DropOff, Rider, _) => Some(Delivered),
        (Ready, Command::Collect, Owner, Cafe) => Some(Collected),
        (Ready, Command::ConfirmReceipt, Customer, Cafe) => Some(Completed),
        (Accepted, Command::StartPacking, Owner, MealKit) => Some(Packing),
        (Packing, Command::Ship { .. }, Owner, _) => Some(Shipped),
        (Shipped, Command::DropOff, Owner, _) => Some(Delivered),
        (Collected | Delivered, Command::ConfirmReceipt, Customer, _) => Some(Completed),
        (AwaitingPayment | Placed | Accepted, Command::Cancel { .. }, Customer | Operator, _) => Some(Cancelled),
        (Cooking | Ready | Claimed | Packing, Command::Cancel { .. }, Operator, _) => Some(Cancelled),
        _ => None,
    }
}

#[test]
fn a_step_leads_where_it_should_or_is_refused() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let story = given(history(kind, status));
            for command in every_command(kind) {
                for person in [customer(), owner(), rider(), operator()] {
                    let what = format!("{command:?} by {:?} of {kind:?} in {status:?}", person.role);
                    match story.clone().when(person.clone(), command.clone()).answer() {
                        Ok(events) => {
                            let after = events.into_iter().fold(story.clone(), Story::tell);
                            assert_eq!(Some(after.order().status), leads(kind, status, &command, person.role), "{what}");
                        }
                        Err(refusal) => {
                            assert_eq!(leads(kind, status, &command, person.role), None, "{what}: {refusal:?}");
                            let expected =
                                [Refusal::WrongStatus(status), Refusal::NotFound, Refusal::Forbidden, Refusal::AlreadyClaimed];
                            assert!(expected.contains(&refusal), "{what}: {refusal:?}");
                        }
                    }
                }
            }
        }
    }
}

/// Who is concerned hears of the wrong status, not that there is no such order.
#[test]
fn a_step_in_the_wrong_status_says_in_which_status_the_order_is() {
    for kind in StoreKind::ALL {
        for status in statuses(kind).into_iter().filter(|status| !matches!(status, AwaitingPayment | Placed | Expired)) {
            given(history(kind, status)).when(owner(), accept()).refused(Refusal::WrongStatus(status));
        }
    }
}
