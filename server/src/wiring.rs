//! The only place that composes: from a configuration to a server that answers.

use crate::{
    clock::Clock,
    config::{Config, SandboxPlace},
    database::{self, Reachable, Stop, Storage, StorageSettings},
    demo::Newcomers,
    http::{Gate, HEAD_TIMEOUT, Room, serve},
    idempotency::Once,
    notification::{
        Sender,
        alimtalk::{Alimtalk, AlimtalkSettings, AlimtalkSettingsError},
    },
    ordering::{Ordering, Worker},
    pages::{pages, site},
    payment::{GatewaySettings, GatewaySettingsError, PaymentGateway},
    photos,
    reconciliation::Reconciliation,
    rest::{self, Api, Health, Probes},
    sandbox,
    streams::{self, Streams},
    supervision::supervise,
    telemetry,
};
use app::backend::{Backend, Visitor};
use async_trait::async_trait;
use axum::{Router, http::request::Parts};
use leptos::prelude::{provide_context, use_context};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

/// How long requests under way may take to end once the server stops.
const DRAIN: Duration = Duration::from_secs(25);

/// How long it still listens once it has said that it is not ready, for those who send requests here to hear of it.
const NOTICE: Duration = Duration::from_millis(500);

/// The most requests under way at once: far more than can be worked on, so that only a flood is turned away.
const AT_ONCE: usize = 2_048;
/// How many of them may just look around, those who wait for a seat included: a few hundredths of a second's work. Each of them takes its
/// turn between the steps of an order, and more would only make orders slow.
const BROWSING: usize = 64;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the data folder {0} cannot be used: {1}")]
    Data(std::path::PathBuf, io::Error),
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    #[error("{0} cannot be listened on: {1}")]
    Listen(SocketAddr, io::Error),
    #[error(transparent)]
    Gateway(#[from] GatewaySettingsError),
    #[error(transparent)]
    Alimtalk(#[from] AlimtalkSettingsError),
}

/// A server that answers; its tasks end with [`Running::serve_until`].
pub struct Running {
    pub address: SocketAddr,
    /// Where the embedded sandbox listens, if there is one.
    pub sandbox: Option<SocketAddr>,
    listener: TcpListener,
    router: Router,
    stop: Stop,
    stopping: watch::Sender<bool>,
    worker: JoinHandle<()>,
    sender: JoinHandle<()>,
    reconciliation: JoinHandle<()>,
    /// What the demo is loaded through.
    pub backend: Backend,
    pub newcomers: Arc<dyn Newcomers>,
}

pub async fn start(config: &Config) -> Result<Running, StartError> {
    std::fs::create_dir_all(&config.data).map_err(|error| StartError::Data(config.data.clone(), error))?;
    let listener = listen(config.listen).await?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;
    let sandbox = start_sandbox(config).await?;
    let clock = Clock::wall();
    let settings = StorageSettings {
        clock: clock.clone(),
        deadlines: config.deadlines,
        riders_see_m: config.dispatch_radius_m,
        failed_sign_ins_per_minute: config.limits.failed_sign_ins_per_minute,
        sandbox: sandbox_url(config, sandbox),
        ..StorageSettings::default()
    };
    let storage = database::open(&config.database, &settings).await?;
    let gateway = PaymentGateway::new(&gateway(config, sandbox))?;
    let ordering = Ordering {
        log: storage.log.clone(),
        shops: storage.shops.clone(),
        gateway: Arc::new(gateway.clone()),
        tasks: storage.tasks.clone(),
        live: storage.live.clone(),
        clock: clock.clone(),
        deadlines: config.deadlines,
    };
    let sender = Sender {
        outbox: storage.outbox.clone(),
        alimtalk: Alimtalk::new(&vendor(config, address, sandbox))?,
        clock: clock.clone(),
        post: storage.post.clone(),
        under_way: Default::default(),
    };
    let (stopping, stopped) = watch::channel(false);
    let worker = Worker {
        ordering: ordering.clone(),
        work: storage.work.clone(),
        feed: storage.feed.clone(),
        progress: storage.progress.clone(),
    };
    let worker = {
        let stopped = stopped.clone();
        supervise("tasks", 0, move |pulse| worker.clone().run(stopped.clone(), pulse))
    };
    let sender = {
        let stopped = stopped.clone();
        supervise("messages", 0, move |pulse| sender.clone().run(stopped.clone(), pulse))
    };
    let reconciliation = Reconciliation { gateway, books: storage.books.clone(), clock };
    let reconciliation = supervise("reconciliation", 0, move |pulse| reconciliation.clone().run(pulse));
    let backend = Backend {
        commands: Arc::new(ordering),
        queries: storage.queries.clone(),
        catalogue: storage.catalogue.clone(),
        accounts: storage.accounts.clone(),
        riders: storage.riders.clone(),
    };
    let router = router(config, &storage, &backend, stopped);
    Ok(Running {
        address,
        sandbox,
        listener,
        router,
        stop: storage.stop,
        stopping,
        worker,
        sender,
        reconciliation,
        backend,
        newcomers: storage.newcomers,
    })
}

fn router(config: &Config, storage: &Storage, backend: &Backend, stopping: watch::Receiver<bool>) -> Router {
    let screens = {
        let backend = backend.clone();
        pages(site(), move || {
            provide_context(backend.clone());
            provide_context(visitor());
        })
    };
    let live = streams::router(Streams {
        queries: storage.queries.clone(),
        source: storage.live_source.clone(),
        live: storage.live.clone(),
        accounts: storage.accounts.clone(),
        stopping: stopping.clone(),
    });
    let api = Api {
        commands: backend.commands.clone(),
        queries: storage.queries.clone(),
        catalogue: storage.catalogue.clone(),
        accounts: storage.accounts.clone(),
        riders: storage.riders.clone(),
    };
    let rest = rest::router(api, Once::new(storage.answers.clone()), live);
    let health = Arc::new(Ready { database: storage.health.clone(), stopping });
    let probes = rest::probes(Probes { health, metrics: telemetry::metrics() });
    let gate = Gate::new(storage.accounts.clone(), config.limits.proxies.clone(), Room::new(AT_ONCE, BROWSING), config.demo);
    gate.before(screens.merge(rest).merge(photos::routes(storage.photos.clone())), probes)
}

/// Ready until it stops, and while the database answers.
struct Ready {
    database: Arc<dyn Reachable>,
    stopping: watch::Receiver<bool>,
}

#[async_trait]
impl Health for Ready {
    async fn is_ready(&self) -> bool {
        !*self.stopping.borrow() && self.database.is_reachable().await
    }
}

/// Who asks, as the middleware that knows sessions has put it into the request.
fn visitor() -> Visitor {
    use_context::<Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned()).unwrap_or_default()
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|error| StartError::Listen(address, error))
}

