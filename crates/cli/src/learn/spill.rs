//! Records spread over buckets: in memory while they are few, in one temporary file when they are many.
//!
//! A log of tens of millions of lines does not fit where a hundred thousand do, and whoever counts wants a part of it
//! at a time. Every bucket gives its records in the order in which they came, wherever they have been meanwhile.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::sync::{Mutex, PoisonError};

/// Something that takes the same number of bytes each time.
pub(crate) trait Record: Copy {
    /// How many.
    const BYTES: usize;
    /// Adds them.
    fn put(&self, bytes: &mut Vec<u8>);
    /// Reads as many bytes as it takes.
    fn take(bytes: &[u8]) -> Self;
}

/// Records in buckets.
pub(crate) struct Spill<R> {
    buckets: Vec<Bucket>,
    /// How many bytes are in memory, and how many may be.
    held: usize,
    limit: usize,
    file: Option<Mutex<File>>,
    /// Where the file ends.
    end: u64,
    records: PhantomData<R>,
}

#[derive(Clone, Default)]
struct Bucket {
    /// Where parts of it lie in the file: the first byte, and how many.
    parts: Vec<(u64, usize)>,
    /// What came after them.
    held: Vec<u8>,
}

impl<R: Record> Spill<R> {
    /// With so many buckets, of which so many bytes stay in memory.
    pub(crate) fn new(n_buckets: usize, limit: usize) -> Spill<R> {
        let buckets = vec![Bucket::default(); n_buckets];
        Spill { buckets, held: 0, limit, file: None, end: 0, records: PhantomData }
    }

    pub(crate) fn n_buckets(&self) -> usize {
        self.buckets.len()
    }

    /// The number of records in all buckets.
    pub(crate) fn len(&self) -> u64 {
        (self.end + self.held as u64) / R::BYTES as u64
    }

    /// Adds a record to a bucket.
    pub(crate) fn push(&mut self, bucket: usize, record: &R) -> io::Result<()> {
        record.put(&mut self.buckets[bucket].held);
        self.held += R::BYTES;
        if self.held > self.limit { self.write_out() } else { Ok(()) }
    }

    /// All records of a bucket, in the order in which they came.
    pub(crate) fn bucket(&self, number: usize) -> io::Result<Vec<R>> {
        let Bucket { parts, held } = &self.buckets[number];
        let n_bytes = parts.iter().map(|(_, length)| length).sum::<usize>() + held.len();
        let mut records = Vec::with_capacity(n_bytes / R::BYTES);
        let mut bytes = Vec::new();
        for (start, length) in parts {
            self.read(*start, *length, &mut bytes)?;
            records.extend(bytes.chunks_exact(R::BYTES).map(R::take));
        }
        records.extend(held.chunks_exact(R::BYTES).map(R::take));
        Ok(records)
    }

    fn read(&self, start: u64, length: usize, bytes: &mut Vec<u8>) -> io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        bytes.resize(length, 0);
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(bytes)
    }

    /// Moves what is held to the file.
    fn write_out(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(Mutex::new(tempfile::tempfile()?));
        }
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        let file = file.get_mut().unwrap_or_else(PoisonError::into_inner);
        // Somebody may have read in between.
        file.seek(SeekFrom::Start(self.end))?;
        for bucket in self.buckets.iter_mut().filter(|bucket| !bucket.held.is_empty()) {
            // Its room is given back: where one bucket is filled after another, each would keep its own.
            let held = std::mem::take(&mut bucket.held);
            file.write_all(&held)?;
            bucket.parts.push((self.end, held.len()));
            self.end += held.len() as u64;
        }
        self.held = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Record, Spill};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    impl Record for u32 {
        const BYTES: usize = 4;

        fn put(&self, bytes: &mut Vec<u8>) {
            bytes.extend(self.to_le_bytes());
        }

        fn take(bytes: &[u8]) -> u32 {
            u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
        }
    }

    proptest! {
        #[test]
        fn a_bucket_gives_back_what_came_in_its_order_however_little_fits_into_memory(
            numbers in proptest::collection::vec(any::<u32>(), 0..200),
            limit in 0..300usize,
        ) {
            let mut spill = Spill::new(3, limit);
            let mut expected = vec![Vec::new(); 3];
            for number in numbers {
                let bucket = (number % 3) as usize;
                spill.push(bucket, &number).unwrap();
                expected[bucket].push(number);
                // Reading in between moves nothing.
                prop_assert_eq!(spill.bucket(bucket).unwrap(), expected[bucket].clone());
            }
            prop_assert_eq!(spill.len(), expected.iter().map(Vec::len).sum::<usize>() as u64);
            for (number, expected) in expected.into_iter().enumerate() {
                prop_assert_eq!(spill.bucket(number).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_was_written_out_takes_no_room() {
        let mut spill = Spill::new(8, 400);
        for bucket in 0..8 {
            (0..101).for_each(|number| spill.push(bucket, &number).unwrap());
        }
        let room: usize = spill.buckets.iter().map(|bucket| bucket.held.capacity()).sum();
        assert!(room < 400, "{room} bytes");
    }

    #[test]
    fn a_few_records_need_no_file() {
        let mut spill = Spill::new(2, 8);
        spill.push(0, &1).unwrap();
        spill.push(1, &2).unwrap();
        assert!(spill.file.is_none());
        spill.push(1, &3).unwrap();
        assert!(spill.file.is_some());
        assert_eq!((spill.n_buckets(), spill.len()), (2, 3));
    }
}
