use super::{
    Newcomers,
    data::{self, DemoData, DemoStore, Unreadable},
    ids,
};
use app::backend::Backend;
use domain::{
    Refusal, Role,
    ports::{Answer, NewAccount},
    store::{MenuItemChange, Patch, SoldOut},
};

/// What became of the demo data.
#[derive(Debug)]
pub enum Loaded {
    /// It is there, now or since an earlier start.
    Here(DemoData),
    /// The database has accounts that are not the demo's: nothing was added to it.
    OthersLiveHere,
}

#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Data(#[from] Unreadable),
    #[error("{what} could not be loaded: {}", .refusal.en())]
    Refused { what: String, refusal: Refusal },
}

/// Fills a database that has no accounts yet, or goes on where an earlier start was cut short.
pub async fn load(backend: &Backend, newcomers: &dyn Newcomers) -> Result<Loaded, LoadError> {
    let data = data::load()?;
    if !is_ours(newcomers, &data).await.map_err(about("the demo"))? {
        return Ok(Loaded::OthersLiveHere);
    }
    if !is_complete(backend, &data).await {
        newcomers.enrol(people(&data)).await.map_err(about("the demo's accounts"))?;
        riders_go_online(backend, &data).await.map_err(about("the demo's riders"))?;
        for store in &data.stores {
            open(backend, &data, store).await.map_err(about(store.store.name.as_str()))?;
        }
    }
    Ok(Loaded::Here(data))
}

fn about(what: &str) -> impl FnOnce(Refusal) -> LoadError {
    move |refusal| LoadError::Refused { what: what.to_owned(), refusal }
}

/// The first account is the first thing that is ever loaded.
async fn is_ours(newcomers: &dyn Newcomers, data: &DemoData) -> Answer<bool> {
    if newcomers.nobody_is_here().await? {
        return Ok(true);
    }
    match data.accounts.first() {
        Some(first) => newcomers.is_here(ids::account(&first.email)).await,
        None => Ok(false),
    }
}

/// The last item of the last store is the last thing that is ever loaded.
async fn is_complete(backend: &Backend, data: &DemoData) -> bool {
    let Some(last) = data.stores.last() else { return true };
    let Ok(store) = backend.queries.store(ids::store(last)).await else { return false };
    last.menu.last().is_none_or(|item| store.menu.iter().any(|there| there.id == ids::item(last, item)))
}

fn people(data: &DemoData) -> Vec<(domain::AccountId, NewAccount)> {
    let newcomer = |person: &data::DemoAccount| NewAccount {
        email: person.email.clone(),
        password: data.password.clone(),
        name: person.name.clone(),
        phone: person.phone.clone(),
        role: person.role,
    };
    data.accounts.iter().map(|person| (ids::account(&person.email), newcomer(person))).collect()
}

async fn riders_go_online(backend: &Backend, data: &DemoData) -> Answer<()> {
    for rider in data.accounts.iter().filter(|person| person.role == Role::Rider) {
        let actor = ids::actor(rider);
        if let Some(position) = rider.position {
            backend.riders.set_position(&actor, position).await?;
        }
        backend.riders.set_availability(&actor, true).await?;
    }
    Ok(())
}

/// One after the other, because a menu is in the order in which its items came.
async fn open(backend: &Backend, data: &DemoData, store: &DemoStore) -> Answer<()> {
    let owner = data.accounts.iter().find(|person| person.email == store.owner).map(ids::actor).ok_or(Refusal::NotFound)?;
    let id = ids::store(store);
    is_there(backend.catalogue.open_store(&owner, id, store.store.clone()).await)?;
    for item in &store.menu {
        let item_id = ids::item(store, item);
        is_there(backend.catalogue.add_item(&owner, id, item_id, item.item.clone()).await)?;
        if item.sold_out {
            let sold_out = MenuItemChange { sold_out_until: Patch::Set(SoldOut::Forever), ..MenuItemChange::default() };
            backend.catalogue.change_item(&owner, item_id, sold_out).await?;
        }
    }
    Ok(())
}

/// What somebody has changed since a start that was interrupted stays as they want it.
fn is_there<T>(made: Answer<T>) -> Answer<()> {
    match made {
        Ok(_) | Err(Refusal::IdempotencyKeyReused) => Ok(()),
        Err(refusal) => Err(refusal),
    }
}
