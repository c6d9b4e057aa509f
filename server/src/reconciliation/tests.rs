use super::*;
use crate::{
    payment::{ChargeRequest, GatewaySettings, RefundRequest},
    sandbox::testing::{Directory, TestSandbox},
};
use domain::{AccountId, TaskId};
use std::sync::Mutex;
use uuid::Uuid;

/// Books that a test writes.
#[derive(Default)]
struct Notebook(Mutex<BTreeMap<OrderId, Known>>);

#[async_trait]
impl Books for Notebook {
    async fn of(&self, orders: &[OrderId]) -> sqlx::Result<BTreeMap<OrderId, Known>> {
        let all = self.0.lock().unwrap().clone();
        Ok(all.into_iter().filter(|(order, _)| orders.contains(order)).collect())
    }

    async fn charged(&self, _: Timestamp, _: Timestamp) -> sqlx::Result<BTreeMap<OrderId, Known>> {
        let all = self.0.lock().unwrap().clone();
        Ok(all.into_iter().filter(|(_, known)| !known.booked.charged.is_zero()).collect())
    }
}

struct Desk {
    _sandbox: TestSandbox,
    _data: Directory,
    notebook: Arc<Notebook>,
    reconciliation: Reconciliation,
}

impl Desk {
    /// Ten minutes from now, so that all that is done now is settled.
    async fn open() -> Desk {
        let data = Directory::new();
        let sandbox = TestSandbox::start(&data).await;
        let gateway = PaymentGateway::new(&GatewaySettings::sandbox(sandbox.url.clone())).unwrap();
        let notebook = Arc::new(Notebook::default());
        let wall = Clock::wall();
        let clock = Clock::new(move || wall.now().plus_seconds(600));
        Desk {
            _sandbox: sandbox,
            _data: data,
            notebook: notebook.clone(),
            reconciliation: Reconciliation { gateway, books: notebook, clock },
        }
    }

    async fn charge(&self) -> (OrderId, String) {
        let order = OrderId(Uuid::now_v7());
        let request = ChargeRequest {
            key: TaskId(Uuid::now_v7()),
            order,
            order_name: "봄날국수".to_owned(),
            customer: AccountId(Uuid::now_v7()),
            amount: Money::won(9_000),
            card: "tok_ok".to_owned().try_into().unwrap(),
        };
        match self.reconciliation.gateway.charge(&request).await {
            crate::payment::ChargeOutcome::Approved { payment_key, .. } => (order, payment_key),
            other => panic!("{other:?}"),
        }
    }

    async fn refund(&self, payment_key: &str) {
        let (key, amount) = (TaskId(Uuid::now_v7()), Money::won(9_000));
        self.reconciliation
            .gateway
            .refund(&RefundRequest { key, payment_key: payment_key.to_owned(), amount, reason: "취소".to_owned() })
            .await;
    }

    fn write(&self, order: OrderId, charged: u32, refunded: u32) {
        let known = Known { booked: booked(charged, refunded), changed: Clock::wall().now(), is_off: false };
        self.notebook.0.lock().unwrap().insert(order, known);
    }

    async fn compare(&self) -> Vec<Discrepancy> {
        self.reconciliation.compare(&Pulse::default()).await.unwrap()
    }
}

fn booked(charged: u32, refunded: u32) -> Booked {
    Booked { charged: Money::won(charged), refunded: Money::won(refunded) }
}

#[tokio::test]
async fn books_that_agree_say_nothing() {
    let desk = Desk::open().await;
    let (kept, _) = desk.charge().await;
    let (returned, payment_key) = desk.charge().await;
    desk.refund(&payment_key).await;
    desk.write(kept, 9_000, 0);
    desk.write(returned, 9_000, 9_000);
    desk.write(OrderId(Uuid::now_v7()), 0, 0);
    assert_eq!(desk.compare().await, []);
}

#[tokio::test]
async fn a_charge_that_we_know_nothing_of_is_reported() {
    let desk = Desk::open().await;
    let (order, _) = desk.charge().await;
    assert_eq!(desk.compare().await, [Discrepancy::NotOurs { order: order.to_string() }]);
}

#[tokio::test]
async fn a_payment_that_the_gateway_knows_nothing_of_is_reported() {
    let desk = Desk::open().await;
    let order = OrderId(Uuid::now_v7());
    desk.write(order, 9_000, 0);
    assert_eq!(desk.compare().await, [Discrepancy::NotTheirs { order, ours: booked(9_000, 0) }]);
}

#[tokio::test]
async fn a_refund_that_only_one_side_made_is_reported() {
    let desk = Desk::open().await;
    let (order, _) = desk.charge().await;
    desk.write(order, 9_000, 9_000);
    let differs = Discrepancy::Differs { order, ours: booked(9_000, 9_000), gateways: booked(9_000, 0) };
    assert_eq!(desk.compare().await, [differs]);
}

#[tokio::test]
async fn what_changed_a_moment_ago_is_left_for_the_next_time() {
    let desk = Desk::open().await;
    let (order, _) = desk.charge().await;
    let now = desk.reconciliation.clock.now();
    desk.notebook.0.lock().unwrap().insert(order, Known { booked: booked(0, 0), changed: now, is_off: false });
    assert_eq!(desk.compare().await, []);
}

#[tokio::test]
async fn money_that_does_not_go_back_is_reported_after_an_hour() {
    let desk = Desk::open().await;
    let (order, _) = desk.charge().await;
    let ended = |minutes: i64| Known {
        booked: booked(9_000, 0),
        changed: desk.reconciliation.clock.now().plus_minutes(-minutes),
        is_off: true,
    };
    desk.notebook.0.lock().unwrap().insert(order, ended(59));
    assert_eq!(desk.compare().await, []);
    desk.notebook.0.lock().unwrap().insert(order, ended(61));
    assert_eq!(desk.compare().await, [Discrepancy::Owed { order, ours: booked(9_000, 0) }]);
}
