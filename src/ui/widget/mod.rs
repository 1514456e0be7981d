//! The window's own widgets: few, because each must follow every release of iced.
//!
//! They draw and listen. They know no desk service and keep nothing but what is half typed.

pub mod band;
pub mod drop;
pub mod fit;
pub mod icon;
pub mod keycap;
pub mod pager;
pub mod scan_listener;
pub mod strip;
pub mod wrap;

pub use fit::fit;
pub use icon::icon;
pub use keycap::keycap;
pub use scan_listener::{Heard, scan_listener};
