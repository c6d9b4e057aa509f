use super::api::Ship;
use crate::{key::CommandKey, lang};
use domain::OrderId;
use leptos::{form::ActionForm, prelude::*};

const CARRIERS: [(&str, &str); 4] =
    [("CJ대한통운", "CJ Logistics"), ("우체국택배", "Korea Post"), ("한진택배", "Hanjin"), ("로젠택배", "Logen")];

/// Which carrier has the parcel, and under which number.
#[component]
pub fn ShipmentForm(id: OrderId, action: ServerAction<Ship>) -> impl IntoView {
    let t = lang::say();
    let busy = move || action.input().with(|input| input.as_ref().is_some_and(|input| input.order == id));
    let carrier = format!("carrier-{id}");
    let number = format!("tracking-{id}");
    view! {
        <ActionForm action>
            <input type="hidden" name="order" value=id.to_string()/>
            <CommandKey/>
            <label class="said" for=carrier.clone()>{t("택배사", "Carrier")}</label>
            <select class="input" id=carrier name="carrier">
                {CARRIERS.map(|(ko, en)| view! { <option value=ko>{t(ko, en)}</option> }).collect_view()}
            </select>
            <label class="said" for=number.clone()>{t("송장 번호", "Tracking number")}</label>
            <input
                class="input"
                id=number
                name="tracking_no"
                inputmode="numeric"
                autocomplete="off"
                maxlength="60"
                required=true
                placeholder=t("송장 번호", "Tracking number")
            />
            <button class="button" data-kind="primary" aria-busy=move || busy().to_string()>{t("보냈어요", "Shipped")}</button>
        </ActionForm>
    }
}
