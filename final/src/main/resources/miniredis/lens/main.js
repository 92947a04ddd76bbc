// The page: events come in, are folded, and what they come to is drawn; keys and buttons ask the lens for more.

import { ask, tell } from './ask.js';
import { Console, breakRow, enable } from './console.js';
import { byId, count, el, kbd, setText, span } from './nodes.js';
import { frameCard } from './frame.js';
import { Insides } from './insides.js';
import { Scenes, sceneList } from './scene.js';
import { Store } from './store.js';
import { Time } from './time.js';
import { tick } from './views/table.js';
import { verdictCard } from './verdict.js';
import { drawWire, keyOf, neighbour } from './wire.js';

const store = new Store();
const time = new Time(store, () => soon());
const insides = new Insides();
const scenes = new Scenes();
const lines = new Console();
let connected = false;
let selected = null;
let opened = false;
let dismissed = null;

// ---- What can be done, by key and by button. The order is that of the help.

const actions = {
  flow: { key: 'Space', text: 'Pause: requests wait before the server; again: go on', run: flow },
  one: { key: '.', text: 'Let one request through', run: () => (time.recording ? time.move(1) : ask({ do: 'step' })) },
  slower: { key: '-', text: 'Slower', run: () => speed(0.5) },
  faster: { key: '+', text: 'Faster', run: () => speed(2) },
  back: { key: 'ArrowLeft', text: 'Back over what was seen, one event (with Shift: twenty)', run: (event) => time.move(event?.shiftKey ? -20 : -1) },
  forth: { key: 'ArrowRight', text: 'Forth, one event (with Shift: twenty)', run: (event) => time.move(event?.shiftKey ? 20 : 1) },
  first: { key: 'Home', text: 'To the oldest moment', run: () => time.jump(store.start) },
  now: { key: 'End', text: 'To now', run: () => time.toNow() },
  up: { key: 'ArrowUp', text: 'Choose the frame before', run: () => choose(neighbour(selected, -1)) },
  down: { key: 'ArrowDown', text: 'Choose the frame after', run: () => choose(neighbour(selected, 1)) },
  open: { key: 'Enter', text: 'Open the chosen frame: what it means, and its bytes', run: () => open(selected ?? neighbour(null, 0)) },
  escape: { key: 'Escape', text: 'Close what is open; back to now', run: escape },
  views: { key: '1 … 9', text: 'Show this view; with Shift: beside the others', run: null },
  typeA: { key: 'a', text: 'Type as client A (b, c, d: as those)', run: () => lines.choose('A') },
  typeB: { key: 'b', run: () => lines.choose('B') },
  typeC: { key: 'c', run: () => lines.choose('C') },
  typeD: { key: 'd', run: () => lines.choose('D') },
  bytes: { key: '%', text: 'Send byte by byte, or whole', run: () => lines.split() },
  scenes: { key: 's', text: 'The list of scenes', run: listScenes },
  next: { key: 'n', text: 'The next step of the scene', run: () => scenes.next(store.state) },
  look: { key: 'l', text: 'Look inside now', run: () => ask({ do: 'look' }) },
  kill: { key: 'Shift+K', text: 'Kill the server, as kill -9 does', run: () => ask({ do: 'kill' }) },
  power: { key: 'Shift+P', text: 'Cut the power: what was not forced to the disk is gone', run: () => ask({ do: 'power' }) },
  restart: { key: 'Shift+R', text: 'Start the server again', run: () => ask({ do: 'restart' }) },
  stopClock: { key: 't', text: "Stop the server's clock, or let it go on", run: stopClock },
  second: { key: 'Shift+S', text: 'Move the clock one second forward', run: () => ask({ do: 'clock', advance: 1000 }) },
  minute: { key: 'Shift+M', text: 'Move the clock one minute forward', run: () => ask({ do: 'clock', advance: 60_000 }) },
  cut: { key: 'Shift+C', text: 'Cut the connection of the client that is chosen below, after so many bytes', run: () => lines.cut() },
  slow: { key: 'Shift+L', text: 'Let that client read slowly', run: () => lines.slow() },
  race: { key: 'Shift+I', text: 'INCR runs without its lock, with it, or as ever: in the first two, choose who goes on', run: turnRace },
  raceA: { key: 'Shift+A', text: 'In the race: client A goes on', run: () => ask({ do: 'race', step: 'A' }) },
  raceB: { key: 'Shift+B', text: 'In the race: client B goes on', run: () => ask({ do: 'race', step: 'B' }) },
  theme: { key: 'i', text: 'Light or dark', run: turnTheme },
  help: { key: '?', text: 'These keys', run: help },
};

