// What is around every view: the line that stays in sight, the steps, messages, dialogs.

function notice(kind, text, items = []) {
  notices = [{ kind, text, items }];
  const box = at('notices');
  if (box) box.replaceChildren(...noticeBoxes());
  box?.scrollIntoView({ block: 'center' });
}

function noticeBoxes() {
  return notices.map(({ kind, text, items }) => h('div', { class: `notice ${kind}`, role: 'status' }, h('p', {}, text),
    items.length > 0 && h('ul', {}, items.map((item) => h('li', {}, nodes.has(item)
      ? [h('button', { class: 'quiet', onclick: () => go(item) }, word('goTo', item)), ' ', (outcome.fields.get(item) ?? []).map(said).join('; ')]
      : item)))));
}

const regionOf = (code) => regions.find((region) => region.code === code);
const category = (result) => (result.category ? word('category', result.category.name) : word('below'));
const gap = (result) => (result.next ? word('gap', number(result.next.gap, 2), result.next.name) : word('top'));

function frame() {
  document.documentElement.lang = lang;
  const region = regionOf(draft.region);
  const title = region ? `${region.name} ${draft.year}` : word('title');
  document.title = region ? `${title} – ${word('title')}` : title;
  at('skip').textContent = word('skip');
  at('top').replaceWith(h('header', { id: 'top', class: 'letterhead' }, h('div', { class: 'wide' },
    h('div', { class: 'headline' },
      h('div', {}, h('p', { class: 'programme' }, h('b', {}, 'KLA'), word('programme')), h('h1', {}, title)),
      h('button', { class: 'quiet', id: 'lang', lang: lang === 'id' ? 'en' : 'id', onclick: other }, word('other'))),
    h('nav', { 'aria-label': word('way') }, h('ol', {}, WORDS[lang].steps.map((step, position) => h('li', {},
      h('button', { id: `step-${position}`, 'aria-current': view === position ? 'page' : null, onclick: () => show(position) }, step))))))));
  at('standing')?.remove();
  at('top').after(h('section', { id: 'standing', class: 'standing', 'aria-label': word('sofar') }));
  const stamp = outcome.result?.edition;
  at('foot').replaceChildren(h('p', {}, word('offline')), h('p', {}, word('private')),
    stamp ? h('p', {}, word('engine', outcome.result.engine, stamp.id, stamp.revision, stamp.digest.slice(0, 19))) : '');
}

/** The line that stays in sight, and what screen readers hear once typing rests. */
function standing() {
  const { result, wrong } = outcome;
  const saved = !stored.works ? word('noStore') : stored.dirty ? word('saving') : stored.at && draft.region ? word('saved', stored.at) : '';
  const parts = !result ? [h('p', {}, outcome.whole.length > 0 ? outcome.whole.map(said).join('; ') : word('noScore'))] : [
    h('p', { class: 'sum' }, h('b', { id: 'total' }, number(result.total.points, 2)), ` / ${number(result.total.maximum)}`),
    h('p', {}, h('b', { id: 'category' }, category(result))),
    h('p', {}, gap(result)),
    result.completeness.of !== '0' && h('p', {}, word('answered', number(result.completeness.questions), number(result.completeness.of))),
  ];
  if (result && outcome.whole.length > 0) parts.push(h('p', { class: 'flag' }, [said(outcome.whole[0]), outcome.whole.length > 1 && word('andMore', outcome.whole.length - 1)].filter(Boolean).join(' ')));
  if (wrong > 0) parts.push(h('p', { class: 'flag' }, word('wrongs', wrong)));
  at('standing')?.replaceChildren(h('div', { class: 'wide' }, parts, h('p', { class: 'saved', id: 'saved', role: 'status' }, saved)));
  clearTimeout(timers.live);
  timers.live = setTimeout(() => {
    const text = result ? word('live', number(result.total.points, 2), category(result), wrong > 0 ? word('wrongs', wrong) : '') : '';
    if (at('live').textContent !== text) at('live').textContent = text;
  }, 900);
}

function other() {
  lang = lang === 'id' ? 'en' : 'id';
  notices = [];
  keep();
  score();
  render();
  at('lang').focus();
}

function show(next) {
  view = next;
  notices = [];
  score();
  keep();
  render();
  scrollTo(0, 0);
  at('main').focus({ preventScroll: true });
}

function render() {
  frame();
  standing();
  const views = [start, fill, results, report];
  at('main').replaceChildren(h('div', { id: 'notices' }, noticeBoxes()), ...views[view]().flat(9).filter(Boolean));
  fields();
}

/** A field with its label. */
function field(label, control, hint, kind = '') {
  return h('div', { class: `field ${kind}` }, h('label', { for: control.id }, label), control, hint && h('p', { class: 'hint', id: `${control.id}-hint` }, hint));
}

const option = (value, text, chosen) => h('option', { value, selected: chosen }, text);

function ask_to(title, lead, yes, then) {
  const dialog = at('dialog');
  dialog.replaceChildren(h('h2', { id: 'dialog-title' }, title), h('p', {}, lead), h('div', { class: 'row' },
    h('button', { class: 'main', onclick: () => { dialog.close(); then(); } }, yes), h('button', { autofocus: true, onclick: () => dialog.close() }, word('no'))));
  dialog.showModal();
}
