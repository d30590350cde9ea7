//! From drawn pages to a file that conforms: structure, language, metadata, output intent and a fixed identifier.
//! May import: printpdf, lopdf, sha2, structure, metadata.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};

use super::DocumentError;
use super::canvas::utf16;
use super::fonts::{Face, Fonts, SRGB};
use super::metadata::{self, Metadata, PRODUCER};
use super::structure;
use super::tags::Elem;
use crate::domain::letter::LetterContent;

/// The bytes of the letter.
pub(super) fn finish(
    letter: &LetterContent,
    fonts: &Fonts,
    pages: Vec<PdfPage>,
    tree: Vec<Elem>,
) -> Result<Vec<u8>, DocumentError> {
    let about = metadata::of(letter, fonts);
    let mut pdf = drawn(&about, fonts, pages);
    pdf.version = "1.7".to_owned();
    // PDF/A wants four bytes above 127 in a comment after the header (ISO 19005-2, 6.1.2).
    pdf.binary_mark = vec![0xE2, 0xE3, 0xCF, 0xD3];
    let page_ids: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    number_pages(&mut pdf, &page_ids)?;
    let root = structure::write(&mut pdf, &page_ids, tree)?;
    describe(&mut pdf, letter, &about, root)?;
    let id = identifier(letter)?;
    pdf.trailer.set("ID", vec![id.clone(), id]);
    pack(&mut pdf, fonts)?;
    let mut bytes = Vec::with_capacity(128 * 1024);
    pdf.save_to(&mut bytes)?;
    Ok(bytes)
}

/// The pages as the drawing library makes them, with fonts under fixed names.
fn drawn(about: &Metadata, fonts: &Fonts, pages: Vec<PdfPage>) -> Document {
    let mut document = PdfDocument::new(&about.title);
    for face in [Face::Regular, Face::Bold] {
        let font = printpdf::PdfFont::new(fonts.parsed(face).clone());
        document.resources.fonts.map.insert(face.id(), font);
    }
    document.with_pages(pages);
    let options = PdfSaveOptions { subset_fonts: false, image_optimization: None, ..Default::default() };
    document.to_lopdf_document(&options, &mut Vec::new())
}

/// Where the marked content of each page is listed, and an order for the Tab key.
fn number_pages(pdf: &mut Document, pages: &[ObjectId]) -> Result<(), DocumentError> {
    for (key, &id) in (0_i64..).zip(pages) {
        let page = pdf.get_object_mut(id)?.as_dict_mut()?;
        page.set("StructParents", key);
        page.set("Tabs", "S");
        // The library writes an empty list of annotations; checkers expect none.
        page.remove(b"Annots");
    }
    Ok(())
}

/// The catalog and the information dictionary.
fn describe(
    pdf: &mut Document,
    letter: &LetterContent,
    about: &Metadata,
    root: ObjectId,
) -> Result<(), DocumentError> {
    let profile = pdf.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let mut xmp =
        Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, about.xmp().into_bytes());
    xmp.allows_compression = false;
    let xmp = pdf.add_object(xmp);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB"),
        "DestOutputProfile" => profile,
    };
    let catalog = pdf.catalog_mut()?;
    catalog.set("Lang", Object::string_literal(letter.language.tag()));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", root);
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("Metadata", xmp);
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    let date = Object::string_literal(about.pdf_date());
    let information: Dictionary = dictionary! {
        "Title" => text(&about.title),
        "Author" => text(&about.author),
        "Producer" => Object::string_literal(PRODUCER),
        "CreationDate" => date.clone(),
        "ModDate" => date,
    };
    match pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => pdf.set_object(id, information),
        Err(_) => {
            let id = pdf.add_object(information);
            pdf.trailer.set("Info", id);
        }
    }
    Ok(())
}

/// Compress every stream; the font programs were compressed when they were read.
fn pack(pdf: &mut Document, fonts: &Fonts) -> Result<(), DocumentError> {
    for object in pdf.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        if let Some(packed) = fonts.packed(&stream.content) {
            *stream = packed.clone();
        } else if stream.allows_compression {
            stream.compress()?;
        }
        // A last byte CR before the LF of `endstream` can be taken for a line end of two bytes, which would make the
        // length wrong (ISO 19005-2, 6.1.7.1). White space at the end changes nothing in what the stream says.
        while stream.content.last() == Some(&b'\r') {
            let mut plain = stream.get_plain_content()?;
            plain.push(b'\n');
            stream.set_plain_content(plain);
            stream.compress()?;
        }
    }
    Ok(())
}

fn text(words: &str) -> Object {
    Object::String(utf16(words), StringFormat::Hexadecimal)
}

/// The file identifier: the same for the same letter, another for any other.
fn identifier(letter: &LetterContent) -> Result<Object, DocumentError> {
    let digest = Sha256::digest(serde_json::to_vec(letter)?);
    let half = digest.iter().copied().take(16).collect();
    Ok(Object::String(half, StringFormat::Hexadecimal))
}
