#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kla_fuzz::answers(bytes));
