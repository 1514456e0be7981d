//! The window without a window: screens in the simulator of iced.

mod desk;
mod keyboard;
mod pictures;
mod support;
