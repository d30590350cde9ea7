//! Compiles the package again when embedded files change: the list of embedded files is made by a macro, which cargo cannot see.

fn main() {
    for folder in ["frontend/dist", "templates", "migrations", "data"] {
        if std::path::Path::new(folder).exists() {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
}
