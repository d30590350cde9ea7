//! Compiles the package again when embedded files change: the list of embedded files is made by a macro, which cargo cannot see.
#![expect(clippy::print_stdout, reason = "a build script talks to cargo on stdout")]

fn main() {
    for watched in ["build.rs", "frontend/dist", "templates"] {
        println!("cargo::rerun-if-changed={watched}");
    }
}
