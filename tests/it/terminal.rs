//! The terminal contract (design, section 6), word by word, with the real program.

mod assign;
mod demo;
mod folders;
mod keep;
mod list;
mod money;
mod scan;
mod stations;
mod undo;
