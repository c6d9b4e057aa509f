//! Where riders are, and whether they want work.

use super::Pools;
use crate::{clock::Clock, surprise::OrInternal};
use async_trait::async_trait;
use domain::{
    Account, Position, Refusal, Role,
    ports::{Answer, Riders},
};

pub struct SqlRiders {
    pools: Pools,
    clock: Clock,
}

impl SqlRiders {
    pub fn new(pools: Pools, clock: Clock) -> SqlRiders {
        SqlRiders { pools, clock }
    }
}

#[async_trait]
impl Riders for SqlRiders {
    async fn set_position(&self, actor: &Account, at: Position) -> Answer<()> {
        is_rider(actor)?;
        // Moves once a few seconds for each rider and is worth nothing a minute later, so it need not wait for the disk.
        let mut tx = self.pools.write_hastily().await.or_internal("moving a rider")?;
        sqlx::query(
            "INSERT INTO rider (account_id, online, lat, lng, at) VALUES ($1, 0, $2, $3, $4) \
             ON CONFLICT (account_id) DO UPDATE SET lat = excluded.lat, lng = excluded.lng, at = excluded.at",
        )
        .bind(actor.id.0)
        .bind(at.lat())
        .bind(at.lng())
        .bind(self.clock.now().micros())
        .execute(tx.db())
        .await
        .or_internal("moving a rider")?;
        tx.commit().await.or_internal("moving a rider")
    }

    async fn set_availability(&self, actor: &Account, online: bool) -> Answer<()> {
        is_rider(actor)?;
        let mut tx = self.pools.write().await.or_internal("switching a rider")?;
        sqlx::query(
            "INSERT INTO rider (account_id, online, at) VALUES ($1, $2, $3) \
             ON CONFLICT (account_id) DO UPDATE SET online = excluded.online, at = excluded.at",
        )
        .bind(actor.id.0)
        .bind(i64::from(online))
        .bind(self.clock.now().micros())
        .execute(tx.db())
        .await
        .or_internal("switching a rider")?;
        tx.commit().await.or_internal("switching a rider")
    }
}

fn is_rider(actor: &Account) -> Answer<()> {
    if actor.role == Role::Rider { Ok(()) } else { Err(Refusal::Forbidden) }
}
