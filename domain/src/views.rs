//! What people see. Each serialises exactly as the REST API shows it; the screens use the very same.

mod account;
mod delivery;
mod notification;
mod order;
mod store;

pub use account::{AccountView, Me, SignedIn};
pub use delivery::{DeliveryView, MyDelivery, RiderDay};
pub use notification::{Channel, NotificationStatus, NotificationView};
pub use order::{CancellationView, EventView, OrderView, PaymentView, StoreLabel};
pub use store::{MenuItemView, StoreDay, StoreSummary, StoreView, TopItem};
