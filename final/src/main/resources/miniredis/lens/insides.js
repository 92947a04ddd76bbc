// The insides: a tab for each view that the subject can show, and cards for those that are chosen.

import { byId, el, kbd } from './nodes.js';
import { fileLink } from './frame.js';
import { deadlines } from './views/deadlines.js';
import { dictionary } from './views/dictionary.js';
import { encodings } from './views/encodings.js';
import { keyspace } from './views/keyspace.js';
import { log } from './views/log.js';
import { memory } from './views/memory.js';
import { race } from './views/race.js';
import { snapshot } from './views/snapshot.js';
import { threads } from './views/threads.js';
import { turns } from './views/turns.js';
import { waiting } from './views/waiting.js';

/** The order of the tabs, and so of the keys 1, 2, ... */
const VIEWS = { keyspace, deadlines, log, threads, race, dictionary, encodings, memory, waiting, snapshot, turns };
/** What is shown before anybody chooses, if the subject has it. */
const FIRST = ['keyspace', 'log', 'threads', 'deadlines', 'dictionary'];
const MOST = 3;

export class Insides {
  /** Chosen by hand or by a scene; null: by what there is. */
  chosen = null;

  /** Draws the tabs and cards; extra is a card to stand above them, or null. */
  draw(state, extra) {
    const names = this.names(state);
    const shown = this.shown(names);
    this.drawTabs(state, names, shown);
    const cards = shown.map((name) => this.card(state, name));
    if (names.length === 0) cards.push(nothing(state));
    const wanted = extra ? [extra, ...cards] : cards;
    const box = byId('cards');
    if (box.children.length !== wanted.length || wanted.some((card, i) => card !== box.children[i])) box.replaceChildren(...wanted);
  }

  names(state) {
    const known = Object.keys(VIEWS).filter((name) => name in state.views);
    return [...known, ...Object.keys(state.views).filter((name) => !(name in VIEWS))];
  }

  shown(names) {
    const chosen = (this.chosen ?? FIRST).filter((name) => names.includes(name));
    return (chosen.length > 0 ? chosen : names).slice(0, this.chosen ? MOST : 2);
  }

  /** Shows the view with this number alone, or, with others, beside them. */
  choose(state, number, beside) {
    const name = this.names(state)[number - 1];
    if (name) this.open(state, name, beside);
  }

  open(state, name, beside) {
    const shown = this.shown(this.names(state));
    if (!beside) this.chosen = [name];
    else if (!shown.includes(name)) this.chosen = [...shown, name].slice(-MOST);
    else this.chosen = shown.length > 1 ? shown.filter((one) => one !== name) : shown;
  }

  drawTabs(state, names, shown) {
    const fresh = names.filter((name) => state.last && state.last.t - (state.changed[name] ?? -1e9) < 800);
    const box = byId('tabs');
    const made = JSON.stringify([names, shown, fresh]);
    if (box.made === made) return;
    box.made = made;
    const focused = box.contains(document.activeElement) ? document.activeElement.dataset.view : null;
    box.replaceChildren(
      ...names.map((name, i) =>
        el(
          `button.tab${fresh.includes(name) ? '.fresh' : ''}`,
          {
            type: 'button',
            role: 'tab',
            'data-view': name,
            'aria-selected': String(shown.includes(name)),
            onclick: (event) => {
              // By its name: there may be more views by now than there are tabs.
              this.open(state, name, event.shiftKey);
              this.onchange?.();
            },
          },
          i < 9 ? kbd(String(i + 1)) : '',
          name,
        ),
      ),
    );
    if (focused) box.querySelector(`[data-view="${CSS.escape(focused)}"]`)?.focus();
  }

  cards = new Map();

  /** A card is made anew only when its view has changed. */
  card(state, name) {
    const view = state.views[name];
    const at = state.told[name] ?? 0;
    const old = this.cards.get(name);
    if (old?.view === view) return old.node;
    const node = el(
      'section.card',
      { 'data-view': name, 'aria-label': view.title ?? name },
      el('h2', {}, view.title ?? name, origin(view)),
      body(state, view, name, at).flat(3).filter(Boolean),
    );
    if (old) flash(old.node, node);
    this.cards.set(name, { view, node });
    return node;
  }
}

function origin(view) {
  if (!view.class) return null;
  return view.file ? fileLink(view.file, view.class, 'origin') : el('span.origin', {}, view.class);
}

function body(state, view, name, at) {
  const reason = view.unseen;
  if (reason) return [el('p.quiet', {}, `Not to be seen here: ${reason}`)];
  return (VIEWS[name] ?? plain)(view, at, (number) => state.called(number));
}

/** A view that this page does not know yet: its data as they came. */
function plain(view) {
  return [el('pre', {}, JSON.stringify(view, null, 1).slice(0, 2000))];
}

/** Rows that are new or different stand out for a moment. */
function flash(old, node) {
  const before = new Set([...old.querySelectorAll('tbody tr')].map(still));
  for (const row of node.querySelectorAll('tbody tr')) if (!before.has(still(row))) row.classList.add('flash');
}

const still = (row) => [...row.cells].map((cell) => (cell.querySelector('.ttl') ? '' : cell.textContent)).join('\u0000');

function nothing(state) {
  const can = state.hello?.can ?? [];
  return el('section.card', {}, el('p.quiet', {}, can.includes('inside') ? 'Nothing seen yet.' : 'Only the wire is to be seen here: this server is not one of ours.'));
}
