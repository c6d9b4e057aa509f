//! The tables of menu items and of their stock.

use super::super::{Connection, Db, rows};
use domain::{
    AccountId, MenuItemId, StoreId,
    store::{MAX_ITEMS, MenuItem},
};
use sqlx::Executor;
use std::collections::HashMap;
use uuid::Uuid;

/// Reads an item and whose it is, and keeps others from changing it until the transaction ends. Its stock is not read.
pub async fn lock(db: &mut Connection, id: MenuItemId) -> sqlx::Result<Option<(MenuItem, AccountId)>> {
    let data = sqlx::query_scalar::<Db, String>("UPDATE menu_item SET data = data WHERE id = $1 RETURNING data")
        .bind(id.0)
        .fetch_optional(&mut *db)
        .await?;
    let Some(data) = data else { return Ok(None) };
    let owner = owner(db, id).await?.ok_or(sqlx::Error::RowNotFound)?;
    Ok(Some((rows::decode(&data)?, owner)))
}

pub async fn owner<'e, E: Executor<'e, Database = Db>>(db: E, id: MenuItemId) -> sqlx::Result<Option<AccountId>> {
    let owner = sqlx::query_scalar::<Db, Uuid>(
        "SELECT store.owner_id FROM menu_item JOIN store ON store.id = menu_item.store_id WHERE menu_item.id = $1",
    );
    Ok(owner.bind(id.0).fetch_optional(db).await?.map(AccountId))
}

/// The place after the last item; None: the menu is full.
pub async fn next_place(db: &mut Connection, store: StoreId) -> sqlx::Result<Option<i64>> {
    let (count, last): (i64, Option<i64>) =
        sqlx::query_as("SELECT COUNT(*), MAX(position) FROM menu_item WHERE store_id = $1").bind(store.0).fetch_one(db).await?;
    Ok((count < i64::from(MAX_ITEMS)).then(|| last.map_or(0, |last| last + 1)))
}

pub async fn insert(db: &mut Connection, item: &MenuItem, position: i64) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO menu_item (id, store_id, position, data) VALUES ($1, $2, $3, $4)")
        .bind(item.id.0)
        .bind(item.store.0)
        .bind(position)
        .bind(encoded(item)?)
        .execute(db)
        .await?;
    Ok(())
}

pub async fn update(db: &mut Connection, item: &MenuItem) -> sqlx::Result<()> {
    sqlx::query("UPDATE menu_item SET data = $1 WHERE id = $2").bind(encoded(item)?).bind(item.id.0).execute(db).await?;
    Ok(())
}

/// What is left lives in the stock table alone.
fn encoded(item: &MenuItem) -> sqlx::Result<String> {
    rows::encode(&MenuItem { stock: None, ..item.clone() })
}

/// None: not counted any more.
pub async fn set_stock(db: &mut Connection, id: MenuItemId, left: Option<u32>) -> sqlx::Result<()> {
    match left {
        Some(left) => {
            let counted = "INSERT INTO stock (item_id, available) VALUES ($1, $2) ON CONFLICT (item_id) DO UPDATE SET available = excluded.available";
            sqlx::query(counted).bind(id.0).bind(i64::from(left)).execute(db).await?
        }
        None => sqlx::query("DELETE FROM stock WHERE item_id = $1").bind(id.0).execute(db).await?,
    };
    Ok(())
}

pub async fn stock<'e, E: Executor<'e, Database = Db>>(db: E, id: MenuItemId) -> sqlx::Result<Option<u32>> {
    let left =
        sqlx::query_scalar::<Db, i64>("SELECT available FROM stock WHERE item_id = $1").bind(id.0).fetch_optional(db).await?;
    Ok(left.map(|left| u32::try_from(left).unwrap_or(0)))
}

/// How often each item of a store was ordered.
pub async fn order_counts<'e, E: Executor<'e, Database = Db>>(db: E, store: StoreId) -> sqlx::Result<HashMap<MenuItemId, u32>> {
    let counts = sqlx::query_as::<Db, (Uuid, i64)>("SELECT item_id, order_count FROM top_menus WHERE store_id = $1");
    let counts = counts.bind(store.0).fetch_all(db).await?;
    Ok(counts.into_iter().map(|(item, count)| (MenuItemId(item), u32::try_from(count).unwrap_or(0))).collect())
}
