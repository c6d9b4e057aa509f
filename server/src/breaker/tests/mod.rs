mod closing;
mod histories;
mod model;
mod opening;
mod probing;
mod watching;
mod world;
