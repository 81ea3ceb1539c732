// Filling in: the questions of a block or an agency, each by its shape, with what the door said of them.

/** What can be shown at once: whole blocks, the questions of a block, those of an agency. */
function pages() {
  const deep = edition.blocks.filter((block) => block.indicators.length > 0);
  const owners = edition.agencies.filter((agency) => [...nodes.values()].some((node) => node.measure?.agencies.includes(agency.id)));
  return [{ id: 'wholes', name: word('wholes') },
    ...deep.map((block) => ({ id: `b:${block.id}`, name: block.name, group: 'blocks', block })),
    ...owners.map((agency) => ({ id: `a:${agency.id}`, name: agency.short, group: 'agencies', agency }))];
}

const first = () => (pages().find((page) => page.block) ?? pages()[0]).id;

/** The indicators of a page with their questions that belong there. */
function rows(page) {
  const open = (code) => !onlyOpen || !answered(read(code));
  const mine = (measure) => !page.agency || measure.agencies.includes(page.agency.id);
  return edition.blocks.filter((block) => page.agency || block.id === page.block?.id)
    .flatMap((block) => block.indicators.map((indicator) => ({
      block,
      indicator,
      leaves: (indicator.measure ? [{ id: indicator.id, maximum: indicator.maximum, ...indicator.measure }] : indicator.questions).filter((leaf) => mine(leaf) && open(leaf.id)),
    }))).filter(({ leaves }) => leaves.length > 0);
}

function fill() {
  if (!draft.region) return start();
  const all = pages();
  const position = Math.max(0, all.findIndex((page) => page.id === shown));
  const page = all[position];
  const turn = (id, focus) => { shown = id; keep(); render(); scrollTo(0, 0); at(focus)?.focus({ preventScroll: true }); };
  const choices = (group) => all.filter((one) => one.group === group).map((one) => option(one.id, one.name, one.id === shown));
  const filter = h('section', { class: 'sheet filter', 'aria-label': word('show') }, h('div', { class: 'row' },
    field(word('show'), h('select', { id: 'shown', onchange: (event) => turn(event.target.value, 'shown') }, option('wholes', word('wholes'), shown === 'wholes'),
      choices('blocks').length > 0 && h('optgroup', { label: word('blocks') }, choices('blocks')),
      choices('agencies').length > 0 && h('optgroup', { label: word('agencies') }, choices('agencies')))),
    page.id !== 'wholes' && h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'only', checked: onlyOpen, onchange: (event) => { onlyOpen = event.target.checked; render(); at('only').focus(); } }), word('only'))),
    h('p', { class: 'hint' }, word('enter')));
  const alike = all.filter((one) => one.group === page.group);
  const [before, after] = [-1, 1].map((step) => alike[alike.indexOf(page) + step]);
  const steps = h('div', { class: 'steps' },
    before ? h('button', { id: 'prev', onclick: () => turn(before.id, 'main') }, word('prev', before.name)) : h('span'),
    after ? h('button', { class: 'main', id: 'next', onclick: () => turn(after.id, 'main') }, word('next', after.name)) : h('button', { class: 'main', id: 'next', onclick: () => show(2) }, word('toResult')));
  const heading = h('h2', { class: 'unseen' }, page.name);
  if (page.id === 'wholes') {
    return [filter, heading, h('section', { class: 'sheet indicator' }, h('header', {}, h('h3', {}, word('wholes')), h('p', { class: 'soft small' }, word('wholesLead'))), edition.blocks.map((block) => whole(block.id, block.name, block.maximum))), steps];
  }
  const list = rows(page);
  if (list.length === 0) return [filter, heading, h('p', { class: 'notice fine' }, word('nothingLeft')), steps];
  return [filter, heading, list.map(({ indicator, leaves }) => h('section', { class: 'sheet indicator', 'aria-labelledby': `i-${indicator.id}` },
    h('header', {}, h('h3', { id: `i-${indicator.id}` }, `${indicator.id}. ${indicator.name}`), h('p', { class: 'soft small' }, h('span', { 'data-sum': indicator.id }), word('max', number(indicator.maximum)))),
    leaves.map((leaf) => question(leaf)),
    indicator.questions.length > 0 && h('details', { open: filled(draft.indicators?.[indicator.id]) }, h('summary', {}, word('whole', indicator.id)), whole(indicator.id, word('wholeLabel', indicator.id), indicator.maximum, word('wholeHint'))))), steps];
}

