//! What the file says about itself, as XMP (ISO 16684-1) and in the information dictionary; both must agree.
//! May import: visible, domain.

use super::fonts::Fonts;
use super::visible::one_line;
use crate::domain::letter::LetterContent;

/// The program that made the file.
pub(super) const PRODUCER: &str = "Openhuis";

/// Title, author and date of a letter, fit for both places.
pub(super) struct Metadata {
    pub(super) title: String,
    pub(super) author: String,
    language: &'static str,
    day: String,
}

/// The metadata of a letter. Characters that XML cannot hold are shown by their number, as in the letter.
pub(super) fn of(letter: &LetterContent, fonts: &Fonts) -> Metadata {
    Metadata {
        title: one_line(&format!("{} ({})", letter.subject, letter.number), fonts),
        author: one_line(&letter.sender.region, fonts),
        language: letter.language.tag(),
        day: letter.date.format("%Y-%m-%d").to_string(),
    }
}

impl Metadata {
    /// The date of the letter as a PDF date. Midnight UTC: a date has no hour, and the bytes must not depend on one.
    pub(super) fn pdf_date(&self) -> String {
        format!("D:{}000000+00'00'", self.day.replace('-', ""))
    }

    /// The XMP packet. The last part declares `pdfuaid`, which PDF/A does not know by itself.
    pub(super) fn xmp(&self) -> String {
        let (title, author) = (escaped(&self.title), escaped(&self.author));
        let (language, moment) = (self.language, format!("{}T00:00:00+00:00", self.day));
        format!(
            r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
</rdf:Description>
{CONFORMANCE}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#,
            bom = '\u{feff}',
        )
    }
}

/// PDF/A-2a and PDF/UA-1, with the extension schema for the latter.
const CONFORMANCE: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
