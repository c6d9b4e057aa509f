use super::*;

/// How often each item was ordered: counted when it is made (or shipped), taken out again if the order is cancelled after that.
pub struct TopMenus;

impl Projection for TopMenus {
    const NAME: &'static str = "top_menus";

    fn concerns(&self, change: &Change) -> bool {
        weight(change) != 0
    }

    async fn apply(&self, db: &mut Connection, changes: &[Arc<Change>]) -> sqlx::Result<()> {
        let mut counts = BTreeMap::new();
        for change in changes {
            for line in &change.order.lines {
                let (_, count) = counts.entry(line.menu_item_id).or_insert((change.order.store.id, 0));
                *count += weight(change) * i64::from(line.quantity.count());
            }
        }
        for (item, (store, count)) in counts {
            sqlx::query(
                "INSERT INTO top_menus (item_id, store_id, order_count) VALUES ($1, $2, $3) \
                 ON CONFLICT (item_id) DO UPDATE SET order_count = top_menus.order_count + excluded.order_count",
            )
            .bind(item.0)
            .bind(store.0)
            .bind(count)
            .execute(&mut *db)
            .await?;
        }
        Ok(())
    }

    fn topics(&self, _: &Change) -> Vec<Topic> {
        Vec::new()
    }
}

fn weight(change: &Change) -> i64 {
    match &change.recorded.event {
        Event::CookingFinished {} | Event::Shipped { .. } => 1,
        Event::Cancelled { .. }
            if change.order.timeline.iter().any(|step| matches!(step.status, Status::Ready | Status::Shipped)) =>
        {
            -1
        }
        _ => 0,
    }
}
