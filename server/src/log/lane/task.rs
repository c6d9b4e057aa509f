use super::super::LeasedTask;
use crate::derived::derived_id_at;
use domain::{
    OrderId, TaskId, Timestamp,
    order::{Order, Task, TaskKind},
};
use uuid::Uuid;

/// How long a worker has before somebody else may think it dead. Longer than any call to the outside may take.
pub const LEASE_SECONDS: i64 = 30;

/// A task on its way into the table.
pub struct NewTask {
    pub id: TaskId,
    pub order_id: OrderId,
    pub kind: TaskKind,
    pub due_at: Timestamp,
    /// Until when it is somebody's who does it already.
    pub lease_until: Option<Timestamp>,
    pub correlation: Uuid,
}

impl NewTask {
    /// `number` tells it from other work of its kind for this order.
    pub fn of(task: Task, order: &Order, number: u32, correlation: Uuid) -> NewTask {
        let id = id(order, number, &task.kind);
        NewTask { id, order_id: order.id, kind: task.kind, due_at: task.due_at, lease_until: None, correlation }
    }

    pub fn leased(&self, part: i64) -> LeasedTask {
        let NewTask { id, order_id, kind, correlation, .. } = self;
        LeasedTask { part, id: *id, order_id: *order_id, kind: kind.clone(), attempts: 1, correlation: *correlation }
    }
}

/// The same work asked for twice is one task: its id follows from the order, the kind of work and its number.
fn id(order: &Order, number: u32, kind: &TaskKind) -> TaskId {
    TaskId(derived_id_at(order.placed_at, &[order.id.0.as_bytes(), &number.to_be_bytes(), kind.as_str().as_bytes()]))
}
