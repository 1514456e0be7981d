//! The terminal contract (design, section 6), word by word, with the real program.

mod assign;
mod demo;
mod folders;
mod keep;
mod list;
mod money;
mod retag;
mod scan;
mod stations;
mod transfer;
mod undo;
