//! Where the money is, in words.

use crate::{components::format::won, lang::Lang};
use domain::{order::PaymentStatus, views::OrderView};

pub fn payment_text(order: &OrderView, lang: Lang) -> String {
    let (charged, refunded) = (won(order.payment.charged, lang), won(order.payment.refunded, lang));
    match (order.payment.status, lang) {
        (PaymentStatus::Pending | PaymentStatus::Unknown, _) => {
            lang.pick("결제를 확인하고 있어요", "We are checking your payment").to_owned()
        }
        (PaymentStatus::Deferred, _) => lang.pick("결제를 기다리고 있어요", "Waiting to be paid").to_owned(),
        (PaymentStatus::Paid, Lang::Ko) => format!("{charged} 결제했어요"),
        (PaymentStatus::Paid, Lang::En) => format!("{charged} paid"),
        (PaymentStatus::Declined, _) => {
            lang.pick("카드가 승인되지 않아 돈은 나가지 않았어요", "The card was declined; nothing was charged").to_owned()
        }
        (PaymentStatus::Refunding, Lang::Ko) => format!("{charged} 환불하고 있어요"),
        (PaymentStatus::Refunding, Lang::En) => format!("{charged} is on its way back to you"),
        (PaymentStatus::Refunded, Lang::Ko) => format!("{refunded} 환불했어요"),
        (PaymentStatus::Refunded, Lang::En) => format!("{refunded} refunded"),
        (PaymentStatus::Void, _) => lang.pick("돈은 나가지 않았어요", "Nothing was charged").to_owned(),
    }
}
