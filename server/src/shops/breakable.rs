use super::ShopSource;
use async_trait::async_trait;
use domain::{MenuItemId, StoreId, store::Shop};
use reqwest::{Client, Url};
use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// A catalogue that the sandbox can break (`PUT /faults`, `catalogue.down`), to see how orders go on without it. It is asked whether it
/// is whole each time, though not more often than somebody could notice.
pub struct Breakable {
    source: Arc<dyn ShopSource>,
    client: Client,
    /// Answers while the catalogue is whole; resets the connection while it is down.
    sandbox: Url,
    seen: Mutex<Option<(Instant, bool)>>,
}

const AS_SEEN: Duration = Duration::from_millis(200);

impl Breakable {
    /// `sandbox` is where it listens; None: that is no address.
    pub fn new(source: Arc<dyn ShopSource>, sandbox: &str) -> Option<Breakable> {
        crate::tls::install();
        let sandbox = Url::parse(sandbox).ok()?.join("/catalogue").ok()?;
        let client = Client::builder().no_proxy().tls_certs_only([]).timeout(Duration::from_secs(2)).build().ok()?;
        Some(Breakable { source, client, sandbox, seen: Mutex::default() })
    }

    async fn whole(&self) -> Result<(), sqlx::Error> {
        let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_whole = match seen {
            Some((at, is_whole)) if at.elapsed() < AS_SEEN => is_whole,
            _ => {
                let is_whole = self.client.get(self.sandbox.clone()).send().await.is_ok();
                *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), is_whole));
                is_whole
            }
        };
        if is_whole {
            Ok(())
        } else {
            Err(io::Error::new(io::ErrorKind::NotConnected, "the sandbox has taken the catalogue down").into())
        }
    }
}

#[async_trait]
impl ShopSource for Breakable {
    async fn load(&self, id: StoreId) -> Result<Option<Shop>, sqlx::Error> {
        self.whole().await?;
        self.source.load(id).await
    }

    async fn load_all(&self) -> Result<Vec<Shop>, sqlx::Error> {
        self.whole().await?;
        self.source.load_all().await
    }

    async fn stock(&self, id: StoreId) -> Result<HashMap<MenuItemId, u32>, sqlx::Error> {
        self.whole().await?;
        self.source.stock(id).await
    }
}
