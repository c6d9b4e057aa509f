//! What the screens and the REST API ask of the server. Each is implemented once; both ways in use the very same.
//!
//! Every method checks who asks: what is not theirs is [`Refusal::NotFound`], what their role may never do [`Refusal::Forbidden`].

use crate::{
    account::*,
    geo::Position,
    ids::*,
    order::{Command, Order, Status},
    page::{Page, PageRequest},
    refusal::Refusal,
    store::{MenuItemChange, NewMenuItem, NewStore, StoreChange, StoreKind},
    text::Name,
    views::*,
};
use async_trait::async_trait;

pub type Answer<T> = Result<T, Refusal>;

/// A command on its way to an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// The same id again does nothing again: it gets the receipt of the first time.
    pub id: CommandId,
    pub order_id: OrderId,
    pub actor: Actor,
    pub command: Command,
}

/// What became of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// The order as this command left it.
    pub order: Order,
    /// The command had been carried out before.
    pub replayed: bool,
}

/// The one way to change an order.
#[async_trait]
pub trait Commands: Send + Sync {
    /// Carries a command out, durably. Placing and paying wait for the payment (bounded): the receipt is a paid order, or one whose payment
    /// outcome is still unknown; an order that is not paid is a refusal.
    async fn dispatch(&self, intent: Intent) -> Answer<Receipt>;
}

/// One method for each view. Reads never lag behind what this process has acknowledged before.
#[async_trait]
pub trait Queries: Send + Sync {
    /// Stores that deliver to a place (cafés: within reach), open ones first, then nearest first.
    async fn stores_near(&self, at: Position, kind: Option<StoreKind>, search: Option<String>) -> Answer<Vec<StoreSummary>>;
    async fn store(&self, id: StoreId) -> Answer<StoreView>;
    /// Most ordered, or best rated, of the stores that deliver there; everywhere without a place.
    async fn top_items(&self, by: TopBy, at: Option<Position>, limit: u32) -> Answer<Vec<TopItem>>;

    async fn order(&self, actor: &Account, id: OrderId) -> Answer<OrderView>;
    async fn order_events(&self, actor: &Account, id: OrderId) -> Answer<Vec<EventView>>;
    /// A customer's own, newest first.
    async fn orders(&self, actor: &Account, page: PageRequest) -> Answer<Page<OrderView>>;

    /// An owner's own stores.
    async fn my_stores(&self, actor: &Account) -> Answer<Vec<StoreSummary>>;
    /// Paid orders, oldest first; `statuses` empty means all.
    async fn store_orders(
        &self,
        actor: &Account,
        store: StoreId,
        statuses: &[Status],
        page: PageRequest,
    ) -> Answer<Page<OrderView>>;
    async fn store_day(&self, actor: &Account, store: StoreId) -> Answer<StoreDay>;
    /// How far the store's orders have come: from here its live stream goes on. Opaque; asked for before the orders that it belongs to.
    async fn store_position(&self, actor: &Account, store: StoreId) -> Answer<String>;

    /// Ready and unclaimed within the riders' radius, nearest first; without `at`, from where the rider was last.
    async fn deliveries_near(&self, actor: &Account, at: Option<Position>) -> Answer<Vec<DeliveryView>>;
    /// The rider's own that are under way, then those done, newest first.
    async fn my_deliveries(&self, actor: &Account, page: PageRequest) -> Answer<Page<MyDelivery>>;
    async fn rider_day(&self, actor: &Account) -> Answer<RiderDay>;

    /// One's own inbox, newest first.
    async fn notifications(&self, actor: &Account, page: PageRequest) -> Answer<Page<NotificationView>>;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopBy {
    Orders,
    Rating,
}

/// Stores and menus, changed by their owners only.
#[async_trait]
pub trait Catalogue: Send + Sync {
    /// `id`s come from the caller, so that a repeated request makes one.
    async fn open_store(&self, actor: &Account, id: StoreId, store: NewStore) -> Answer<StoreView>;
    async fn change_store(&self, actor: &Account, id: StoreId, change: StoreChange) -> Answer<StoreView>;
    async fn add_item(&self, actor: &Account, store: StoreId, id: MenuItemId, item: NewMenuItem) -> Answer<MenuItemView>;
    async fn change_item(&self, actor: &Account, id: MenuItemId, change: MenuItemChange) -> Answer<MenuItemView>;
    /// A JPEG, PNG or WebP file of at most 8 MiB; kept as WebP of at most 1,280 pixels a side.
    async fn set_photo(&self, actor: &Account, id: MenuItemId, image: Vec<u8>) -> Answer<MenuItemView>;
}

/// Accounts and sessions.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// `id` comes from the caller, so that a repeated request makes one account. `from` is the caller's network address, for the limit on
    /// wrong passwords.
    async fn sign_up(&self, id: AccountId, new: NewAccount, from: &str) -> Answer<AccountView>;
    async fn sign_in(&self, email: &Email, password: &str, from: &str) -> Answer<SignedIn>;
    async fn sign_out(&self, token: &str) -> Answer<()>;
    /// Whose session this is; None: no such session, or it has ended.
    async fn who(&self, token: &str) -> Answer<Option<Account>>;
    async fn me(&self, actor: &Account) -> Answer<Me>;
}

#[derive(Debug, Clone)]
pub struct NewAccount {
    pub email: Email,
    pub password: Password,
    pub name: Name,
    pub phone: Phone,
    pub role: Role,
}

/// Where riders are, and whether they want work.
#[async_trait]
pub trait Riders: Send + Sync {
    async fn set_position(&self, actor: &Account, at: Position) -> Answer<()>;
    async fn set_availability(&self, actor: &Account, online: bool) -> Answer<()>;
}
