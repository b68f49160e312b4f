//! Grows the invented province of Sarvento from its seed and writes it as the files that a planner would have.
//!
//! `cargo run --release --example 01_demo_province [FOLDER]`; without a folder it writes `data/demo`.

mod province;

use std::error::Error;
use std::path::PathBuf;

use province::Province;

#[expect(clippy::print_stdout, reason = "an example says what it wrote")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "data/demo".into()));
    std::fs::create_dir_all(&folder)?;
    for file in Province::grow()?.write(&folder)? {
        println!("{:>9} bytes  {}", std::fs::metadata(&file)?.len(), file.display());
    }
    Ok(())
}
