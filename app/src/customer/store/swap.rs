use super::page::CartActions;
use crate::{
    components::{FailureNotice, Sheet},
    lang::{self, Lang},
};
use domain::StoreId;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A cart holds one store: asks whether this one may take the place of what is in it.
#[component]
pub fn SwapSheet(store: StoreId, line: String, actions: CartActions) -> impl IntoView {
    let (t, lang) = (lang::say(), lang::current());
    let page = format!("/stores/{store}");
    let replace = actions.replace;
    let failure = Signal::derive(move || replace.value().get().and_then(Result::err));
    close_when_replaced(page.clone(), actions);

    let cart = actions.cart;
    let lost = move || {
        Suspend::new(async move {
            let cart = cart.await.ok().flatten()?;
            Some(match lang {
                Lang::Ko => format!("{}에서 담은 {}개는 빠져요.", cart.store.name, cart.count()),
                Lang::En => format!("The {} from {} will be taken out.", cart.count(), cart.store.name),
            })
        })
    };
    view! {
        <Sheet label=t("장바구니 바꾸기", "Replace your cart") close=page.clone()>
            <div class="sheet-body stack">
                <h2>{t("새로 담을까요?", "Start a new cart?")}</h2>
                <p class="meta">
                    {t("장바구니에는 한 가게의 메뉴만 담을 수 있어요. ", "A cart holds one store’s items. ")}
                    <Transition>{lost}</Transition>
                </p>
                <FailureNotice failure/>
            </div>
            <footer class="sheet-foot">
                <a class="button" href=page data-noscroll=true>{t("그대로 둘게요", "Keep it")}</a>
                <ActionForm action=replace>
                    <input type="hidden" name="store" value=store.to_string()/>
                    <input type="hidden" name="line" value=line/>
                    <button class="button" data-kind="primary" data-wide aria-busy=move || replace.pending().get().to_string()>
                        {t("비우고 담을게요", "Replace it")}
                    </button>
                </ActionForm>
            </footer>
        </Sheet>
    }
}

fn close_when_replaced(page: String, CartActions { replace, .. }: CartActions) {
    let navigate = use_navigate();
    let before = replace.version().get_untracked();
    Effect::new(move |_| {
        if replace.version().get() != before && matches!(replace.value().get_untracked(), Some(Ok(()))) {
            navigate(&page, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
    });
}
