// Files as an aanbieder has them, good and bad, made when they are needed.

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
