use super::{api::load_current, job::Job};
use crate::{account::sorry::Sorry, components::CardsComing, lang, rider::frame::RiderPage};
use leptos::prelude::*;
use leptos_meta::Title;

/// `/rider/current`.
#[component]
pub fn CurrentPage() -> impl IntoView {
    let t = lang::say();
    let current = Resource::new_blocking(|| (), |_| load_current());
    let page = move || {
        Suspend::new(async move {
            match current.await {
                Ok(data) => view! { <Job data/> }.into_any(),
                Err(failure) => view! { <Sorry failure/> }.into_any(),
            }
        })
    };
    view! {
        <Title text=t("진행 중인 배달", "Current delivery")/>
        <RiderPage job=true>
            <Suspense fallback=|| view! { <CardsComing cards=2/> }>{page}</Suspense>
        </RiderPage>
    }
}
