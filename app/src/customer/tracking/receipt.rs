use super::api::ConfirmReceipt;
use crate::{customer::orders::ReorderButton, key::CommandKey, lang};
use domain::{order::Status, store::StoreKind, views::OrderView};
use leptos::{form::ActionForm, prelude::*};

/// The one thing to do next, if there is one: to say that it has come, or to order the same again.
#[component]
pub fn Receipt(order: RwSignal<OrderView>, confirm: ServerAction<ConfirmReceipt>) -> impl IntoView {
    let t = lang::say();
    let id = order.with_untracked(|order| order.id);
    let has_come = Memo::new(move |_| order.with(has_come));
    let is_over = Memo::new(move |_| order.with(|order| order.status.is_final()));
    move || {
        if has_come.get() {
            view! {
                <div class="action-bar">
                    <ActionForm action=confirm>
                        <CommandKey/>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <button
                            class="button"
                            data-kind="primary"
                            disabled=move || confirm.pending().get()
                            aria-busy=move || confirm.pending().get().to_string()
                        >
                            {t("잘 받았어요", "I have it, thank you")}
                        </button>
                    </ActionForm>
                </div>
            }
            .into_any()
        } else if is_over.get() {
            view! { <div class="buttons"><ReorderButton order=id/></div> }.into_any()
        } else {
            ().into_any()
        }
    }
}

fn has_come(order: &OrderView) -> bool {
    match order.status {
        Status::Delivered | Status::Collected => true,
        Status::Ready => order.store.kind == StoreKind::Cafe,
        _ => false,
    }
}
