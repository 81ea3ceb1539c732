// Beginning.

function listen() {
  const over = (is) => at('drop')?.classList.toggle('over', is);
  addEventListener('dragover', (event) => { event.preventDefault(); over(true); });
  addEventListener('dragleave', () => over(false));
  addEventListener('drop', (event) => { event.preventDefault(); over(false); if (event.dataTransfer.files.length > 0) openFile(event.dataTransfer.files[0]); });
  addEventListener('pagehide', keep);
  addEventListener('storage', (event) => { if (event.key === KEY) notice('heed', word('elsewhere')); });
  addEventListener('beforeunload', (event) => { if (!stored.works && stored.dirty && draft.region) event.preventDefault(); });
  const failed = (reason) => { at('notices') ? notice('wrong', word('noReading', reason)) : at('waiting')?.append(h('p', {}, reason)); };
  addEventListener('error', (event) => failed(event.message));
  addEventListener('unhandledrejection', (event) => failed(String(event.reason?.message ?? event.reason)));
}

async function begin() {
  listen();
  const packed = decode(at('wasm').textContent, Number(at('wasm').dataset.length));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  door = await load(await new Response(stream).arrayBuffer());
  regions = ask({ verb: 'regions' }).result;
  recall();
  try {
    use();
    score();
    render();
  } catch {
    aside();
    use();
    score();
    render();
  }
  keep();
  standing();
}

begin();
