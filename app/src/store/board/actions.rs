//! The steps that tickets offer, made once for the whole board: a refusal that comes back without scripts is then shown once.

use super::api::*;
use crate::failure::Failure;
use domain::views::OrderView;
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Actions {
    pub accept: ServerAction<Accept>,
    pub reject: ServerAction<Reject>,
    pub start_cooking: ServerAction<StartCooking>,
    pub finish_cooking: ServerAction<FinishCooking>,
    pub collect: ServerAction<Collect>,
    pub start_packing: ServerAction<StartPacking>,
    pub ship: ServerAction<Ship>,
    pub drop_off: ServerAction<DropOffParcel>,
}

type Outcome = Option<Result<OrderView, Failure>>;

impl Actions {
    pub fn new() -> Actions {
        Actions {
            accept: ServerAction::new(),
            reject: ServerAction::new(),
            start_cooking: ServerAction::new(),
            finish_cooking: ServerAction::new(),
            collect: ServerAction::new(),
            start_packing: ServerAction::new(),
            ship: ServerAction::new(),
            drop_off: ServerAction::new(),
        }
    }

    /// What became of the last one of each kind.
    pub fn outcomes(self) -> [Signal<Outcome>; 8] {
        [
            self.accept.value().into(),
            self.reject.value().into(),
            self.start_cooking.value().into(),
            self.finish_cooking.value().into(),
            self.collect.value().into(),
            self.start_packing.value().into(),
            self.ship.value().into(),
            self.drop_off.value().into(),
        ]
    }
}
