//! `tagdesk_fuzz::serial` under libFuzzer.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tagdesk_fuzz::serial(bytes));
