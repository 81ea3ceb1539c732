// Start: which region, year and stage, or a file that is there already.

function start() {
  const search = h('input', { id: 'search', type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'found' });
  const list = h('select', { id: 'region', size: 7, onchange: () => choose({ region: list.value }) });
  const found = h('p', { class: 'hint', id: 'found', role: 'status' });
  const chosen = h('p', { class: 'hint', id: 'chosen', role: 'status' });
  const line = (region) => `${region.code}  ${region.name}, ${region.province_name ?? ''}`;
  const match = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const whole = words.join(' ');
    const has = (region, part) => line(region).toLowerCase().includes(part);
    // Who types "ogan ilir" means that one first, and not Ogan Komering Ilir.
    const fits = regions.filter((region) => words.every((one) => has(region, one)));
    fits.sort((a, b) => has(b, whole) - has(a, whole));
    list.replaceChildren(...fits.map((region) => option(region.code, line(region), region.code === draft.region)));
    found.textContent = fits.length > 0 ? word('found', number(fits.length)) : word('foundNone');
  };
  search.addEventListener('input', match);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && list.options.length > 0) { list.selectedIndex = 0; choose({ region: list.value }); }
    if (event.key === 'ArrowDown') { event.preventDefault(); list.focus(); if (list.selectedIndex < 0) { list.selectedIndex = 0; choose({ region: list.value }); } }
  });
  const told = () => { const region = regionOf(draft.region); chosen.textContent = region ? word('chosen', `${region.name} (${region.code})`) : word('noRegion'); };
  match();
  told();
  const choose = (change) => {
    const refilled = change.edition && change.edition !== draft.edition;
    Object.assign(draft, change);
    if (change.region) draft.region_name = regionOf(change.region)?.name;
    notices = [];
    if (refilled) { use(); fit(); }
    score(); keep();
    if (refilled) { render(); at('edition').focus(); } else { frame(); standing(); told(); }
  };
  const usual = edition ? Array.from({ length: edition.years.to - edition.years.from + 1 }, (_, step) => edition.years.from + step) : [];
  const years = !draft.year || usual.includes(draft.year) ? usual : [draft.year, ...usual];
  const known = (edition?.stages ?? []).map((stage) => [stage.id, named(stage)]);
  const stages = !draft.stage || known.some(([id]) => id === draft.stage) ? known : [[draft.stage, draft.stage], ...known];
  const begin = () => { if (draft.region) show(1); else { search.focus(); notice('wrong', word('noRegion')); } };
  return [h('div', { class: 'two' },
    h('section', { class: 'sheet', 'aria-labelledby': 'setup' },
      h('h2', { id: 'setup' }, word('setup')), h('p', { class: 'lead' }, word('setupLead')),
      field(word('edition'), h('select', { id: 'edition', onchange: (event) => choose({ edition: event.target.value }) },
        editions.map((one) => option(one.id, `${one.name} (${one.years.from === one.years.to ? word('year1', one.years.from) : word('years', one.years.from, one.years.to)})`, one.id === draft.edition)))),
      h('div', { class: 'field' }, h('label', { for: 'search' }, word('search')), search, found),
      h('div', { class: 'field' }, h('label', { for: 'region' }, word('region')), list, chosen),
      h('div', { class: 'row' },
        field(word('year'), h('select', { id: 'year', onchange: (event) => choose({ year: Number(event.target.value) }) }, years.map((year) => option(year, String(year), year === draft.year)))),
        field(word('stage'), h('select', { id: 'stage', onchange: (event) => choose({ stage: event.target.value }) }, stages.map(([id, name]) => option(id, name, id === draft.stage))))),
      h('div', { class: 'row' }, h('button', { class: 'main', id: 'begin', onclick: begin }, word('begin')))),
    h('div', {},
      h('section', { class: 'sheet', 'aria-labelledby': 'opening' }, h('h2', { id: 'opening' }, word('openTitle')),
        h('div', { class: 'drop', id: 'drop' }, h('p', {}, word('openLead')), opener('open', word('open'), false, (files) => openFile(files[0])))),
      h('section', { class: 'sheet', 'aria-labelledby': 'rules-title' }, h('h2', { id: 'rules-title' }, word('rules')), h('p', { class: 'lead' }, rules ? word('rulesUse', Object.keys(rules).join(', ')) : word('rulesLead')),
        h('div', { class: 'row' }, rules ? h('button', { onclick: () => { rules = null; use(); keep(); score(); render(); } }, word('rulesDrop')) : opener('rules', word('rulesOpen'), true, openRules))),
      h('section', { class: 'sheet', 'aria-labelledby': 'anew' }, h('h2', { id: 'anew' }, word('fresh').replace('…', '')), h('p', { class: 'lead' }, word('freshLead')),
        h('button', { id: 'fresh', onclick: () => ask_to(word('freshTitle'), word('freshLead'), word('freshYes'), anew) }, word('fresh')))))];
}

/** A button that opens the browser's own choice of files. */
function opener(id, text, multiple, then) {
  const input = h('input', { type: 'file', id: `${id}-file`, multiple, class: 'unseen', tabindex: -1, 'aria-label': text, onchange: () => { if (input.files.length > 0) then([...input.files]); input.value = ''; } });
  return [h('button', { id, onclick: () => input.click() }, text), input];
}

function anew() {
  draft = fresh();
  rules = null;
  shown = '';
  try { localStorage.removeItem(KEY); } catch { /* there is nothing to remove */ }
  stored.at = '';
  use();
  show(0);
}

/** Takes up the edition of the draft, and its last year and first stage where the draft has none. */
function use() {
  const response = ask({ verb: 'editions' });
  if (!response.ok && rules) {
    const why = response.diagnostics.map((finding) => `${finding.file}, ${word('line', finding.line)}: ${said(finding)}`);
    rules = null;
    use();
    return notice('wrong', word('refused', word('rules')), why);
  }
  editions = response.result;
  const before = draft.edition;
  if (!editions.some((one) => one.id === draft.edition)) draft.edition = (editions.find((one) => one.id === '2023') ?? editions[0]).id;
  if (before && before !== draft.edition) notice('heed', word('editionGone', before, draft.edition));
  edition = ask({ verb: 'editions', id: draft.edition }).result;
  nodes = new Map();
  for (const block of edition.blocks) {
    nodes.set(block.id, { kind: 'block', ...block });
    for (const indicator of block.indicators) {
      nodes.set(indicator.id, { kind: 'indicator', block, ...indicator });
      for (const question of indicator.questions) {
        nodes.set(question.id, { kind: 'question', block, indicator, measure: question, ...question });
      }
    }
  }
  // A file's own stay, even where the edition does not know them: the door says so.
  draft.year ||= edition.years.to;
  draft.stage ||= edition.stages[0].id;
  if (!pages().some((page) => page.id === shown)) shown = first();
}

/** Years and stages that a newly chosen edition does not know become its own; the fields show it. */
function fit() {
  if (!(draft.year >= edition.years.from && draft.year <= edition.years.to)) draft.year = edition.years.to;
  if (!edition.stages.some((stage) => stage.id === draft.stage)) draft.stage = edition.stages[0].id;
}
