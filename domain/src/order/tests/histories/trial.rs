use super::{
    super::world::*,
    gateway::{Gateway, Weather},
    laws,
    step::Step,
};
use crate::{
    Actor, Refusal, Timestamp,
    order::*,
    store::{Shop, StoreKind},
};

/// An order in a small world of its own: a log, a list of work to do, a gateway and a clock.
#[derive(Debug)]
pub struct Trial {
    pub order: Order,
    pub log: Vec<(Event, Timestamp)>,
    pub stock: Vec<StockMove>,
    pub tasks: Vec<Task>,
    pub gateway: Gateway,
    now: Timestamp,
    shop: Shop,
}

impl Trial {
    pub fn begin(kind: StoreKind, wish: PlaceOrder) -> Trial {
        let shop = shop(kind);
        let deadlines = Deadlines::default();
        let facts = Facts { now: EVENING, order_id: the_order(), shop: Some(&shop), deadlines: &deadlines };
        let decision = decide(None, &Command::Place(wish), &customer().into(), &facts).expect("the shop can make it");
        let [event] = decision.events.as_slice() else { panic!("placing is one event") };
        let order = evolve(None, event, EVENING).expect("it was placed");
        let stock = stock_moves(&order, event);
        let log = vec![(event.clone(), EVENING)];
        Trial { order, log, stock, tasks: decision.tasks, gateway: Gateway::default(), now: EVENING, shop }
    }

    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Try(actor, command) => {
                let _ = self.submit(actor, command);
            }
            Step::GoOn => self.go_on(),
            Step::Work { pick, weather, again } => {
                let due: Vec<_> = (0..self.tasks.len()).filter(|at| self.tasks[*at].due_at <= self.now).collect();
                if !due.is_empty() {
                    self.work(*pick.get(&due), *weather, *again);
                }
            }
            Step::Wait { seconds } => self.now = self.now.plus_seconds(*seconds),
        }
    }

    /// Decides, folds and notes what is to do, event by event, as the log does.
    fn submit(&mut self, actor: &Actor, command: &Command) -> Result<(), Refusal> {
        let deadlines = Deadlines::default();
        let facts = Facts { now: self.now, order_id: the_order(), shop: Some(&self.shop), deadlines: &deadlines };
        let decision = decide(Some(&self.order), command, actor, &facts)?;
        for event in decision.events {
            let before = self.order.clone();
            self.order = evolve(Some(before.clone()), &event, self.now).expect("an order does not vanish");
            laws::one_event_is_one_step(&before, &event, &self.order);
            self.stock.extend(stock_moves(&self.order, &event));
            self.tasks.extend(policy(&self.order, &event, self.now, &deadlines));
            self.log.push((event, self.now));
        }
        self.tasks.extend(decision.tasks);
        Ok(())
    }

    fn go_on(&mut self) {
        let (actor, command): (Actor, Command) = match (self.order.status, self.order.fulfilment()) {
            (Status::AwaitingPayment, _) => {
                let charge = self.tasks.iter().position(|task| matches!(task.kind, TaskKind::Charge { .. }));
                return charge.map_or((), |at| self.work(at, Weather::Fine, false));
            }
            (Status::Placed, _) => (owner().into(), accept()),
            (Status::Accepted, Fulfilment::Parcel) => (owner().into(), Command::StartPacking),
            (Status::Accepted, _) => (owner().into(), Command::StartCooking),
            (Status::Cooking, _) => (owner().into(), Command::FinishCooking),
            (Status::Ready, Fulfilment::RiderDelivery) => (rider().into(), Command::Claim),
            (Status::Ready, _) => (owner().into(), Command::Collect),
            (Status::Claimed, _) => (self.its_rider(), pick_up()),
            (Status::PickedUp, _) => (self.its_rider(), Command::DropOff),
            (Status::Packing, _) => (owner().into(), ship()),
            (Status::Shipped, _) => (owner().into(), Command::DropOff),
            (Status::Delivered | Status::Collected, _) => (customer().into(), Command::ConfirmReceipt),
            (Status::Completed | Status::Expired | Status::Rejected | Status::Cancelled, _) => return,
        };
        self.submit(&actor, &command).expect("what is expected of somebody is allowed");
    }

    fn its_rider(&self) -> Actor {
        let claimed = |account: &crate::Account| self.order.rider.as_ref().is_some_and(|rider| rider.id == account.id);
        [rider(), another_rider()].into_iter().find(claimed).expect("somebody claimed it").into()
    }

    /// Carries out one task at least once; its result may be refused only because the order has gone on.
    fn work(&mut self, at: usize, weather: Weather, again: bool) {
        let Task { kind, .. } = self.tasks[at].clone();
        let command = match kind {
            TaskKind::Charge { amount, .. } => self.charge(amount, weather),
            TaskKind::Refund { amount, .. } => self.refund(amount, weather),
            TaskKind::TellSeller {} => (weather == Weather::Fine).then_some(Command::TellSeller),
            TaskKind::AcceptDeadline {} => Some(Command::GiveUpOnStore),
            TaskKind::PaymentHold {} => Some(Command::Expire),
            TaskKind::AutoReceipt {} => Some(Command::ConfirmReceipt),
        };
        let unfinished = matches!(command, None | Some(Command::LosePayment));
        if let Some(command) = command {
            let answer = self.submit(&Actor::System, &command);
            assert!(matches!(answer, Ok(()) | Err(Refusal::WrongStatus(_))), "{command:?}: {answer:?}");
        }
        if !unfinished && !again {
            self.tasks.remove(at);
        }
    }

    /// A payment that is there is found; otherwise it is tried.
    fn charge(&mut self, amount: crate::Money, weather: Weather) -> Option<Command> {
        match weather {
            Weather::Fine | Weather::Declining if self.gateway.charged.is_some() => {}
            Weather::Declining => return Some(decline_payment()),
            Weather::Busy if self.gateway.charged.is_some() => return None,
            Weather::Busy => return Some(Command::DeferPayment { until: self.now.plus_seconds(600) }),
            Weather::Silent => return Some(Command::LosePayment),
            Weather::Lossy if self.gateway.charged.is_some() => return Some(Command::LosePayment),
            Weather::Lossy => {
                self.gateway.charge(amount);
                return Some(Command::LosePayment);
            }
            Weather::Fine => self.gateway.charge(amount),
        }
        self.gateway.charged.map(confirm_payment_of)
    }

    fn refund(&mut self, amount: crate::Money, weather: Weather) -> Option<Command> {
        match weather {
            Weather::Fine => self.gateway.refund(amount),
            Weather::Lossy => {
                self.gateway.refund(amount);
                return None;
            }
            Weather::Declining | Weather::Busy | Weather::Silent => return None,
        }
        Some(Command::SettleRefund { amount })
    }

    /// In good weather, however long it takes.
    pub fn finish_all_work(&mut self) {
        while let Some(next) = (0..self.tasks.len()).min_by_key(|at| self.tasks[*at].due_at) {
            self.now = self.now.max(self.tasks[next].due_at);
            self.work(next, Weather::Fine, false);
        }
    }
}
