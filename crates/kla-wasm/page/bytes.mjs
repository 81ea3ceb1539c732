// Bytes as text that can stand in a page: four bytes in five signs, where base64 would take more than a
// quarter of a megabyte. None of the signs means anything in HTML.

const SIGNS = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place))
  .filter((sign) => !'"&\'<>\\`|~'.includes(sign));

/** The signs for some bytes; behind the last come as many zeros as make the length a multiple of four. */
export function encode(bytes) {
  let text = '';
  for (let place = 0; place < bytes.length; place += 4) {
    let value = 0;
    for (let next = 0; next < 4; next += 1) value = value * 256 + (bytes[place + next] ?? 0);
    let group = '';
    for (let sign = 0; sign < 5; sign += 1) {
      group = SIGNS[value % 85] + group;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return text;
}

/** The bytes of such a text, the first `length` of them. */
export function decode(text, length) {
  const values = new Uint8Array(128);
  SIGNS.forEach((sign, value) => { values[sign.charCodeAt(0)] = value; });
  const bytes = new Uint8Array(Math.ceil(length / 4) * 4);
  for (let place = 0, out = 0; out < bytes.length; out += 4) {
    let value = 0;
    for (let sign = 0; sign < 5; sign += 1, place += 1) value = value * 85 + values[text.charCodeAt(place)];
    bytes.set([value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255], out);
  }
  return bytes.subarray(0, length);
}
