use super::{super::world::*, gateway::Weather};
use crate::{Actor, order::*, store::StoreKind};
use proptest::{prelude::*, sample::select};

/// One thing that happens around an order.
#[derive(Debug, Clone)]
pub enum Step {
    /// Somebody tries something, allowed or not.
    Try(Actor, Command),
    /// Whoever's turn it is does what is expected.
    GoOn,
    /// Some task that is due is carried out; `again`: and is not forgotten, as after a crash.
    Work {
        pick: prop::sample::Index,
        weather: Weather,
        again: bool,
    },
    Wait {
        seconds: i64,
    },
}

/// Two to nine servings that a shop of [`shop`] can make and deliver.
pub fn wish() -> impl Strategy<Value = PlaceOrder> {
    let noodles = (2i64..=3, select(vec![regular(), large()])).prop_map(|(count, size)| want(noodles(), count, &[size]));
    let dumplings = (2i64..=3).prop_map(|count| want(dumplings(), count, &[]));
    prop::collection::vec(prop_oneof![noodles, dumplings], 1..=3).prop_map(|lines| PlaceOrder { lines, ..the_usual() })
}

/// People try what they like; the platform does its work.
pub fn as_it_can_be() -> impl Strategy<Value = Step> {
    let people = everybody().into_iter().filter(|actor| actor.account().is_some()).collect::<Vec<_>>();
    prop_oneof![
        3 => (select(people), command()).prop_map(|(actor, command)| Step::Try(actor, command)),
        3 => decisive(),
        6 => Just(Step::GoOn),
        5 => work(),
        2 => wait(),
    ]
}

/// The same, and the platform tries anything as well.
pub fn anything() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (select(everybody().to_vec()), command()).prop_map(|(actor, command)| Step::Try(actor, command)),
        2 => command().prop_map(|command| Step::Try(PLATFORM, command)),
        1 => decisive(),
        3 => Just(Step::GoOn),
        3 => work(),
        2 => wait(),
    ]
}

/// What really changes the way, so that it is tried often enough.
fn decisive() -> impl Strategy<Value = Step> {
    select(vec![
        Step::Try(customer().into(), cancel()),
        Step::Try(operator().into(), cancel()),
        Step::Try(customer().into(), pay()),
        Step::Try(owner().into(), reject(EndReason::Busy)),
        Step::Try(customer().into(), Command::ConfirmReceipt),
    ])
    .prop_flat_map(|step| prop_oneof![Just(Step::GoOn), Just(step)])
}

fn work() -> impl Strategy<Value = Step> {
    (any::<prop::sample::Index>(), select(Weather::ALL.to_vec()), any::<bool>()).prop_map(|(pick, weather, again)| Step::Work {
        pick,
        weather,
        again,
    })
}

fn wait() -> impl Strategy<Value = Step> {
    select(vec![1, 180, 600, 86_400]).prop_map(|seconds| Step::Wait { seconds })
}

fn command() -> impl Strategy<Value = Command> {
    let plain = every_command(StoreKind::Restaurant).into_iter().chain(every_command(StoreKind::Cafe));
    let odd = [
        place(),
        reject(EndReason::AcceptDeadline),
        Command::PickUp { number: "X-0000".to_owned() },
        Command::DeferPayment { until: EVENING.plus_seconds(1) },
        confirm_payment_of(crate::Money::won(1)),
        Command::SettleRefund { amount: crate::Money::won(1) },
    ];
    select(plain.chain(odd).collect::<Vec<_>>())
}
