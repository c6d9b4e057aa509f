//! What is said, word for word. Each of these has to be registered with the Alimtalk vendor under its code, and approved, before the
//! first one is sent: a message whose text is not the approved one with `#{…}` filled in is refused. A changed text is a new template.

use domain::order::Order;

pub struct Template {
    /// By event and recipient, at most 30 characters.
    pub code: &'static str,
    text: &'static str,
}

/// What varies: a name and its value.
pub type Detail<'a> = (&'a str, String);

impl Template {
    /// The text with the order's own `#{number}` and `#{store}`, and with `details`. What people typed is put in as it is: a `#{…}` in
    /// it stays what it is.
    pub fn filled(&self, order: &Order, details: &[Detail]) -> String {
        let value = |name: &str| match name {
            "number" => order.number.to_string(),
            "store" => order.store.name.to_string(),
            _ => details.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default(),
        };
        let mut pieces = self.text.split("#{");
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
            filled += &value(name);
            filled += rest;
        }
        filled
    }
}

macro_rules! templates {
    ($($name:ident: $code:literal = $text:literal;)*) => {
        $(pub static $name: Template = Template { code: $code, text: $text };)*

        #[cfg(test)]
        static ALL: &[&Template] = &[$(&$name),*];
    };
}

templates! {
    PAYMENT_CONFIRMED_CUSTOMER: "payment_confirmed_customer" =
        "[주문 #{number}] #{store}에 주문을 넣었어요. #{items} · #{place} · #{amount}원을 결제했어요.";
    PAYMENT_CONFIRMED_STORE: "payment_confirmed_store" = "[주문 #{number}] 새 주문이 들어왔어요. #{items} · #{amount}원";
    ACCEPTED_CUSTOMER: "accepted_customer" = "[주문 #{number}] #{store}에서 주문을 받았어요. #{minutes}분 뒤 #{promise}.";
    REJECTED_CUSTOMER: "rejected_customer" =
        "[주문 #{number}] #{store}에서 주문을 받지 못했어요. #{reason} 결제한 돈은 바로 돌려드려요.";
    COOKING_STARTED_CUSTOMER: "cooking_started_customer" = "[주문 #{number}] #{store}에서 조리를 시작했어요.";
    COOKING_FINISHED_CUSTOMER: "cooking_finished_customer" =
        "[주문 #{number}] #{store}의 음식이 다 됐어요. 라이더를 찾고 있어요.";
    COLLECTABLE_CUSTOMER: "collectable_customer" = "[주문 #{number}] 주문하신 것이 다 됐어요. #{store} 카운터에서 찾아가 주세요.";
    PACKING_STARTED_CUSTOMER: "packing_started_customer" = "[주문 #{number}] #{store}에서 포장을 시작했어요.";
    SHIPPED_CUSTOMER: "shipped_customer" = "[주문 #{number}] #{store}에서 보냈어요. #{carrier} #{tracking_no}";
    CLAIMED_CUSTOMER: "claimed_customer" = "[주문 #{number}] #{rider} 라이더가 #{store}에 가고 있어요.";
    CLAIMED_STORE: "claimed_store" = "[주문 #{number}] #{rider} 라이더가 가지러 가고 있어요.";
    PICKED_UP_CUSTOMER: "picked_up_customer" = "[주문 #{number}] 라이더가 #{store}에서 음식을 받아 출발했어요.";
    DELIVERED_CUSTOMER: "delivered_customer" = "[주문 #{number}] #{store}의 음식이 도착했어요. 맛있게 드세요!";
    CANCELLED_CUSTOMER: "cancelled_customer" = "[주문 #{number}] #{store} 주문이 취소됐어요.";
    CANCELLED_STORE: "cancelled_store" = "[주문 #{number}] 주문이 취소됐어요.";
    CANCELLED_RIDER: "cancelled_rider" = "[주문 #{number}] #{store} 배달이 취소됐어요.";
    UNANSWERED_CUSTOMER: "unanswered_customer" = "[주문 #{number}] 가게가 제때 답하지 못해 #{store} 주문이 취소됐어요.";
    UNANSWERED_STORE: "unanswered_store" = "[주문 #{number}] 제때 답하지 않아 주문이 취소됐어요.";
    EXPIRED_CUSTOMER: "expired_customer" = "[주문 #{number}] 결제가 되지 않아 #{store} 주문이 끝났어요. 돈은 나가지 않았어요.";
    REFUND_SETTLED_CUSTOMER: "refund_settled_customer" = "[주문 #{number}] #{amount}원을 돌려드렸어요.";
    DELIVERY_CANCELLED_CUSTOMER: "delivery_cancelled_customer" = "[주문 #{number}] #{store}의 배송을 취소했어요.";
    DELIVERY_CANCELLED_STORE: "delivery_cancelled_store" = "[주문 #{number}] 배송을 취소했어요.";
    RECEIPT_CONFIRMED_STORE: "receipt_confirmed_store" = "[주문 #{number}] 손님이 잘 받았어요.";
    RECEIPT_CONFIRMED_RIDER: "receipt_confirmed_rider" = "[주문 #{number}] 손님이 잘 받았어요.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_template_has_a_code_of_its_own_that_a_vendor_takes() {
        let codes: HashSet<_> = ALL.iter().map(|template| template.code).collect();
        assert_eq!(codes.len(), ALL.len());
        for code in codes {
            assert!(code.len() <= 30 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        }
    }

    #[test]
    fn every_message_names_its_order_so_that_no_two_orders_are_told_in_the_same_words() {
        for template in ALL {
            assert!(template.text.starts_with("[주문 #{number}] "), "{}", template.code);
        }
    }
}
