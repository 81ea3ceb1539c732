// The scorer for Node and the browser: three functions around the WebAssembly module, no logic of its own.

/** The scorer, from the bytes of `kla.wasm`. */
export async function load(bytes) {
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const { memory, kla_alloc, kla_call, kla_free } = instance.exports;

  /** A request as JSON text in, the response as JSON text out, byte for byte that of `kla_door::call`. */
  const callText = (request) => {
    const sent = new TextEncoder().encode(request);
    const at = kla_alloc(sent.length) >>> 0;
    new Uint8Array(memory.buffer, at, sent.length).set(sent);
    const reply = BigInt.asUintN(64, kla_call(at, sent.length));
    const [from, length] = [Number(reply >> 32n), Number(reply & 0xffffffffn)];
    const text = new TextDecoder().decode(new Uint8Array(memory.buffer, from, length));
    kla_free(from, length);
    return text;
  };

  /** The same with objects. Write points as text ("145,24"): a bare fraction is refused. */
  const call = (request) => JSON.parse(callText(JSON.stringify({ format: 1, ...request })));

  return { call, callText };
}

/** The result in the text of a response, to the last byte; null where there is none. */
export function resultOf(response) {
  const at = response.indexOf(',"result":');
  return at < 0 ? null : response.slice(at + ',"result":'.length, -1);
}
