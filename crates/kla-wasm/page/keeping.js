// Keeping: the browser holds what was filled in, so that nothing is lost when the page is closed.

function keep() {
  stored.dirty = true;
  try {
    localStorage.setItem(KEY, JSON.stringify({ draft, rules, lang, view, shown }));
    const now = new Date();
    const two = (value) => String(value).padStart(2, '0');
    stored = { works: true, at: `${two(now.getHours())}.${two(now.getMinutes())}`, dirty: false };
  } catch {
    stored = { works: false, at: '', dirty: true };
  }
}

function changed() {
  clearTimeout(timers.score);
  clearTimeout(timers.keep);
  stored.dirty = true;
  timers.score = setTimeout(() => { score(); fields(); }, WAIT);
  timers.keep = setTimeout(() => { keep(); standing(); }, 2 * WAIT);
}

/** What an earlier visit left, if it can be read. */
function recall() {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return;
    const found = JSON.parse(text);
    lang = Object.hasOwn(WORDS, found.lang) ? found.lang : 'id';
    view = [0, 1, 2, 3].includes(found.view) ? found.view : 0;
    shown = found.shown ?? '';
    rules = found.rules ?? null;
    draft = { ...fresh(), ...found.draft };
    if (draft.region) notice('fine', word('restored'));
  } catch (error) {
    if (error instanceof DOMException) stored.works = false;
    else aside();
  }
}

/** Puts what cannot be read where the next saving does not write over it. */
function aside() {
  draft = fresh();
  rules = null;
  [view, shown] = [0, ''];
  try { localStorage.setItem(`${KEY}-rusak`, localStorage.getItem(KEY)); } catch { /* it stays where it is */ }
  notice('wrong', word('broken'));
}