/** A control of an answer: what is typed goes into the draft, and Enter to the next question. */
function control(code, key, attributes, get, set) {
  const input = h(attributes.tag ?? 'input', {
    id: `f-${code}-${key}`, 'data-code': code, 'aria-describedby': `e-${code}`, autocomplete: 'off', ...attributes, tag: null,
    oninput: () => { set(input.value.trim()); changed(); },
    onkeydown: (event) => { if (event.key === 'Enter' && input.localName === 'input') { event.preventDefault(); onward(input); } },
  });
  if (attributes.tag !== 'select') input.value = shownNumber(get());
  return input;
}

/** A figure in a field: a plain decimal is shown with a comma, whatever else was typed stays as it is. */
function shownNumber(value) {
  const text = filled(value) ? String(value) : '';
  return lang === 'id' && /^\d+\.\d+$/.test(text) && !/^[1-9]\d{0,2}\.\d{3}$/.test(text) ? text.replace('.', ',') : text;
}

function onward(input) {
  const all = [...document.querySelectorAll('.question')].filter((box) => box.checkVisibility?.() ?? box.offsetParent);
  const next = all[all.indexOf(input.closest('.question')) + 1];
  (next?.querySelector('input, select') ?? at('next'))?.focus();
}

/** Points of a block or an indicator as a whole. */
function whole(code, label, maximum, hint) {
  const input = control(code, 'points', { inputmode: 'decimal' }, () => read(code).points, (value) => write(code, { points: value }));
  return h('div', { class: 'question', id: `q-${code}` }, h('div', { class: 'entry' }, h('div', { class: 'field long' }, h('label', { for: input.id }, label), h('p', { class: 'meta' }, [word('max', number(maximum)), hint].filter(Boolean).join('. '))), field(word('value'), input, null, 'number'),
    h('button', { class: 'quiet earned', 'data-earned': code, disabled: true, onclick: () => explain(code) }, '–')), h('div', { class: 'error', id: `e-${code}` }));
}

function question(leaf) {
  const code = leaf.id;
  const plain = ['points', 'count', 'units', 'ladder'].includes(leaf.shape.kind);
  const box = h('div', { class: plain ? 'question short' : 'question', id: `q-${code}`, role: 'group', 'aria-labelledby': `t-${code}` });
  const agencies = leaf.agencies.map((id) => edition.agencies.find((agency) => agency.id === id)?.short ?? id);
  const kinds = leaf.evidence.map((id) => edition.evidence.find((kind) => kind.id === id)?.name ?? id);
  const meta = [word('max', number(leaf.maximum)), agencies.join(', '), kinds.length > 0 && word('evidence', kinds.join(', ')), leaf.answered_by && WORDS[lang].each[leaf.answered_by]].filter(Boolean);
  const state = h('select', { id: `s-${code}`, onchange: () => {
    const table = { ...read(code) };
    if (state.value === 'given') return sync();
    ANSWER.forEach((key) => delete table[key]);
    if (state.value !== 'belum-diisi') table.state = state.value;
    write(code, table);
    box.querySelectorAll('.entry input:not([type=checkbox]), .entry select:not([id^="s-"]), details input[id$="-points"]').forEach((input) => { input.value = ''; });
    box.querySelectorAll('.entry [type=checkbox]').forEach((input) => { input.checked = false; });
    sync();
    changed();
  } }, ['given', ...STATES].map((one) => option(one, WORDS[lang].states[one])));
  const sync = () => {
    const table = read(code);
    state.value = STATES.includes(table.state) ? table.state : answered(table) ? 'given' : 'belum-diisi';
    state.querySelector('[value=given]').hidden = state.value !== 'given';
  };
  // Whoever types an answer has left the state that was chosen before.
  const set = (change) => {
    const table = { ...read(code) };
    delete table.state;
    change(table);
    write(code, table);
    sync();
  };
  const note = (key) => (value) => { write(code, { ...read(code), [key]: value }); };
  // Where the points of a figure or a level are not known, they are typed beside it.
  const { shape } = leaf;
  const unknown = shape.scale?.kind === 'unknown' || (shape.levels ?? []).some((level) => level.points === null);
  const beside = shape.kind !== 'points' && field(word('onlyPoints'), control(code, 'points', { inputmode: 'decimal' }, () => read(code).points, (value) => set((table) => { table.points = value; })), unknown ? word('needsPoints') : null);
  const more = h('details', { open: unknown || ['note', 'status'].some((key) => filled(read(code)[key])) || (beside && filled(read(code).points)) }, h('summary', {}, beside ? word('moreToo') : word('more'), h('span', { class: 'unseen' }, ` ${code}`)), h('div', { class: 'row' },
    field(word('note'), control(code, 'note', { spellcheck: 'false' }, () => read(code).note, note('note')), null, 'long'),
    beside, field(word('status'), h('select', { id: `f-${code}-status`, onchange: (event) => { note('status')(event.target.value); changed(); } }, ['', ...edition.statuses].map((one) => option(one, WORDS[lang].statuses[one] ?? one, (read(code).status ?? '') === one))))));
  const entries = inputs(leaf, set);
  box.append(h('div', { class: 'asked' }, h('p', { class: 'text', id: `t-${code}` }, h('span', { class: 'code' }, code), leaf.text),
    h('p', { class: 'meta' }, meta.join(' · '))),
    h('div', { class: 'entry' }, entries, field(word('state'), state, null, 'state'),
      h('button', { class: 'quiet earned', 'data-earned': code, disabled: true, onclick: () => explain(code) }, '–')),
    ...hints(leaf), h('div', { class: 'error', id: `e-${code}` }), more);
  sync();
  return box;
}

