// Files: the report, answers files and rules.

function report() {
  if (!outcome.result) return start();
  const html = outcome.wrong === 0 ? ask({ verb: 'score', answers: written().text, name: 'isian', output: 'html' }).result : null;
  // The report has no script, and none would run here; the page may only print it.
  const preview = html && h('iframe', { id: 'preview', title: word('preview'), sandbox: 'allow-same-origin allow-modals', srcdoc: html });
  const name = (ending) => `isian-${draft.region}-${draft.year}-${draft.stage}.${ending}`;
  return [h('section', { class: 'sheet noprint', 'aria-labelledby': 'report' }, h('h2', { id: 'report' }, word('report')), h('p', { class: 'lead' }, word('reportLead')),
    h('div', { class: 'row' }, h('button', { class: 'main', id: 'save', onclick: () => save(name('toml')) }, word('save')),
      h('button', { id: 'print', disabled: !html, onclick: () => { preview.contentWindow.focus(); preview.contentWindow.print(); } }, word('print')),
      h('button', { id: 'download', disabled: !html, onclick: () => hand(name('html').replace('isian', 'laporan'), html, 'text/html') }, word('download'))),
    !html && h('p', { class: 'error' }, word('cannot')), preview)];
}

function save(name) {
  const text = sound();
  if (text === null) return;
  const response = ask({ verb: 'write', answers: text, name: 'isian' });
  if (!response.ok) return notice('wrong', word('cannot'), response.diagnostics.map(said));
  hand(name, response.result, 'application/toml');
  stored.dirty = false;
  notice('fine', word('savedFile', name));
}

/** Gives a file to the browser to keep. */
function hand(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** The text of a file, or null with a notice. */
async function textOf(file, lenient) {
  if (file.size > LARGEST) return notice('wrong', word('refused', file.name), [word('tooBig')]) ?? null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return notice('wrong', word('refused', file.name), [word('workbook')]) ?? null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel writes tables in the old code page of Windows; codes and figures are the same in it.
    if (lenient) return new TextDecoder('windows-1252').decode(bytes);
    return notice('wrong', word('refused', file.name), [word('notText')]) ?? null;
  }
}

async function openFile(file) {
  const table = /\.(csv|txt|tsv)$/i.test(file.name);
  const text = await textOf(file, table);
  if (text === null) return;
  if (table) return openTable(file.name, text);
  const response = ask({ verb: 'write', answers: text, name: file.name, output: 'json' });
  if (!response.ok) {
    const found = response.diagnostics.slice(0, 20).map((finding) => `${word('line', finding.line)}: ${said(finding)}. ${advice(finding)}`);
    return notice('wrong', word('refused', file.name), found);
  }
  draft = { ...fresh(), ...response.result };
  use();
  shown = Object.keys(draft.blocks).length > 0 && Object.keys(draft.answers).length === 0 ? 'wholes' : first();
  show(1);
  notice(outcome.whole.length > 0 ? 'heed' : 'fine', word('loaded', file.name), outcome.whole.map((finding) => `${said(finding)}. ${advice(finding)}`));
}

async function openRules(files) {
  const texts = await Promise.all(files.map((file) => textOf(file, false)));
  if (texts.includes(null)) return;
  rules = Object.fromEntries(files.map((file, position) => [file.name, texts[position]]));
  notices = [];
  const own = ask({ verb: 'editions' });
  const overlaid = own.ok && own.result.find((one) => one.overlay);
  if (overlaid) draft.edition = overlaid.id;
  else if (own.ok) { const id = own.result.find((one) => !editions.some((old) => old.id === one.id && old.digest === one.digest)); if (id) draft.edition = id.id; }
  use();
  keep();
  score();
  render();
}
