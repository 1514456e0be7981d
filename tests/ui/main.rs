//! The window without a window: screens in the simulator of iced.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what helps a test may fail like one")]

mod back;
mod desk;
mod devices;
mod exchange;
mod first_start;
mod keyboard;
mod life;
mod money;
mod pages;
mod paper;
mod people;
mod pictures;
mod print;
mod run;
mod settings;
mod snapshots;
mod support;
mod transfer;
mod trouble;
mod walk_up;
mod whole;
