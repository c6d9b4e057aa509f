//! A judge who never convicts is no judge: each law is broken on purpose, and has to notice.

use super::{LAWS, evidence::Payment, ledger::Sent, log::Log, *};
use crate::{
    journal::Line,
    tables::{BoardRow, EntryRow, EventRow, StatusRow, Tables},
};
use domain::{
    Account, AccountId, MenuItemId, OrderId, Position, Role, StoreId, Timestamp,
    geo::Address,
    money::Money,
    order::{EndReason, Event, Line as OrderLine, OrderNumber, Person, Placed, PrepMinutes, Status, StoreRef},
    quantity::Quantity,
    store::StoreKind,
    text::Name,
};
use uuid::Uuid;

const ITEM: MenuItemId = MenuItemId(Uuid::from_u128(70));
const TOTAL: u32 = 9_000;

type Crime = (&'static str, fn(&mut Evidence));

/// What is done to innocent evidence, and the law that it breaks.
const CRIMES: [Crime; 19] = [
    ("no acknowledged order or step is lost", |evidence| evidence.told.push(told(ready(), 99, Status::Ready))),
    ("no acknowledged order or step is lost", |evidence| evidence.told.push(told(ready(), 2, Status::Cooking))),
    ("no acknowledged order or step is lost", |evidence| evidence.told.push(told(stranger(), 1, Status::Placed))),
    ("what was refused was never done", |evidence| evidence.told.push(Line::Refused { order: completed() })),
    ("what was refused was never done", |evidence| evidence.told.push(Line::Declined { order: completed() })),
    ("the log has no gap, and each order's fold is that of its events", |evidence| drop(evidence.tables.events.remove(3))),
    ("the log has no gap, and each order's fold is that of its events", |evidence| evidence.tables.states[0].1 += 1),
    ("at most one capture an order", |evidence| evidence.payments.push(payment(completed(), TOTAL))),
    ("captured less refunded is what completed and running orders are worth", |evidence| evidence.payments[1].refunded = 0),
    ("captured less refunded is what completed and running orders are worth", |evidence| {
        evidence.payments.push(payment(stranger(), 0));
    }),
    ("stock is conserved and never negative", |evidence| evidence.tables.stock[0].1 += 1),
    ("order_status is the fold of the log", |evidence| evidence.tables.order_status[0].version -= 1),
    ("store_board is the fold of the log", |evidence| drop(evidence.tables.store_board.pop())),
    ("rider_board is the fold of the log", |evidence| evidence.tables.rider_board.push((completed().0, String::new()))),
    ("top_menus is the fold of the log", |evidence| evidence.tables.top_menus[0].2 += 1),
    ("no cursor is ahead of the log", |evidence| evidence.tables.cursors[0].2 += 1_000),
    ("one ledger entry an event, recipient and channel", |evidence| drop(evidence.tables.entries.pop())),
    ("each message of the ledger was sent, and once", |evidence| drop(evidence.messages.pop())),
    ("something of everything has happened", |evidence| evidence.told.clear()),
];

#[test]
fn innocent_evidence_breaks_no_law() {
    assert_eq!(broken(&evidence(true)), Vec::<&str>::new());
}

#[test]
fn each_law_notices_what_it_forbids() {
    for (law, crime) in CRIMES {
        let mut evidence = evidence(true);
        crime(&mut evidence);
        evidence.log = Log::fold(&evidence.tables).unwrap();
        assert!(broken(&evidence).contains(&law), "nobody noticed: {law}");
    }
}

#[test]
fn an_order_that_nothing_carries_on_is_noticed() {
    let mut evidence = evidence(false);
    assert_eq!(broken(&evidence), ["every order is at its end, or has a task behind it"]);
    evidence.tables.tasks.push((ready().0, "auto_receipt".to_owned()));
    assert_eq!(broken(&evidence), Vec::<&str>::new());
}

fn broken(evidence: &Evidence) -> Vec<&'static str> {
    LAWS.iter().filter(|(_, law)| !law(evidence).is_empty()).map(|(title, _)| *title).collect()
}

/// One order that went well, one that was rejected, and, unless all are at their end, one that waits on the counter.
fn evidence(all_at_their_end: bool) -> Evidence {
    let mut stories = vec![(completed(), made([Event::Collected {}, Event::ReceiptConfirmed {}])), (rejected(), refunded())];
    stories.push((ready(), if all_at_their_end { made([Event::Collected {}, Event::ReceiptConfirmed {}]) } else { made([]) }));
    let mut events = Vec::new();
    for (order, story) in stories {
        for (index, event) in [Event::Placed(Box::new(placed(order)))].into_iter().chain(story).enumerate() {
            events.push(EventRow {
                part: 0,
                seq: events.len() as i64 + 1,
                order_id: order.0,
                version: index as i64 + 1,
                kind: event.kind().to_owned(),
                data: serde_json::to_string(&event).unwrap(),
                at: 1_000_000,
            });
        }
    }
    let tables = tables(events);
    let told = |order| told(order, 2, Status::Placed);
    let alimtalk = tables.entries.iter().filter(|entry| entry.channel == "alimtalk");
    let sent =
        |entry: &EntryRow| Sent { order_id: OrderId(entry.order_id), template: entry.template.clone(), text: entry.text.clone() };
    let messages = alimtalk.map(sent).collect();
    Evidence {
        log: Log::fold(&tables).unwrap(),
        tables,
        payments: vec![payment(completed(), 0), payment(rejected(), TOTAL), payment(ready(), 0)],
        messages,
        told: [completed(), rejected(), ready()].map(told).to_vec(),
        stock: [(ITEM, 10)].into(),
    }
}

