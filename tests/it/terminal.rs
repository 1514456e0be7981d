//! The terminal contract (design, section 6), word by word, with the real program.

mod assign;
mod demo;
mod folders;
mod keep;
mod list;
mod missing;
mod money;
mod operator;
mod prices;
mod repair;
mod retag;
mod scan;
mod sets;
mod shared_money;
mod sign;
mod stations;
mod transfer;
mod undo;
mod words;
