use super::{ChargeOutcome, ChargeRequest, Lookup, PaymentGateway, RefundOutcome, RefundRequest};
use async_trait::async_trait;
use domain::OrderId;
use std::time::Duration;

/// What ordering asks of a payment gateway: the client of a real one, or in the simulation one that does its worst.
#[async_trait]
pub trait Gateway: Send + Sync {
    async fn charge(&self, request: &ChargeRequest) -> ChargeOutcome;
    async fn refund(&self, request: &RefundRequest) -> RefundOutcome;
    async fn find(&self, order: OrderId) -> Lookup;
    /// How long the gateway is left alone, because it is down.
    fn rest(&self) -> Duration {
        Duration::ZERO
    }
}

#[async_trait]
impl Gateway for PaymentGateway {
    async fn charge(&self, request: &ChargeRequest) -> ChargeOutcome {
        PaymentGateway::charge(self, request).await
    }

    async fn refund(&self, request: &RefundRequest) -> RefundOutcome {
        PaymentGateway::refund(self, request).await
    }

    async fn find(&self, order: OrderId) -> Lookup {
        PaymentGateway::find(self, order).await
    }

    fn rest(&self) -> Duration {
        self.exchange.breaker.rest()
    }
}
