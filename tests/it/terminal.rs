//! The terminal contract (design, section 6), word by word, with the real program.

mod assign;
mod demo;
mod folders;
mod keep;
mod list;
mod missing;
mod money;
mod prices;
mod repair;
mod retag;
mod scan;
mod sets;
mod sign;
mod stations;
mod transfer;
mod undo;
mod words;
