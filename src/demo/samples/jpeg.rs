//! A grey picture that looks like a scanned page from afar, as baseline JPEG.
//! May import: std.

/// Width and height in blocks of eight by eight points.
const ACROSS: u16 = 24;
/// Height in blocks.
const DOWN: u16 = 34;
/// How much lighter than middle grey paper is.
const PAPER: i16 = 100;
/// How much darker than paper ink is: the largest step of the one code table.
const STEP: i16 = 127;

/// A picture whose lines of "text" follow from `number`.
#[must_use]
pub fn jpeg(number: usize) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    file.extend(b"JFIF\0\x01\x01\0\0\x48\0\x48\0\0");
    // Every coefficient counts eight times, so that a step of the mean is a step of grey.
    file.extend([0xFF, 0xDB, 0, 67, 0]);
    file.extend([8; 64]);
    let [high, low] = DOWN.saturating_mul(8).to_be_bytes();
    let [left, right] = ACROSS.saturating_mul(8).to_be_bytes();
    file.extend([0xFF, 0xC0, 0, 11, 8, high, low, left, right, 1, 1, 0x11, 0]);
    // Two codes for steps of the mean: `0` is none, `10` is one of seven bits. One code for the rest: `0` is nothing.
    file.extend([0xFF, 0xC4, 0, 21, 0x00, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]);
    file.extend([0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    file.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0]);
    file.extend(points(number));
    file.extend([0xFF, 0xD9]);
    file
}

fn points(number: usize) -> Vec<u8> {
    let mut bits = Bits::default();
    let mut last = 0_i16;
    for row in 0..usize::from(DOWN) {
        for column in 0..usize::from(ACROSS) {
            let level = if is_ink(number, row, column) { PAPER - STEP } else { PAPER };
            match level - last {
                0 => bits.push(0, 1),
                up if up > 0 => {
                    bits.push(0b10, 2);
                    bits.push(up.unsigned_abs(), 7);
                }
                down => {
                    bits.push(0b10, 2);
                    // A negative step is written as its distance above the lowest one.
                    bits.push(STEP.saturating_add(down).unsigned_abs(), 7);
                }
            }
            bits.push(0, 1);
            last = level;
        }
    }
    bits.finish()
}

/// A heading, then lines of different lengths.
fn is_ink(number: usize, row: usize, column: usize) -> bool {
    let margin = 3;
    let length = match row {
        4 => 6 + number % 9,
        row if (8..28).contains(&row) && row.is_multiple_of(2) => 8 + (row * 7 + number * 5) % 10,
        _ => 0,
    };
    column >= margin && column < margin + length
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn push(&mut self, value: u16, length: u32) {
        self.held = (self.held << length) | u32::from(value);
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = u8::try_from((self.held >> self.count) & 0xFF).unwrap_or(0);
            self.held &= (1 << self.count) - 1;
            self.bytes.push(byte);
            if byte == 0xFF {
                self.bytes.push(0);
            }
        }
    }

    fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            let missing = 8 - self.count;
            self.push((1 << missing) - 1, missing);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_differ_by_number_and_end_where_a_picture_ends() {
        let (one, two) = (jpeg(1), jpeg(2));
        assert_ne!(one, two);
        for picture in [one, two] {
            assert!(picture.starts_with(&[0xFF, 0xD8]) && picture.ends_with(&[0xFF, 0xD9]));
        }
    }
}
