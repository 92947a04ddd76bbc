// The foot of the page: what to send, and what to break.

import { ask } from './ask.js';
import { byId, el, kbd } from './nodes.js';
import { encode, request, unescape, words } from './bytes.js';

const CLIENTS = ['A', 'B', 'C', 'D'];
/** How a typed line becomes bytes. */
const FORMS = {
  words: { title: 'as redis-cli sends it', bytes: (line) => request(words(line)), hint: 'SET name "Ann Lee"' },
  line: { title: 'the line and CR LF, as nc -C', bytes: (line) => Uint8Array.from([...new TextEncoder().encode(line), 13, 10]), hint: 'PING' },
  bytes: { title: 'exactly these bytes', bytes: (line) => unescape(line), hint: '*1\\r\\n$4\\r\\nPI' },
};

export class Console {
  client = 'A';
  form = 'words';
  slowly = false;
  history = [];
  back = 0;

  constructor() {
    this.input = el('input', { id: 'line', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': 'What to send', onkeydown: (event) => this.recall(event) });
    this.clients = CLIENTS.map((name) => el('button.client', { type: 'button', 'data-client': name, title: `Type as client ${name}`, onclick: () => this.choose(name) }, name));
    this.forms = el(
      'select',
      { 'aria-label': 'How the line becomes bytes', onchange: (event) => this.become(event.target.value) },
      Object.entries(FORMS).map(([name, form]) => el('option', { value: name }, `${form.title}`)),
    );
    this.toggle = el('button.toggle', { type: 'button', 'aria-pressed': 'false', onclick: () => this.split(), title: 'Send each byte by itself' }, 'byte by byte ', kbd('%'));
    this.target = el('select', { id: 'target', 'aria-label': 'The client to disturb' });
    this.after = number('after', 10);
    this.rate = number('rate', 20);
    this.row = el(
      'form.say',
      {
        onsubmit: (event) => {
          event.preventDefault();
          this.send();
        },
      },
      this.clients,
      this.input,
      this.forms,
      this.toggle,
      el('button.send', { type: 'submit' }, 'Send ', kbd('↵')),
    );
    this.choose('A');
    this.become('words');
  }

  choose(name) {
    this.client = name;
    for (const button of this.clients) button.setAttribute('aria-pressed', String(button.textContent === name));
    this.input.focus();
  }

  become(form) {
    this.form = form;
    this.forms.value = form;
    this.input.placeholder = FORMS[form].hint;
  }

  split() {
    this.slowly = !this.slowly;
    this.toggle.setAttribute('aria-pressed', String(this.slowly));
  }

  async send() {
    const line = this.input.value;
    if (line === '') return;
    this.history.push(line);
    this.back = 0;
    this.input.value = '';
    const bytes = encode(FORMS[this.form].bytes(line));
    await ask(this.slowly ? { do: 'split', client: this.client, bytes, every: 1 } : { do: 'send', client: this.client, bytes });
  }

  /** The lines that were sent before, by the arrow keys. */
  recall(event) {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.back = Math.max(0, Math.min(this.history.length, this.back + step));
    this.input.value = this.back === 0 ? '' : this.history.at(-this.back);
  }

  /** The clients that can be cut or slowed, as they are now. */
  offer(state) {
    const open = [...state.clients.values()].filter((client) => client.open).slice(-40);
    const key = open.map((client) => `${client.c}:${client.name}`).join();
    if (this.target.made === key) return;
    const before = this.target.value;
    this.target.made = key;
    this.target.replaceChildren(...open.map((client) => el('option', { value: client.c }, `client ${client.name}`)));
    if (open.some((client) => String(client.c) === before)) this.target.value = before;
  }

  cut() {
    if (this.target.value) ask({ do: 'cut', c: Number(this.target.value), after: Number(this.after.value) });
  }

  slow() {
    if (this.target.value) ask({ do: 'slow', c: Number(this.target.value), bytesPerSecond: Number(this.rate.value) });
  }
}

function number(name, value) {
  return el('input.small', { type: 'number', name, min: 0, max: 1_000_000, value, title: name === 'after' ? 'after so many bytes' : 'bytes a second', 'aria-label': name === 'after' ? 'after so many bytes' : 'bytes a second' });
}

/** The buttons that break things; each is there only if the subject can. */
export function breakRow(console, actions) {
  const button = (name, text) => {
    const action = actions[name];
    return el(`button.break`, { type: 'button', 'data-action': name, title: action.text, onclick: () => action.run() }, text, ' ', kbd(action.key.replace('Shift+', '⇧')));
  };
  return el(
    'div.breaks',
    {},
    group('disturb', console.target, button('cut', 'Cut after'), console.after, button('slow', 'Slow'), console.rate),
    group('kill', button('kill', 'Kill −9')),
    group('power', button('power', 'Power cut')),
    group('kill', button('restart', 'Start')),
    group('clock', button('stopClock', 'Clock'), button('second', '+1 s'), button('minute', '+1 min')),
    group('race', button('race', 'Race'), el('span', { id: 'racers' }, button('raceA', 'A'), ' ', button('raceB', 'B'))),
  );
}

function group(can, ...parts) {
  return el('span.group', { 'data-can': can }, parts);
}

/** Shows what this subject can do, and only that. */
export function enable(state) {
  const can = new Set(state.hello?.can ?? []);
  for (const part of byId('bottom').querySelectorAll('[data-can]')) {
    const wanted = part.dataset.can;
    part.hidden = wanted === 'disturb' ? !can.has('control') : !can.has(wanted);
  }
  byId('racers').hidden = (state.views.race?.mode ?? 'off') === 'off';
}
