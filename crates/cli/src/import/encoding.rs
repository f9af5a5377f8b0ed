//! What a file is written in, and its text as UTF-8: a byte order mark tells, else the user, else the bytes themselves.
//!
//! Bytes that stand for no letter stay bytes that are no UTF-8, so that whoever reads the text meets them at their
//! place and can leave out the row and keep the others.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::io::{self, BufWriter, Read, Write};

/// What a file is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Writing {
    pub(crate) encoding: &'static Encoding,
    /// How many bytes the byte order mark has; the text begins behind it.
    pub(crate) mark: usize,
    /// Whether neither the file nor the user says it.
    pub(crate) guessed: bool,
}

/// How much is read at once.
const BLOCK: usize = 256 * 1024;
/// How much of a file is looked at, from the first byte on that is not UTF-8.
const EVIDENCE: usize = 4 * 1024 * 1024;
/// How much of a file must be UTF-8 for the rest to be taken for it.
const JUDGED: usize = 32 * 1024 * 1024;
/// Stands for what no letter stands for; no UTF-8 has it.
const NO_LETTER: u8 = 0xFF;

/// Finds out what the bytes are written in. Text that is UTF-8 for so long stays that: reading a large file twice would
/// take longer than it is worth.
pub(crate) fn recognise(bytes: &mut impl Read, named: Option<&'static Encoding>) -> io::Result<Writing> {
    let mut block = vec![0; BLOCK];
    let mut filled = fill(bytes, &mut block)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&block[..filled]) {
        return Ok(Writing { encoding, mark, guessed: false });
    }
    if let Some(encoding) = named {
        return Ok(Writing { encoding, mark: 0, guessed: false });
    }
    let (mut letters, mut carried, mut n_judged) = (0, 0, 0);
    while filled > 0 && n_judged < JUDGED {
        n_judged += filled;
        let ended = filled < block.len();
        // Most blocks of most catalogues are plain letters, which is quickest to see.
        let is_plain = block[..filled].is_ascii();
        let valid = if is_plain { filled } else { Encoding::utf8_valid_up_to(&block[..filled]) };
        letters += if is_plain { 0 } else { n_letters(&block[..valid]) };
        carried = filled - valid;
        // A letter of several bytes may go on in the next block.
        if carried > 3 || (carried > 0 && (ended || is_broken(&block[valid..filled]))) {
            let mut rest = block.split_off(valid);
            rest.truncate(carried);
            return guess(rest, letters, bytes);
        }
        block.copy_within(valid..filled, 0);
        filled = carried + fill(bytes, &mut block[carried..])?;
        if filled == carried {
            break;
        }
    }
    if carried == 0 || n_judged >= JUDGED {
        return Ok(Writing { encoding: UTF_8, mark: 0, guessed: false });
    }
    guess(block[..carried].to_vec(), letters, bytes)
}

/// The text of bytes behind their mark, as UTF-8.
pub(crate) fn recode(bytes: &mut impl Read, encoding: &'static Encoding, to: &mut impl Write) -> io::Result<()> {
    let mut to = BufWriter::with_capacity(BLOCK, to);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut block, mut text) = (vec![0; BLOCK], vec![0; BLOCK]);
    loop {
        let filled = fill(bytes, &mut block)?;
        let last = filled < block.len();
        let mut rest = &block[..filled];
        loop {
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut text, last);
            rest = &rest[read..];
            to.write_all(&text[..written])?;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => to.write_all(&[NO_LETTER])?,
            }
        }
        if last {
            return to.flush();
        }
    }
}

