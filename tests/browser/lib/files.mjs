// Files as an aanbieder has them, good and bad, made when they are needed.
import { crc32 } from "node:zlib";


/** A PDF of one page with a line of text; `trailer` adds keys to its trailer. */
export const pdf = (text, trailer = "") => {
  const stream = `BT /F1 18 Tf 60 760 Td (${text}) Tj ET`;
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
  ];
  let body = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const count = objects.length + 1;
  body += `xref\n0 ${count}\n0000000000 65535 f \n${places.join("")}trailer\n<</Size ${count}/Root 1 0 R${trailer}>>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body, "latin1");
};

const file = (name, mimeType, buffer) => ({ name, mimeType, buffer });

/** A good file. */
export const good = (name, text = name) => file(name, "application/pdf", pdf(text));

/** One file for each mistake, with what the page must say. `limit` is the largest file in bytes. */
export const bad = (limit) => [
  { file: file("leeg.pdf", "application/pdf", Buffer.alloc(0)), says: /Dit bestand is leeg/ },
  { file: file("groot.pdf", "application/pdf", Buffer.concat([pdf("groot"), Buffer.alloc(limit)])), says: /te groot/ },
  { file: file("brief.txt", "text/plain", Buffer.from("Geachte heer, mevrouw")), says: /extensie \.txt kan hier niet/ },
  { file: file("foto.pdf", "application/pdf", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), says: /de inhoud is/ },
  { file: file("geheim.pdf", "application/pdf", pdf("geheim", "/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>/ID[<00><00>]")), says: /zit een wachtwoord/ },
];

/** A table as a spreadsheet saves it as text. */
export const table = (name, head, rows) => file(name, "text/csv", Buffer.from(`\ufeff${[head, ...rows].map((row) => row.join(";")).join("\r\n")}\r\n`));

/** A zip file whose parts are not packed. */
const zip = (parts) => {
  const [files, list] = [[], []];
  let at = 0;
  for (const [name, text] of parts) {
    const content = Buffer.from(text);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(content.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    files.push(Buffer.from("PK\x03\x04"), about, Buffer.from(name), content);
    list.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), about, place, Buffer.from(name));
    at += 30 + name.length + content.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, directory, Buffer.from("PK\x05\x06"), end]);
};

const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";
const relations = (type, target) => `<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`;

/** A workbook of one sheet. */
export const workbook = (name, rows) => {
  const cell = (value) => typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const sheet = rows.map((row, n) => `<row r="${n + 1}">${row.map(cell).join("")}</row>`).join("");
  return file(name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip([
    ["[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ["_rels/.rels", relations("officeDocument", "xl/workbook.xml")],
    ["xl/workbook.xml", `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets><sheet name="Tabel" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml")],
    ["xl/worksheets/sheet1.xml", `<worksheet xmlns="${SHEET}"><sheetData>${sheet}</sheetData></worksheet>`],
  ]));
};
