//! What the library does, in one program: each program of tests has all shipped tables in it, a hundred megabytes.

mod articles;
mod cases;
mod data;
mod explain;
mod flat;
#[path = "../folder/mod.rs"]
mod folder;
mod language;
mod laws;
mod linking;
mod marked;
mod money_values;
mod oracle;
mod own_lists;
#[path = "../tables/mod.rs"]
mod tables;
#[allow(dead_code, reason = "the names are for the benches")]
#[path = "../../benches/text/mod.rs"]
mod text;