function flow() {
  if (time.recording) return time.play();
  return ask({ do: store.live.status.paused ? 'resume' : 'pause' });
}

function speed(by) {
  if (time.recording) {
    time.rate = Math.max(0.125, Math.min(16, time.rate * by));
    return soon();
  }
  return ask({ do: 'speed', to: Math.max(0.125, Math.min(1, (store.live.status.speed || 1) * by)) });
}

function stopClock() {
  return ask({ do: 'clock', [store.live.status.clock?.stopped ? 'start' : 'stop']: true });
}

/** The next of the ways in which the race can be played. */
function turnRace() {
  const modes = ['off', 'unlocked', 'locked'];
  const now = modes.indexOf(store.live.views.race?.mode ?? 'off');
  insides.chosen = ['race', 'threads', 'keyspace'];
  return ask({ do: 'race', mode: modes[(now + 1) % modes.length] });
}

function choose(key) {
  selected = key;
  soon();
}

function open(key) {
  selected = key;
  opened = key !== null;
  soon();
}

function escape() {
  if (byId('overlay').open) return byId('overlay').close();
  if (opened) opened = false;
  else if (store.state.verdict && dismissed !== store.state.verdict.n) dismissed = store.state.verdict.n;
  else if (!store.isLive && !time.recording) time.toNow();
  else if (scenes.close(store.state)) insides.chosen = null;
  else selected = null;
  soon();
}

function turnTheme() {
  const dark = document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.documentElement.dataset.theme = dark === 'dark' ? 'light' : 'dark';
  insides.cards.clear();
  soon();
}

function overlay(...children) {
  const box = byId('overlay');
  box.replaceChildren(...children.flat().filter(Boolean), el('p.hint', {}, kbd('Esc'), ' closes'));
  if (!box.open) box.showModal();
}

function listScenes() {
  overlay(sceneList(scenes, store.state, () => byId('overlay').close()));
}

function help() {
  const rows = Object.values(actions).filter((action) => action.text);
  overlay(el('h2', {}, 'Keys'), el('dl.keys', {}, rows.map((action) => el('div', {}, el('dt', {}, kbd(nameOf(action.key))), el('dd', {}, action.text)))));
}

const nameOf = (key) => ({ ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' })[key] ?? key.replace('Shift+', '⇧ ');

// ---- Keys

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  if (event.key === 'Escape') {
    if (target.matches('input, select')) target.blur();
    else {
      event.preventDefault();
      escape();
    }
    return;
  }
  if (target.matches('input, select, textarea') || byId('overlay').open) return;
  if (target.matches('button, a') && (event.key === 'Enter' || event.key === ' ')) return;
  if (/^Digit[1-9]$/.test(event.code)) {
    event.preventDefault();
    const number = Number(event.code.slice(5));
    if (!scenes.raise(store.state, number - 1, event.shiftKey ? -1 : 1)) insides.choose(store.state, number, event.shiftKey);
    return soon();
  }
  const action = actionOf(event);
  if (!action?.run) return;
  event.preventDefault();
  action.run(event);
});

function actionOf(event) {
  const key = event.key === ' ' ? 'Space' : event.key === '=' ? '+' : event.key;
  const shifted = /^[A-Z]$/.test(key) ? `Shift+${key}` : null;
  const all = Object.values(actions);
  if (shifted) return all.find((action) => action.key === shifted);
  return all.find((action) => action.key === key);
}

// ---- Drawing: not more often than the eye wants it, and less often when it takes long.

let planned = false;
let pauseMs = 50;

function soon() {
  if (planned) return;
  planned = true;
  setTimeout(() => requestAnimationFrame(draw), pauseMs);
}

function draw() {
  planned = false;
  const begin = performance.now();
  const { state } = store;
  drawTop(state);
  scenes.draw(state);
  drawWire(state, selected, open);
  insides.draw(state, extraCard(state));
  lines.offer(state);
  enable(state);
  time.draw(state, connected);
  tick(byId('cards'), clockNow(state));
  pauseMs = Math.max(50, Math.min(500, 3 * (performance.now() - begin)));
}

/** The server's clock may stand still while ours goes on. */
function clockNow(state) {
  return state.status.clock?.stopped ? null : time.now();
}

setInterval(() => tick(byId('cards'), clockNow(store.state)), 100);

let extra = { key: null, node: null };

