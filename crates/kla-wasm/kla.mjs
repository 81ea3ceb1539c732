// The scorer for Node and the browser: a few functions around the WebAssembly module, no logic of its own.

/** The scorer, from the bytes of `kla.wasm`. */
export async function load(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const { memory, kla_alloc, kla_call, kla_free } = instance.exports;

  /** A request as JSON text in, the response as JSON text out, byte for byte that of `kla_door::call`. */
  const callText = (request) => {
    // Half of a sign would be sent as another one.
    if (request.isWellFormed?.() === false) throw new TypeError('the request holds half of a sign (a lone surrogate)');
    const sent = new TextEncoder().encode(request);
    const at = kla_alloc(sent.length) >>> 0;
    new Uint8Array(memory.buffer, at, sent.length).set(sent);
    const reply = BigInt.asUintN(64, kla_call(at, sent.length));
    const [from, length] = [Number(reply >> 32n), Number(reply & 0xffffffffn)];
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, from, length));
    kla_free(from, length);
    return text;
  };

  /**
   * The same with objects. Write points as text ("145,24"): a bare fraction is refused. Throws a TypeError where
   * JSON would lose something: NaN, Infinity, a Map, a Set, an array of bytes.
   */
  const call = (request) => JSON.parse(callText(JSON.stringify({ format: 1, ...request }, kept)));

  return { call, callText };
}

/** A value of a request, if JSON can hold it. */
function kept(key, value) {
  const above = value !== null && typeof value === 'object' ? Object.getPrototypeOf(value) : null;
  const plain = above === null || Array.isArray(value) || Object.getPrototypeOf(above) === null;
  if (!plain || (typeof value === 'number' && !Number.isFinite(value)) || ['function', 'symbol', 'bigint'].includes(typeof value)) {
    throw new TypeError(`${key}: ${plain ? String(value) : value.constructor?.name ?? 'this'} cannot stand in a request; write text, whole numbers, lists and plain objects`);
  }
  return value;
}

/** The result in the text of a response, to the last byte; null where there is none. */
export function resultOf(response) {
  const at = response.indexOf(',"result":');
  return at < 0 ? null : response.slice(at + ',"result":'.length, -1);
}
