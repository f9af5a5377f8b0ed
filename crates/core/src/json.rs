//! A small JSON reader for serde: strict, bounded and without floats.
//!
//! `serde_json` costs the wasm 29 kB of brotli where this costs 5. It reads what RFC 8259 allows and nothing else,
//! refuses deep nesting, and hands a number that is not a whole one to the visitor as its text, so nothing is
//! rounded. It is held against `serde_json` by a property test.

use alloc::string::{String, ToString};
use core::fmt;
use serde::de::{self, DeserializeSeed, Deserializer, Expected, Unexpected, Visitor};

/// How deep arrays and objects may nest.
const MAX_DEPTH: u8 = 64;

/// What is wrong with a JSON text, and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    /// What was expected and what was found.
    pub message: String,
    /// Where, in bytes from the start; `usize::MAX` while it is not known yet.
    pub offset: usize,
}

const UNPLACED: usize = usize::MAX;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl core::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Error {
        Error { message: message.to_string(), offset: UNPLACED }
    }

    // Serde's own wording prints the value that was found, floats included, and that printer alone is 6 kB.
    #[cfg(feature = "write")]
    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Error {
        Error { message: alloc::format!("expected {expected}"), offset: UNPLACED }
    }

    // A page reads nothing but nodes and keys, which take whatever JSON has in their places.
    #[cfg(not(feature = "write"))]
    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Error {
        Error { message: "expected another kind of value".into(), offset: UNPLACED }
    }
}

/// Reads one value from the whole text.
pub fn read<'de, T: de::Deserialize<'de>>(text: &'de str) -> Result<T, Error> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let value = T::deserialize(&mut reader).map_err(|error| reader.place(error))?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(reader.unexpected("the end of the text")),
    }
}

struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: u8,
}