/// Reads until the block is full or the file ends.
pub(crate) fn fill(bytes: &mut impl Read, block: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match bytes.read(&mut block[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// What is written from the first byte on that is not UTF-8. Where more letters than broken bytes are UTF-8, it is a
/// text in UTF-8 that something else has got into: in no other encoding do letters look like that.
fn guess(mut bytes: Vec<u8>, letters_before: usize, rest: &mut impl Read) -> io::Result<Writing> {
    rest.take((EVIDENCE - bytes.len().min(EVIDENCE)) as u64).read_to_end(&mut bytes)?;
    let (mut letters, mut broken) = (letters_before, 0);
    for chunk in bytes.utf8_chunks() {
        letters += n_letters(chunk.valid().as_bytes());
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if letters >= broken {
        return Ok(Writing { encoding: UTF_8, mark: 0, guessed: false });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    Ok(Writing { encoding: detector.guess(None, Utf8Detection::Deny), mark: 0, guessed: true })
}

/// How many letters of several bytes there are in UTF-8.
fn n_letters(utf8: &[u8]) -> usize {
    utf8.iter().filter(|byte| **byte >= 0xC0).count()
}

/// Whether no byte that comes later can make a letter of these.
fn is_broken(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, NO_LETTER, recode, recognise};
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1253};

    fn recognised(bytes: &[u8]) -> (&'static Encoding, usize, bool) {
        let writing = recognise(&mut &*bytes, None).unwrap();
        (writing.encoding, writing.mark, writing.guessed)
    }

    fn text(bytes: &[u8], encoding: &'static Encoding) -> Vec<u8> {
        let mut text = Vec::new();
        recode(&mut &*bytes, encoding, &mut text).unwrap();
        text
    }

    #[test]
    fn a_byte_order_mark_says_it_all() {
        assert_eq!(recognised(b"\xEF\xBB\xBFsku"), (UTF_8, 3, false));
        assert_eq!(recognised(b"\xFF\xFEs\0"), (UTF_16LE, 2, false));
        assert_eq!(recognised(b"\xFE\xFF\0s"), (UTF_16BE, 2, false));
        let named = recognise(&mut &b"\xEF\xBB\xBFsku"[..], Some(WINDOWS_1252)).unwrap();
        assert_eq!(named.encoding, UTF_8, "it comes before what the user says");
    }

    #[test]
    fn what_is_utf_8_throughout_is_utf_8_wherever_its_blocks_end() {
        for length in BLOCK - 4..BLOCK + 2 {
            let text = "x".repeat(length) + "€ and ü";
            assert_eq!(recognised(text.as_bytes()), (UTF_8, 0, false));
        }
        assert_eq!(recognised(b""), (UTF_8, 0, false));
    }

    #[test]
    fn a_letter_of_another_encoding_is_found_wherever_it_stands() {
        for length in [0, 1, BLOCK - 2, BLOCK - 1, BLOCK, 3 * BLOCK] {
            let bytes = ["x".repeat(length).as_bytes(), b" Gr\xFC\xDFe aus K\xF6ln"].concat();
            assert_eq!(recognised(&bytes), (WINDOWS_1252, 0, true), "{length}");
            let bytes = ["x".repeat(length).as_bytes(), b"caf\xE9"].concat();
            assert!(recognised(&bytes).2, "{length}");
        }
    }

    #[test]
    fn a_broken_byte_among_letters_of_utf_8_leaves_the_file_utf_8() {
        assert_eq!(recognised("Größe: ü".as_bytes()), (UTF_8, 0, false));
        assert_eq!(recognised(&["Größe".as_bytes(), b" \xFCber"].concat()), (UTF_8, 0, false));
    }

    #[test]
    fn bytes_that_stand_for_no_letter_are_no_utf_8_afterwards() {
        assert_eq!(text(b"Gr\xFC\xDFe", WINDOWS_1252), "Grüße".as_bytes());
        assert_eq!(text(b"a\xAAb", WINDOWS_1253), [b'a', NO_LETTER, b'b']);
        assert_eq!(text(b"\0\xD8x\0", UTF_16LE), [NO_LETTER, b'x']);
    }

    #[test]
    fn long_texts_are_recoded_whole() {
        let long = vec![0xE9; BLOCK + 10];
        assert_eq!(text(&long, WINDOWS_1252), "é".repeat(BLOCK + 10).as_bytes());
    }
}
