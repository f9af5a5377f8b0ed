//! The products as serde writes them, once: a product is a card in many chunks.

use kindred_core::feed::Product;

/// The text of every product.
#[derive(Default)]
pub(crate) struct Texts(Vec<Piece>);

/// The texts of some products, one after another.
pub(crate) struct Piece {
    text: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
}

/// About how many bytes a product has at most: room that is not needed is given back.
const MOST_BYTES: usize = 512;

/// How many products a piece has.
pub(crate) const PIECE: usize = 1 << 12;

impl Texts {
    /// All of these, each of which but the last has [`PIECE`] products.
    pub(crate) fn of(pieces: Vec<Piece>) -> Texts {
        Texts(pieces)
    }

    /// The members of a product's object, without its braces.
    pub(crate) fn members(&self, place: u32) -> &[u8] {
        let (piece, place) = (&self.0[place as usize / PIECE], place as usize % PIECE);
        let start = if place == 0 { 0 } else { piece.ends[place - 1] };
        &piece.text[start as usize + 1..piece.ends[place] as usize - 1]
    }
}

impl Piece {
    /// Writes products.
    pub(crate) fn of(products: &[Product]) -> Piece {
        let mut text = Vec::with_capacity(products.len() * MOST_BYTES);
        let mut ends = Vec::with_capacity(products.len());
        for product in products {
            // Texts and numbers: nothing that JSON could not say.
            let _ = serde_json::to_writer(&mut text, product);
            ends.push(text.len() as u32);
        }
        text.shrink_to_fit();
        Piece { text, ends }
    }
}