impl<'de> Reader<'de> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is not white space.
    fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte()
    }

    fn eat(&mut self, byte: u8, name: &str) -> Result<(), Error> {
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        Err(self.unexpected(name))
    }

    fn slice(&self, from: usize) -> &'de str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    /// An error of the visitor's, which does not know where it is, happened at the last byte read.
    fn place(&self, error: Error) -> Error {
        if error.offset == UNPLACED { Error { offset: self.at, ..error } } else { error }
    }

    #[cold]
    fn unexpected(&self, expected: &str) -> Error {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut message = String::from("expected ");
        message.push_str(expected);
        message.push_str(", found ");
        match rest.chars().next() {
            None => message.push_str("the end of the text"),
            Some(found) => {
                message.push('`');
                message.push(found);
                message.push('`');
            }
        }
        Error { message, offset: self.at }
    }

    fn word(&mut self, word: &str) -> Result<(), Error> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(self.unexpected("a value"));
        }
        self.at += word.len();
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected("a digit")) } else { Ok(()) }
    }

    /// Passes over a number; the text of it, and whether it is a whole one.
    fn number(&mut self) -> Result<(&'de str, bool), Error> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        let mut whole = true;
        if self.byte() == Some(b'.') {
            whole = false;
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            whole = false;
            self.at += 1;
            if matches!(self.byte(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok((self.slice(start), whole))
    }

    /// Reads a string: borrowed where it has no escapes.
    fn string(&mut self) -> Result<Text<'de>, Error> {
        self.eat(b'"', "a string")?;
        let mut start = self.at;
        let mut decoded = String::new();
        loop {
            match self.byte() {
                Some(b'"') => {
                    let rest = self.slice(start);
                    self.at += 1;
                    if decoded.is_empty() {
                        return Ok(Text::Borrowed(rest));
                    }
                    decoded.push_str(rest);
                    return Ok(Text::Decoded(decoded));
                }
                Some(b'\\') => {
                    decoded.push_str(self.slice(start));
                    self.at += 1;
                    decoded.push(self.escape()?);
                    start = self.at;
                }
                None | Some(..b' ') => return Err(self.unexpected("the closing quote")),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let byte = self.byte();
        self.at += 1;
        Ok(match byte {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => {
                self.at -= 1;
                return Err(self.unexpected("an escape such as \\n"));
            }
        })
    }

    /// The character of `\uXXXX`, or of two of them that make a surrogate pair.
    fn unicode(&mut self) -> Result<char, Error> {
        let first = self.hex()?;
        let code = match first {
            0xd800..=0xdbff => {
                self.word("\\u").map_err(|_| self.unexpected("the second half of a surrogate pair"))?;
                match self.hex()? {
                    second @ 0xdc00..=0xdfff => 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00),
                    _ => first,
                }
            }
            other => other,
        };
        char::from_u32(code).ok_or_else(|| self.unexpected("a Unicode character"))
    }

    fn hex(&mut self) -> Result<u32, Error> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.unexpected("a hexadecimal digit"));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// Enters an array or object.
    fn enter(&mut self) -> Result<(), Error> {
        self.depth += 1;
        self.at += 1;
        if self.depth > MAX_DEPTH { Err(self.unexpected("at most 64 levels")) } else { Ok(()) }
    }
}

enum Text<'de> {
    Borrowed(&'de str),
    Decoded(String),
}

/// What comes next, read as far as it takes to know what it is. A type that is not generic: reading happens once in
/// the binary, however many types are read.
enum Token<'de> {
    Text(Text<'de>),
    Whole(i64),
    /// A number that is not a whole one, or too large, as it is written.
    Number(&'de str),
    Truth(bool),
    Null,
    Array,
    Object,
}

impl<'de> Reader<'de> {
    fn token(&mut self) -> Result<Token<'de>, Error> {
        Ok(match self.peek() {
            Some(b'"') => Token::Text(self.string()?),
            Some(b'{') => self.enter().map(|()| Token::Object)?,
            Some(b'[') => self.enter().map(|()| Token::Array)?,
            Some(b'-' | b'0'..=b'9') => {
                let (text, whole) = self.number()?;
                match text.parse() {
                    Ok(number) if whole => Token::Whole(number),
                    _ => Token::Number(text),
                }
            }
            Some(b't') => self.word("true").map(|()| Token::Truth(true))?,
            Some(b'f') => self.word("false").map(|()| Token::Truth(false))?,
            Some(b'n') => self.word("null").map(|()| Token::Null)?,
            _ => return Err(self.unexpected("a value")),
        })
    }

    fn close(&mut self, byte: u8) -> Result<(), Error> {
        self.depth -= 1;
        self.eat(byte, if byte == b']' { "`,` or `]`" } else { "`,` or `}`" })
    }
}

/// Gives an error of the visitor's, which does not know where it is, its place.
fn at<T>(offset: usize, result: Result<T, Error>) -> Result<T, Error> {
    result.map_err(|error| if error.offset == UNPLACED { Error { offset, ..error } } else { error })
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.peek();
        let start = self.at;
        // What the visitor refuses stands where the value began.
        at(
            start,
            match self.token()? {
                Token::Text(Text::Borrowed(text)) | Token::Number(text) => visitor.visit_borrowed_str(text),
                Token::Text(Text::Decoded(text)) => visitor.visit_string(text),
                Token::Whole(number) => visitor.visit_i64(number),
                Token::Truth(truth) => visitor.visit_bool(truth),
                Token::Null => visitor.visit_unit(),
                Token::Array => {
                    let value = visitor.visit_seq(Elements { reader: self, first: true, close: b']' })?;
                    return self.close(b']').map(|()| value);
                }
                Token::Object => {
                    let value = visitor.visit_map(Elements { reader: self, first: true, close: b'}' })?;
                    return self.close(b'}').map(|()| value);
                }
            },
        )
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The elements of an array, or the keys and values of an object.
struct Elements<'a, 'de> {
    reader: &'a mut Reader<'de>,
    first: bool,
    close: u8,
}

impl Elements<'_, '_> {
    /// Moves to the next element; `false` at the end.
    fn advance(&mut self) -> Result<bool, Error> {
        let first = core::mem::replace(&mut self.first, false);
        Self::next(self.reader, first, self.close)
    }

    fn next(reader: &mut Reader<'_>, first: bool, close: u8) -> Result<bool, Error> {
        if reader.peek() == Some(close) {
            return Ok(false);
        }
        if !first {
            reader.eat(b',', if close == b']' { "`,` or `]`" } else { "`,` or `}`" })?;
            if reader.peek() == Some(close) {
                return Err(reader.unexpected("a value after the comma"));
            }
        }
        if close == b'}' && reader.peek() != Some(b'"') {
            return Err(reader.unexpected("a key in quotes"));
        }
        Ok(true)
    }
}

impl<'de> de::SeqAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        if !self.advance()? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

impl<'de> de::MapAccess<'de> for Elements<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        if !self.advance()? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.reader.eat(b':', "`:`")?;
        seed.deserialize(&mut *self.reader)
    }
}

#[cfg(test)]
mod tests;