/** The card above the views: what survived, or the opened frame. It is made once. */
function extraCard(state) {
  const frame = opened ? state.frames.find((one) => keyOf(one) === selected) : null;
  const verdict = state.verdict && dismissed !== state.verdict.n ? state.verdict : null;
  const key = frame ? `f${frame.n}` : verdict ? `v${verdict.n}` : null;
  if (extra.key !== key) {
    const node = frame ? frameCard(state, frame, escape) : verdict ? verdictCard(verdict, escape) : null;
    extra = { key, node };
    byId('cards').scrollTop = 0;
  }
  return extra.node;
}

function drawTop(state) {
  const { hello, status } = state;
  if (hello) {
    setText(byId('subject'), hello.title ?? hello.subject);
    document.title = `${hello.title ?? hello.subject}: the lens`;
    setText(byId('address'), hello.port ? `nc 127.0.0.1 ${hello.port}` : '');
  }
  byId('address').hidden = !hello?.port || time.recording;
  const chip = byId('status');
  const paused = status.paused ? `❚❚ paused${status.held ? `, ${count(status.held)} held` : ''}` : null;
  setText(chip, !status.running ? '✗ server is down' : (paused ?? '▶ running'));
  chip.className = `chip ${!status.running ? 'bad' : status.paused ? 'past' : 'good'}`;
  const { clock } = status;
  byId('clock').hidden = !clock || (!clock.stopped && !clock.offset);
  setText(byId('clock'), `clock ${clock?.stopped ? 'stopped ' : ''}${clock?.offset ? `${clock.offset > 0 ? '+' : ''}${span(clock.offset)}` : ''}`);
  drawSampled(state);
  const playing = time.recording ? time.playing : !status.paused;
  setText(byId('flow'), playing ? '❚❚ Pause' : '▶ Go on');
  setText(byId('speed'), `${time.recording ? time.rate : (status.speed ?? 1)}×`);
}

/** Says that not everything is shown, for a while after it was so. */
function drawSampled(state) {
  const { sampled } = state;
  const recent = sampled && (state.last?.t ?? 0) - sampled.t < 3000;
  byId('rate').hidden = !recent;
  if (recent) setText(byId('rate'), `${sampled.commands ? `${count(Math.round(sampled.commands))}/s, ` : ''}${count(sampled.skipped)} not shown`);
}

// ---- Events

let stream = null;

function listen() {
  if (stream) return;
  const source = new EventSource('/events');
  stream = source;
  source.onopen = () => {
    connected = true;
    soon();
  };
  // The browser would go on behind the last number that it has heard. But the next lens counts from 1 again.
  source.onerror = () => {
    hangUp(source);
    setTimeout(() => document.hidden || listen(), 1000);
  };
  source.onmessage = (message) => take(JSON.parse(message.data), source);
}

function hangUp(source) {
  source.close();
  if (source !== stream) return;
  stream = null;
  connected = false;
  soon();
}

// A browser has six connections to a server, for all its pages: one that nobody sees gives up its own.
document.addEventListener('visibilitychange', () => {
  if (time.recording) return;
  if (document.hidden && stream) hangUp(stream);
  else if (!document.hidden && !stream) listen();
});

function take(event, source) {
  if (event.kind === 'hello' && event.subject === 'recording') {
    source.close();
    loadRecording();
    return;
  }
  if (event.kind === 'hello' && event.can.includes('inside') && Object.keys(store.live.views).length === 0) ask({ do: 'look' }, true);
  store.add(event);
  time.heard(event);
  soon();
}

async function loadRecording() {
  const text = await (await fetch('/recording')).text();
  connected = true;
  time.recording = true;
  scenes.recorded = () => time.nextStep();
  byId('bottom').hidden = true;
  store.clear();
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    try {
      store.add(JSON.parse(line));
    } catch {
      tell('The recording is cut off here.');
      break;
    }
  }
  store.go(store.start, true);
  time.move(1);
}

// ---- The beginning

new ResizeObserver(() => (byId('rows').scrollTop = byId('rows').scrollHeight)).observe(byId('rows'));
byId('bottom').append(lines.row, breakRow(lines, actions));
for (const [id, name] of [['flow', 'flow'], ['one', 'one'], ['slower', 'slower'], ['faster', 'faster'], ['now', 'now'], ['scenes-button', 'scenes'], ['help-button', 'help']]) {
  byId(id).addEventListener('click', () => actions[name].run());
}
insides.onchange = soon;
scenes.onlook = (views) => {
  insides.chosen = views;
  soon();
};
scenes.onlist = listScenes;
await scenes.load();
listen();
soon();
