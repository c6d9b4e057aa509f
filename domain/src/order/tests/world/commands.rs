use super::{PAYMENT_KEY, card, number, text, the_order, the_usual, total};
use crate::{Money, order::*, store::StoreKind};

pub fn place() -> Command {
    Command::Place(the_usual())
}

pub fn pay() -> Command {
    Command::Pay { card: card() }
}

pub fn accept() -> Command {
    Command::Accept { prep: number(20) }
}

pub fn reject(reason: EndReason) -> Command {
    Command::Reject { reason, text: None }
}

pub fn ship() -> Command {
    Command::Ship { carrier: text("CJ대한통운"), tracking_no: text("6543-2100-1234") }
}

pub fn cancel() -> Command {
    Command::Cancel { reason: None }
}

pub fn pick_up() -> Command {
    Command::PickUp { number: OrderNumber::of(the_order()).to_string() }
}

/// The gateway took the order's total.
pub fn confirm_payment(kind: StoreKind) -> Command {
    confirm_payment_of(total(kind))
}

pub fn confirm_payment_of(amount: Money) -> Command {
    Command::ConfirmPayment { payment_key: PAYMENT_KEY.to_owned(), amount }
}

pub fn decline_payment() -> Command {
    Command::DeclinePayment { reason: "REJECT_CARD_PAYMENT".to_owned() }
}

/// Until ten minutes into the evening.
pub fn defer_payment() -> Command {
    Command::DeferPayment { until: super::EVENING.plus_seconds(600) }
}

pub fn settle_refund(kind: StoreKind) -> Command {
    Command::SettleRefund { amount: total(kind) }
}

/// One of each, as plain as can be, but for placing.
pub fn every_command(kind: StoreKind) -> Vec<Command> {
    vec![
        pay(),
        cancel(),
        Command::ConfirmReceipt,
        accept(),
        reject(EndReason::SoldOut),
        Command::StartCooking,
        Command::FinishCooking,
        Command::Collect,
        Command::StartPacking,
        ship(),
        Command::DropOff,
        Command::Claim,
        pick_up(),
        confirm_payment(kind),
        decline_payment(),
        defer_payment(),
        Command::LosePayment,
        Command::Expire,
        Command::GiveUpOnStore,
        Command::TellSeller,
        settle_refund(kind),
    ]
}
