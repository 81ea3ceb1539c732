// Bytes as text that can stand in a page: thirteen bits in two signs, where base64 would take a tenth more of the
// whole page. Between script tags none of the signs means anything in HTML.

const SIGNS = Array.from({ length: 94 }, (_, place) => String.fromCharCode(33 + place))
  .filter((sign) => !'<>&'.includes(sign));
const BITS = 13;

/** The signs for some bytes; behind the last come as many zero bits as fill a pair of signs. */
export function encode(bytes) {
  let [text, held, count] = ['', 0, 0];
  const put = (value) => { text += SIGNS[Math.floor(value / SIGNS.length)] + SIGNS[value % SIGNS.length]; };
  for (const byte of bytes) {
    held = (held << 8) | byte;
    count += 8;
    if (count >= BITS) {
      count -= BITS;
      put(held >> count);
      held &= (1 << count) - 1;
    }
  }
  if (count > 0) put(held << (BITS - count));
  return text;
}

/** The bytes of such a text, the first `length` of them. */
export function decode(text, length) {
  const values = new Uint8Array(128);
  SIGNS.forEach((sign, value) => { values[sign.charCodeAt(0)] = value; });
  const bytes = new Uint8Array(length);
  for (let place = 0, out = 0, held = 0, count = 0; place < text.length; place += 2) {
    held = (held << BITS) | (values[text.charCodeAt(place)] * SIGNS.length + values[text.charCodeAt(place + 1)]);
    count += BITS;
    for (; count >= 8 && out < length; out += 1) {
      count -= 8;
      bytes[out] = held >> count;
      held &= (1 << count) - 1;
    }
  }
  return bytes;
}
