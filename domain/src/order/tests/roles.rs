//! What a role may ever do, and that what is not yours does not exist for you.

use super::{story::given, world::*};
use crate::{
    Refusal,
    Role::{self, *},
    order::*,
    store::StoreKind,
};

/// Who may ever ask for it. What is for nobody is done by the platform alone.
fn may(command: &Command) -> &'static [Role] {
    match command {
        Command::Place(_) | Command::Pay { .. } | Command::ConfirmReceipt => &[Customer],
        Command::Cancel { .. } => &[Customer, Operator],
        Command::Accept { .. } | Command::Reject { .. } => &[Owner],
        Command::StartCooking | Command::FinishCooking | Command::Collect => &[Owner],
        Command::StartPacking | Command::Ship { .. } => &[Owner],
        Command::DropOff => &[Owner, Rider],
        Command::Claim | Command::PickUp { .. } => &[Rider],
        Command::ConfirmPayment { .. } | Command::DeclinePayment { .. } | Command::DeferPayment { .. } | Command::LosePayment => {
            &[]
        }
        Command::Expire | Command::GiveUpOnStore | Command::TellSeller | Command::SettleRefund { .. } => &[],
    }
}

fn role(actor: &crate::Actor) -> Option<Role> {
    actor.account().map(|account| account.role)
}

/// The platform follows deadlines and payments; it has no mind to change and no bicycle.
#[test]
fn the_platform_neither_cancels_nor_claims() {
    given(history(StoreKind::Restaurant, Status::Placed)).when(PLATFORM, cancel()).refused(Refusal::Forbidden);
    given(history(StoreKind::Restaurant, Status::Ready)).when(PLATFORM, Command::Claim).refused(Refusal::Forbidden);
}

#[test]
fn what_a_role_may_never_do_is_forbidden_whatever_the_order() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let story = given(history(kind, status));
            for command in every_command(kind).into_iter().chain([place()]) {
                for somebody in everybody() {
                    let Some(role) = role(&somebody) else { continue };
                    let forbidden = !may(&command).contains(&role);
                    let answer = story.clone().when(somebody.clone(), command.clone()).answer();
                    assert_eq!(answer == Err(Refusal::Forbidden), forbidden, "{command:?} by {somebody:?}");
                }
            }
        }
    }
}

#[test]
fn an_order_of_somebody_else_does_not_exist() {
    for kind in StoreKind::ALL {
        for status in statuses(kind) {
            let story = given(history(kind, status));
            for command in every_command(kind).into_iter().filter(|command| *command != Command::Claim).chain([place()]) {
                for stranger in [another_customer(), another_owner(), another_rider()] {
                    if may(&command).contains(&stranger.role) {
                        story.clone().when(stranger, command.clone()).refused(Refusal::NotFound);
                    }
                }
            }
        }
    }
}

#[test]
fn to_its_store_an_order_that_is_not_paid_does_not_exist() {
    for ended in [vec![], vec![deferred()], vec![declined(), Event::Expired {}], vec![called_off()]] {
        for kind in StoreKind::ALL {
            let story = given([vec![placed(kind)], ended.clone()].concat());
            for command in every_command(kind).into_iter().filter(|command| may(command).contains(&Owner)) {
                story.clone().when(owner(), command).refused(Refusal::NotFound);
            }
        }
    }
}
