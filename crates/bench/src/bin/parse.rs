//! Reads every record of a CSV file and does nothing with it: the time that any command needs at least.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("expected the path of a CSV file, found none")?;
    let mut reader = csv::Reader::from_path(path)?;
    let (mut record, mut n_records, mut n_bytes) = (csv::StringRecord::new(), 0, 0);
    while reader.read_record(&mut record)? {
        n_records += 1;
        n_bytes += record.as_slice().len();
    }
    println!("{n_records} records, {n_bytes} bytes");
    Ok(())
}
