//! `tagdesk_fuzz::event` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tagdesk_fuzz::event(bytes));
