//! The steps that are one tap.

use super::api;
use crate::{key::CommandKey, lang};
use domain::{OrderId, store::StoreKind};
use leptos::{form::ActionForm, prelude::*};

/// The one button of a step; `busy` while its answer is on the way, when another tap is ignored.
#[component]
fn StepButton(#[prop(into)] busy: Signal<bool>, label: &'static str) -> impl IntoView {
    view! {
        <button class="button" data-kind="primary" aria-busy=move || busy.get().to_string() aria-disabled=move || busy.get().to_string()>
            {label}
        </button>
    }
}

#[component]
fn Subject(id: OrderId) -> impl IntoView {
    view! {
        <input type="hidden" name="order" value=id.to_string()/>
        <CommandKey/>
    }
}

#[component]
pub fn StartCooking(id: OrderId, kind: StoreKind, action: ServerAction<api::StartCooking>) -> impl IntoView {
    let t = lang::say();
    let busy = Signal::derive(move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id)));
    let label = if kind == StoreKind::Cafe { t("만들기 시작", "Start making") } else { t("조리 시작", "Start cooking") };
    view! { <ActionForm action><Subject id/><StepButton busy label/></ActionForm> }
}

#[component]
pub fn FinishCooking(id: OrderId, kind: StoreKind, action: ServerAction<api::FinishCooking>) -> impl IntoView {
    let t = lang::say();
    let busy = Signal::derive(move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id)));
    let label = if kind == StoreKind::Cafe { t("다 만들었어요", "Done") } else { t("조리 완료", "Cooking done") };
    view! { <ActionForm action><Subject id/><StepButton busy label/></ActionForm> }
}

#[component]
pub fn Collected(id: OrderId, action: ServerAction<api::Collect>) -> impl IntoView {
    let t = lang::say();
    let busy = Signal::derive(move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id)));
    view! { <ActionForm action><Subject id/><StepButton busy label=t("손님이 가져갔어요", "Collected")/></ActionForm> }
}

#[component]
pub fn StartPacking(id: OrderId, action: ServerAction<api::StartPacking>) -> impl IntoView {
    let t = lang::say();
    let busy = Signal::derive(move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id)));
    view! { <ActionForm action><Subject id/><StepButton busy label=t("포장 시작", "Start packing")/></ActionForm> }
}

#[component]
pub fn DropOff(id: OrderId, action: ServerAction<api::DropOffParcel>) -> impl IntoView {
    let t = lang::say();
    let busy = Signal::derive(move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id)));
    view! { <ActionForm action><Subject id/><StepButton busy label=t("배송이 끝났어요", "Delivered")/></ActionForm> }
}