/// As the program would have written them.
fn tables(events: Vec<EventRow>) -> Tables {
    let mut tables = Tables {
        parts: vec![(0, events.len() as i64)],
        events,
        states: Vec::new(),
        cursors: vec![("order_status".to_owned(), 0, 1)],
        tasks: Vec::new(),
        stock: vec![(ITEM.0, 8)],
        order_status: Vec::new(),
        store_board: Vec::new(),
        rider_board: Vec::new(),
        top_menus: Vec::new(),
        entries: Vec::new(),
    };
    let log = Log::fold(&tables).unwrap();
    for log::History { order, part, seq, .. } in log.histories.values() {
        let (data, version, placed_at) =
            (serde_json::to_string(order).unwrap(), i64::from(order.version), order.placed_at.micros());
        tables.states.push((order.id.0, version, serde_json::json!({ "order": order, "commands": [] }).to_string()));
        tables.order_status.push(StatusRow {
            order_id: order.id.0,
            customer_id: order.customer.id.0,
            rider_id: None,
            status: order.status.as_str().to_owned(),
            placed_at,
            version,
            data: data.clone(),
        });
        tables.store_board.push(BoardRow {
            order_id: order.id.0,
            store_id: order.store.id.0,
            part: *part,
            seq: *seq,
            status: order.status.as_str().to_owned(),
            placed_at,
            version,
            total: order.items_total.into(),
            data,
        });
    }
    tables.top_menus = log.menus.iter().map(|(item, (store, count))| (item.0, store.0, *count)).collect();
    tables.entries = log.messages;
    tables
}

fn placed(id: OrderId) -> Placed {
    let won = Money::won(TOTAL);
    let place = Position::new(37.5667, 126.9290).unwrap();
    let owner = account(Role::Owner);
    Placed {
        id,
        number: OrderNumber::of(id),
        store: StoreRef {
            id: StoreId(Uuid::from_u128(60)),
            name: name("봄날커피"),
            kind: StoreKind::Cafe,
            owner: owner.id,
            address: Address { line: "연희로 12길 8".to_owned().try_into().unwrap(), detail: None, position: place },
            illustration: None,
        },
        customer: Person { id: account(Role::Customer).id, name: name("customer") },
        lines: vec![OrderLine {
            menu_item_id: ITEM,
            name: name("한정 만두"),
            quantity: Quantity::ONE,
            unit_price: won,
            choices: Vec::new(),
            total: won,
            counted: true,
            illustration: None,
        }],
        items_total: won,
        delivery_fee: Money::ZERO,
        total: won,
        address: None,
        note: None,
        ride: None,
    }
}

fn made<const MORE: usize>(more: [Event; MORE]) -> Vec<Event> {
    let prep_minutes = PrepMinutes::try_from(15).unwrap();
    let accepted = Event::Accepted { prep_minutes, ready_at: Timestamp::from_micros(2_000_000) };
    [paid(), accepted, Event::CookingStarted {}, Event::CookingFinished {}].into_iter().chain(more).collect()
}

fn refunded() -> Vec<Event> {
    let amount = Money::won(TOTAL);
    let rejected = Event::Rejected { reason: EndReason::Busy, text: None };
    vec![paid(), rejected, Event::RefundRequested { amount }, Event::RefundSettled { amount }]
}

fn paid() -> Event {
    let accept_by = Timestamp::from_micros(9_000_000);
    Event::PaymentConfirmed { payment_key: "sandbox_1".to_owned(), amount: Money::won(TOTAL), accept_by }
}

fn payment(order_id: OrderId, refunded: u32) -> Payment {
    Payment { order_id, amount: TOTAL, refunded }
}

fn told(order: OrderId, version: u32, status: Status) -> Line {
    Line::Told { order, version, status, payment: PaymentStatus::Paid }
}

fn account(role: Role) -> Account {
    Account { id: AccountId(Uuid::from_u128(role as u128 + 50)), role, name: name(role.as_str()) }
}

fn name(text: &str) -> Name {
    text.to_owned().try_into().unwrap()
}

fn completed() -> OrderId {
    OrderId(Uuid::from_u128(1))
}

fn rejected() -> OrderId {
    OrderId(Uuid::from_u128(2))
}

fn ready() -> OrderId {
    OrderId(Uuid::from_u128(3))
}

fn stranger() -> OrderId {
    OrderId(Uuid::from_u128(4))
}
