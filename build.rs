//! Compiles the package again when embedded files change: the list of embedded files is made by a macro, which cargo cannot see.

fn main() {
    for watched in ["build.rs", "frontend/dist", "templates"] {
        println!("cargo::rerun-if-changed={watched}");
    }
}