function hints(leaf) {
  const { shape } = leaf;
  if (shape.kind === 'points' && shape.values) return [h('p', { class: 'hint' }, word('known', shape.values.map((value) => number(value)).join('; ')))];
  return [];
}

/** The fields of a question by its shape. */
function inputs(leaf, set) {
  const { id: code, shape } = leaf;
  const own = (key) => read(code)[key];
  const text = (key, label, kind = 'number', attributes = {}) => field(label, control(code, key, { inputmode: 'decimal', ...attributes }, () => own(key), (value) => set((table) => { table[key] = value; })), null, kind);
  const or = () => h('span', { class: 'or' }, word('or'));
  switch (shape.kind) {
    case 'points': {
      if (!shape.values) return [text('points', word('value'))];
      const list = h('datalist', { id: `l-${code}` }, shape.values.map((value) => option(shownNumber(value), '')));
      return [text('points', word('value'), 'number', { list: list.id }), list];
    }
    case 'ladder':
      return [field(word('level'), control(code, 'level', { tag: 'select' }, () => own('level'), (value) => set((table) => { table.level = value; })), null, 'long')].map((box) => {
        box.querySelector('select').append(option('', word('pick')), ...shape.levels.map((level) => option(level.id, `${level.text} (${level.points === null ? word('unknownPoints') : number(level.points)})`, own('level') === level.id)));
        return box;
      });
    case 'checklist':
      return [h('fieldset', { class: 'items' }, h('legend', { class: 'label' }, word('items')), shape.items.map((item) => {
        const box = h('input', { type: 'checkbox', id: `f-${code}-i-${item.id}`, 'data-code': code, checked: (own('items') ?? []).includes(item.id), onchange: () => {
          set((table) => {
            const ticked = shape.items.map((one) => one.id).filter((one) => (one === item.id ? box.checked : (table.items ?? []).includes(one)));
            if (ticked.length > 0) table.items = ticked;
            else delete table.items;
          });
          changed();
        } });
        return h('label', { class: 'check', for: box.id }, box, `${item.text} (${number(item.points)})`);
      }))];
    case 'percent':
      return [text('percent', word('percent')), or(), text('count', word('count')), text('of', word('total'))];
    case 'count':
      return [text('figure', word('figure'))];
    case 'units':
      if (own('units')) return [h('p', {}, word('oneByOne', Object.keys(own('units')).length)), h('button', { onclick: () => { set((table) => { delete table.units; }); changed(); render(); } }, word('clear'))];
      return [text('yes', word('yes')), text('of', word('yesOf'))];
    case 'series': {
      const given = Object.keys(own('series') ?? {});
      const usual = Array.from({ length: shape.years }, (_, back) => String(draft.year - 1 - back));
      const years = [...new Set([...usual, ...given])].sort();
      const cell = (year) => (value) => set((table) => {
        const series = { ...(table.series ?? {}) };
        if (filled(value) && !(typeof value === 'object' && !filled(value.percent) && !filled(value.count) && !filled(value.of))) series[year] = value;
        else delete series[year];
        table.series = series;
      });
      const now = (year) => own('series')?.[year];
      const part = (year, key) => { const value = now(year); return value && typeof value === 'object' ? value[key] : key === 'percent' ? value : undefined; };
      const percents = (year, key) => (value) => {
        const was = now(year);
        const table = { ...(was && typeof was === 'object' ? was : { percent: was }), [key]: value };
        Object.keys(table).forEach((one) => { if (!filled(table[one])) delete table[one]; });
        const alone = Object.keys(table).length === 1 && filled(table.percent);
        cell(year)(alone ? table.percent : table);
      };
      return [h('div', { class: 'years' }, years.map((year) => h('fieldset', { class: 'row' }, h('legend', { class: 'label' }, word('inYear', year)), shape.of === 'percent'
        ? [['percent', word('percent')], ['count', word('count')], ['of', word('total')]].map(([key, label]) => field(label, control(code, `${year}-${key}`, { inputmode: 'decimal' }, () => part(year, key), percents(year, key))))
        : field(word('figure'), control(code, year, { inputmode: 'decimal' }, () => now(year), cell(year))))))];
    }
    default:
      return [text('points', word('value'))];
  }
}