async fn start_sandbox(config: &Config) -> Result<Option<SocketAddr>, StartError> {
    let Some(SandboxPlace::Here(wanted)) = config.sandbox else { return Ok(None) };
    let listener = listen(wanted).await?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(wanted, error))?;
    let data = config.data.clone();
    tokio::spawn(async move {
        if let Err(error) = sandbox::serve(listener, &data, std::future::pending()).await {
            tracing::error!(%error, "the sandbox has stopped");
        }
    });
    Ok(Some(address))
}

/// Where the sandbox is. The settings see to it that there is one if a real service is missing.
fn sandbox_url(config: &Config, here: Option<SocketAddr>) -> Option<String> {
    match (&config.sandbox, here) {
        (Some(SandboxPlace::Elsewhere(url)), _) => Some(url.clone()),
        (_, Some(address)) => Some(format!("http://{address}")),
        (_, None) => None,
    }
}

/// A real gateway if there is one, else the sandbox, wherever it is.
fn gateway(config: &Config, sandbox: Option<SocketAddr>) -> GatewaySettings {
    match &config.payment {
        Some(access) => GatewaySettings {
            base_url: access.base_url.clone(),
            secret_key: access.secret_key.expose().to_owned(),
            connect_timeout: Duration::from_secs(3),
            total_timeout: Duration::from_secs(10),
        },
        None => GatewaySettings::sandbox(sandbox_url(config, sandbox).unwrap_or_default()),
    }
}

/// A real vendor if there is one, else the sandbox, wherever it is.
fn vendor(config: &Config, address: SocketAddr, sandbox: Option<SocketAddr>) -> AlimtalkSettings {
    let public_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    match &config.alimtalk {
        Some(access) => AlimtalkSettings {
            base_url: access.base_url.clone(),
            service_id: access.service_id.clone(),
            access_key: access.access_key.clone(),
            secret_key: access.secret_key.expose().to_owned(),
            plus_friend_id: access.plus_friend_id.clone(),
            public_url,
            connect_timeout: Duration::from_secs(3),
            total_timeout: Duration::from_secs(10),
        },
        None => AlimtalkSettings::sandbox(sandbox_url(config, sandbox).unwrap_or_default(), public_url),
    }
}

impl Running {
    /// Answers until `stop` comes; says that it is not ready, and a moment later takes nothing new, ends open streams, lets what is under way end, and closes the database.
    pub async fn serve_until(self, stop: impl Future<Output = ()>) {
        let Running { listener, router, stop: close, stopping, worker, sender, reconciliation, backend, .. } = self;
        let told = stopping.clone();
        let mut drained = stopping.subscribe();
        let serving = serve(listener, router, HEAD_TIMEOUT, async move {
            stop.await;
            told.send_replace(true);
            tokio::time::sleep(NOTICE).await;
        });
        let patience = async move {
            let _ = drained.wait_for(|stopping| *stopping).await;
            tokio::time::sleep(DRAIN).await;
        };
        tokio::select! {
            () = serving => {}
            () = patience => tracing::warn!("some requests were still under way when the time to drain was over"),
        }
        stopping.send_replace(true);
        let _ = worker.await;
        let _ = sender.await;
        reconciliation.abort();
        drop(backend);
        // Demo loading or a request that would not end may still hold the log; the lanes must not wait for them for ever.
        let _ = tokio::time::timeout(Duration::from_secs(5), close()).await;
    }
}
