//! The window without a window: screens in iced_test's simulator.

mod desk;
mod keyboard;
mod pictures;
mod support;
