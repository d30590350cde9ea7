// A minimal sRGB profile (ICC.1:2001-04, version 2.1, monitor class), computed from IEC 61966-2-1.
// PDF/A asks for an output intent; this one says: the colours of this file are sRGB.

/** D50, the white of the profile connection space, and sRGB's primaries adapted to it (Bradford). */
const white = [0.9642, 1, 0.8249];
const primaries = { rXYZ: [0.43607, 0.22249, 0.01392], gXYZ: [0.38515, 0.71687, 0.09708], bXYZ: [0.14307, 0.06061, 0.7141] };
const steps = 1024;

/** Signed 15.16 fixed point. */
function fixed(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(number * 65536));
  return bytes;
}

function uint32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

function xyz(values) {
  return Buffer.concat([Buffer.from("XYZ \0\0\0\0", "latin1"), ...values.map(fixed)]);
}

function text(words) {
  return Buffer.from(`text\0\0\0\0${words}\0`, "latin1");
}

/** textDescriptionType: the ASCII name, and an empty Unicode and Macintosh name. */
function description(words) {
  const ascii = Buffer.from(`${words}\0`, "latin1");
  return Buffer.concat([Buffer.from("desc\0\0\0\0", "latin1"), uint32(ascii.length), ascii, Buffer.alloc(4 + 4 + 2 + 1 + 67)]);
}

/** The transfer curve of sRGB as a table, from device value to light. */
function curve() {
  const table = Buffer.alloc(steps * 2);
  for (let step = 0; step < steps; step += 1) {
    const value = step / (steps - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    table.writeUInt16BE(Math.round(light * 65535), step * 2);
  }
  return Buffer.concat([Buffer.from("curv\0\0\0\0", "latin1"), uint32(steps), table]);
}

/** The 128 bytes before the tags. The date is fixed: the same build gives the same bytes. */
function header(size) {
  const head = Buffer.alloc(128);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x02100000, 8);
  head.write("mntrRGB XYZ ", 12, "latin1");
  [2026, 1, 1, 0, 0, 0].forEach((part, place) => head.writeUInt16BE(part, 24 + 2 * place));
  head.write("acsp", 36, "latin1");
  white.forEach((part, place) => fixed(part).copy(head, 68 + 4 * place));
  return head;
}

/** The whole profile. */
export function srgbProfile() {
  const shared = curve();
  const tags = [
    ["desc", description("sRGB")],
    ["cprt", text("No copyright, use freely")],
    ["wtpt", xyz([0.95045, 1, 1.08905])],
    ...Object.entries(primaries).map(([name, values]) => [name, xyz(values)]),
    ["rTRC", shared],
    ["gTRC", shared],
    ["bTRC", shared],
  ];
  const table = [uint32(tags.length)];
  const bodies = [];
  const places = new Map();
  let offset = 128 + 4 + 12 * tags.length;
  for (const [name, body] of tags) {
    if (!places.has(body)) {
      const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
      places.set(body, offset);
      bodies.push(padded);
      offset += padded.length;
    }
    table.push(Buffer.from(name, "latin1"), uint32(places.get(body)), uint32(body.length));
  }
  return Buffer.concat([header(offset), ...table, ...bodies]);
}