/** What the door said of what is on the page: points beside answers, findings beside fields. */
function fields() {
  const earned = new Map();
  for (const block of outcome.result?.blocks ?? []) {
    earned.set(block.id, block);
    for (const indicator of block.indicators) {
      earned.set(indicator.id, indicator);
      indicator.questions.forEach((one) => earned.set(one.id, one));
    }
  }
  document.querySelectorAll('[data-earned]').forEach((button) => {
    const code = button.dataset.earned;
    const found = outcome.left?.has(code) ? null : earned.get(code);
    button.disabled = !found;
    button.replaceChildren(found ? word('earned', number(found.points, 2), number(found.maximum)) : '–', h('span', { class: 'unseen' }, `, ${word('explainThis', code)}`));
  });
  document.querySelectorAll('[data-sum]').forEach((span) => {
    const found = earned.get(span.dataset.sum);
    span.replaceChildren(found ? h('b', {}, number(found.points, 2)) : '', found ? ' · ' : '');
  });
  document.querySelectorAll('.question').forEach((box) => {
    const code = box.id.slice(2);
    const found = outcome.fields.get(code) ?? [];
    const error = at(`e-${code}`);
    const wrong = found.some((finding) => finding.severity === 'error');
    const text = found.map((finding) => `${said(finding)}|${advice(finding)}`).join('\n');
    if (error.dataset.text !== text) {
      error.dataset.text = text;
      error.className = wrong ? 'error' : 'error heed';
      error.setAttribute('role', wrong ? 'alert' : 'note');
      error.replaceChildren(...found.flatMap((finding) => [h('p', {}, h('b', {}, said(finding))), h('p', {}, advice(finding))]));
    }
    box.querySelectorAll('[data-code]').forEach((input) => { if (input.dataset.code === code) input.setAttribute('aria-invalid', String(wrong)); });
  });
}

/** Opens the question, row or block of a code. */
function go(code) {
  const node = nodes.get(code);
  if (!node) return;
  at('dialog').close();
  onlyOpen = false;
  shown = node.kind === 'block' ? 'wholes' : `b:${node.block.id}`;
  show(1);
  const box = at(`q-${code}`) ?? at(`i-${code}`)?.closest('section');
  box?.closest('details')?.setAttribute('open', '');
  box?.scrollIntoView({ block: 'center' });
  box?.querySelector('input, select')?.focus({ preventScroll: true });
}

/** A node as people call it. */
function label(code) {
  const node = nodes.get(code);
  if (code === 'total') return word('totalRow');
  return node?.kind === 'block' ? node.short : node?.kind === 'indicator' ? word('row', code) : code;
}
