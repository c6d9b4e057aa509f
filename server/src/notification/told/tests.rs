use super::*;
use domain::{
    Money, OrderId, Position, StoreId, Timestamp,
    geo::Address,
    order::{By, Line, OrderNumber, Person, Placed, PrepMinutes, Ride, StoreRef, evolve},
    quantity::Quantity,
    store::StoreKind,
    text::Name,
};
use uuid::Uuid;

const CUSTOMER: &str = "customer";
const STORE: &str = "store";
const RIDER: &str = "rider";

const TOTAL: Money = Money::won(20_900);

/// What happened before, what happens now, and whom it is told to.
type Row = (&'static str, StoreKind, Vec<Event>, Event, &'static [&'static str]);

/// The API's table "Who is told what", line by line, with every kind of event that there is.
fn table() -> Vec<Row> {
    use StoreKind::{Cafe, MealKit, Restaurant};
    let on_the_way = || vec![paid(), accepted(), Event::CookingStarted {}, Event::CookingFinished {}, claimed()];
    let called_off = || vec![paid(), cancelled(EndReason::ChangedMind), Event::RefundRequested { amount: TOTAL }];
    vec![
        ("placing alone is nobody's news", Restaurant, vec![], placed(Restaurant), &[]),
        ("a new order", Restaurant, vec![], paid(), &[CUSTOMER, STORE]),
        ("a payment that came after the end", Restaurant, vec![cancelled(EndReason::ChangedMind)], paid(), &[]),
        ("declined while the customer waits", Restaurant, vec![], Event::PaymentDeclined { reason: "no".to_owned() }, &[]),
        ("deferred while the customer waits", Restaurant, vec![], deferred(), &[]),
        ("unknown while the customer waits", Restaurant, vec![], Event::PaymentUnknown {}, &[]),
        ("expired at once", Restaurant, vec![], Event::Expired {}, &[]),
        ("expired after a deferral", Restaurant, vec![deferred()], Event::Expired {}, &[CUSTOMER]),
        ("accepted", Restaurant, vec![paid()], accepted(), &[CUSTOMER]),
        ("rejected", Restaurant, vec![paid()], Event::Rejected { reason: EndReason::SoldOut, text: None }, &[CUSTOMER]),
        ("cooking", Restaurant, vec![paid(), accepted()], Event::CookingStarted {}, &[CUSTOMER]),
        ("ready for a rider", Restaurant, vec![paid(), accepted()], Event::CookingFinished {}, &[CUSTOMER]),
        ("ready at the counter", Cafe, vec![paid(), accepted()], Event::CookingFinished {}, &[CUSTOMER]),
        ("claimed", Restaurant, vec![paid()], claimed(), &[CUSTOMER, STORE]),
        ("picked up", Restaurant, on_the_way(), Event::PickedUp {}, &[CUSTOMER]),
        ("delivered", Restaurant, on_the_way(), Event::Delivered {}, &[CUSTOMER]),
        ("collected: both were there", Cafe, vec![paid()], Event::Collected {}, &[]),
        ("packing", MealKit, vec![paid()], Event::PackingStarted {}, &[CUSTOMER]),
        ("shipped", MealKit, vec![paid()], shipped(), &[CUSTOMER]),
        ("received, brought by a rider", Restaurant, on_the_way(), Event::ReceiptConfirmed {}, &[STORE, RIDER]),
        ("received, without one", MealKit, vec![paid()], Event::ReceiptConfirmed {}, &[STORE]),
        ("cancelled before it was paid", Restaurant, vec![], cancelled(EndReason::ChangedMind), &[CUSTOMER]),
        ("cancelled", Restaurant, vec![paid()], cancelled(EndReason::ChangedMind), &[CUSTOMER, STORE]),
        ("not answered in time", Restaurant, vec![paid()], cancelled(EndReason::AcceptDeadline), &[CUSTOMER, STORE]),
        ("cancelled with a rider", Restaurant, on_the_way(), cancelled(EndReason::Other), &[CUSTOMER, STORE, RIDER]),
        ("the seller is told by what it is told of", MealKit, called_off(), Event::SellerTold {}, &[]),
        ("a refund that is only asked for", Restaurant, vec![paid()], Event::RefundRequested { amount: TOTAL }, &[]),
        ("refunded", Restaurant, called_off(), Event::RefundSettled { amount: TOTAL }, &[CUSTOMER]),
        ("a parcel's delivery cancelled", MealKit, called_off(), Event::DeliveryCancelled {}, &[CUSTOMER, STORE]),
        ("no parcel, no delivery to cancel", Restaurant, called_off(), Event::DeliveryCancelled {}, &[]),
    ]
}

#[test]
fn everybody_is_told_what_the_table_says() {
    for (what, kind, before, now, expected) in table() {
        let (order, messages) = told_of(kind, &before, &now);
        let recipients: Vec<_> = messages.iter().map(|message| who(&order, message.to)).collect();
        assert_eq!(recipients, expected, "{what}");
    }
}

#[test]
fn the_table_has_every_kind_of_event() {
    let kinds: std::collections::HashSet<_> = table().iter().map(|(_, _, _, now, _)| now.kind()).collect();
    // Every variant of `Event`; the match in `told` does not compile without a new one.
    assert_eq!(kinds.len(), 22, "{kinds:?}");
}

#[test]
fn a_template_is_of_its_event_and_recipient_and_is_filled_in_to_the_last_word() {
    for (what, kind, before, now, _) in table() {
        let (order, messages) = told_of(kind, &before, &now);
        for message in messages {
            assert!(message.template.ends_with(who(&order, message.to)), "{what}: {}", message.template);
            assert!(message.text.contains(order.number.as_str()), "{what}: {}", message.text);
            assert!(!message.text.contains("#{") && !message.text.contains("  "), "{what}: {}", message.text);
            assert!(message.text.chars().count() <= 1_000, "{what}: {}", message.text);
        }
    }
}

#[test]
fn a_customer_reads_what_they_ordered_where_it_goes_and_what_it_cost() {
    let (_, messages) = told_of(StoreKind::Restaurant, &[], &paid());
    assert!(messages[0].text.ends_with(
        "봄날국수에 주문을 넣었어요. 들기름 막국수 2개, 김밥 1개, 만두 1개 외 1가지 · 연희로 12길 8 302호 · 20,900원을 결제했어요."
    ));
}

#[test]
fn what_somebody_typed_is_never_taken_for_a_variable() {
    let reason = "#{store} }{ #{".to_owned();
    let rejected = Event::Rejected { reason: EndReason::Other, text: Some(reason.clone().try_into().unwrap()) };
    let (_, messages) = told_of(StoreKind::Restaurant, &[paid()], &rejected);
    assert!(messages[0].text.contains(&format!("받지 못했어요. {reason} 결제한")), "{}", messages[0].text);
}

/// The order after all of it, and the messages that the last event sends out.
fn told_of(kind: StoreKind, before: &[Event], now: &Event) -> (Order, Vec<Message>) {
    let at = Timestamp::from_micros(0);
    let begun = if matches!(now, Event::Placed(_)) { None } else { evolve(None, &placed(kind), at) };
    let order = before.iter().chain([now]).fold(begun, |order, event| evolve(order, event, at)).unwrap();
    let messages = told(now, &order);
    (order, messages)
}

fn who(order: &Order, account: AccountId) -> &'static str {
    match account {
        id if id == order.customer.id => CUSTOMER,
        id if id == order.store.owner => STORE,
        _ => RIDER,
    }
}

fn placed(kind: StoreKind) -> Event {
    let id = OrderId(Uuid::from_u128(4_821));
    let address = || Address {
        line: "연희로 12길 8".to_owned().try_into().unwrap(),
        detail: Some("302호".to_owned().try_into().unwrap()),
        position: Position::new(37.5667, 126.9290).unwrap(),
    };
    Event::Placed(Box::new(Placed {
        id,
        number: OrderNumber::of(id),
        store: StoreRef {
            id: StoreId(Uuid::from_u128(1)),
            name: name("봄날국수"),
            kind,
            owner: AccountId(Uuid::from_u128(2)),
            address: address(),
            illustration: None,
        },
        customer: Person { id: AccountId(Uuid::from_u128(3)), name: name("김하나") },
        lines: vec![line("들기름 막국수", 2), line("김밥", 1), line("만두", 1), line("식혜", 1)],
        items_total: Money::won(19_400),
        delivery_fee: Money::won(1_500),
        total: TOTAL,
        address: (kind != StoreKind::Cafe).then(address),
        note: None,
        ride: (kind == StoreKind::Restaurant).then_some(Ride { distance_m: 700, pay: Money::won(3_000) }),
    }))
}

fn line(item: &str, quantity: i64) -> Line {
    Line {
        menu_item_id: domain::MenuItemId(Uuid::nil()),
        name: name(item),
        quantity: Quantity::try_from(quantity).unwrap(),
        unit_price: Money::ZERO,
        choices: Vec::new(),
        total: Money::ZERO,
        counted: false,
        illustration: None,
    }
}

fn paid() -> Event {
    Event::PaymentConfirmed { payment_key: "pay_1".to_owned(), amount: TOTAL, accept_by: Timestamp::from_micros(1) }
}

fn deferred() -> Event {
    Event::PaymentDeferred { until: Timestamp::from_micros(1) }
}

fn accepted() -> Event {
    Event::Accepted { prep_minutes: PrepMinutes::try_from(20).unwrap(), ready_at: Timestamp::from_micros(1) }
}

fn claimed() -> Event {
    Event::Claimed { rider: Person { id: AccountId(Uuid::from_u128(4)), name: name("박라이더") } }
}

fn shipped() -> Event {
    let text = |text: &str| text.to_owned().try_into().unwrap();
    Event::Shipped { carrier: text("CJ대한통운"), tracking_no: text("6543-2100-1234") }
}

fn cancelled(reason: EndReason) -> Event {
    Event::Cancelled { by: By::Customer, reason, text: None }
}

fn name(text: &str) -> Name {
    text.to_owned().try_into().unwrap()
}
