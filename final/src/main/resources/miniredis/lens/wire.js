// The wire: a column for each client, a box for each piece as one read of the socket gave it, the oldest above.

import { byId, count, el, many } from './nodes.js';
import { decode, glyphs, marked } from './bytes.js';

const LANES = 4;
const NODES = 420;
const WHOLE = 420;
const HEAD = 300;
/** A piece so short needs no words to say that it goes on. */
const SHORT = 8;
const TAIL = 32;
/** Fewer bytes than these are not cut out of a frame: the words for it would be longer. */
const CUT = 48;
/** So many pieces of one byte stand side by side in one row at the most. */
const DRIP = 64;

/** The nodes that stand there, by the number of their first event; each remembers what it was made of. */
let standing = new Map();

export const keyOf = (frame) => `${frame.c}.${frame.dir}.${frame.id}`;

/** Draws the wire; selected is the key of a frame or null, onopen is told of a frame that is clicked. */
export function drawWire(state, selected, onopen) {
  const lanes = lanesOf(state);
  drawHeads(state, lanes);
  const nodes = [];
  const kept = new Map();
  let left = NODES;
  const laneOf = (event) => lanes.findIndex((client) => client.c === event.c);
  const groups = grouped(state.rows.filter((event) => event.c === undefined || laneOf(event) >= 0));
  for (let i = groups.length - 1; i >= 0 && left > 0; i--) {
    const node = reuse(state, groups[i], laneOf(groups[i][0]), lanes.length, onopen);
    left -= node.cost;
    nodes.unshift(node);
    kept.set(groups[i][0].n, node);
  }
  standing = kept;
  show(nodes, state);
  select(state, selected);
}

/** What is shown in one row: pieces of one byte that follow each other in one direction, or else one event. */
function grouped(rows) {
  const groups = [];
  const drops = (event) => event.kind === 'bytes' && event.length === 1;
  for (const event of rows) {
    const group = groups.at(-1);
    const before = group?.[0];
    const goesOn = before && drops(event) && drops(before) && event.c === before.c && event.dir === before.dir && group.length < DRIP;
    if (goesOn) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

/** Those who said something last, in the order in which they came. */
function lanesOf(state) {
  const found = new Map();
  for (let i = state.rows.length - 1; i >= 0 && found.size < LANES; i--) {
    const { c, kind } = state.rows[i];
    // Who only says goodbye has no lane of its own.
    const counts = c !== undefined && (kind === 'bytes' || state.clients.get(c)?.open);
    if (counts && !found.has(c)) found.set(c, state.clients.get(c) ?? { c, name: String(c), open: true });
  }
  return [...found.values()].sort((one, other) => one.c - other.c);
}

function drawHeads(state, lanes) {
  const open = [...state.clients.values()].filter((client) => client.open).length;
  const more = open - lanes.filter((client) => client.open).length;
  const heads = lanes.map((client) =>
    el(`div.head.lane${client.open ? '' : '.closed'}`, {}, el('b', {}, `client ${client.name}`), client.open ? '' : ' (gone)'),
  );
  const key = JSON.stringify([lanes, more]);
  const box = byId('lanes');
  if (box.made === key) return;
  box.made = key;
  box.replaceChildren(el('div.when', {}, more > 0 ? `+${count(more)}` : ''), ...heads);
}

function reuse(state, events, lane, lanes, onopen) {
  const [event] = events;
  const frames = events.map((one) => (one.kind === 'bytes' ? state.framesIn(one.c, one.dir, one.at, one.at + one.length) : []));
  const tail = event.kind === 'bytes' && isTail(state, events.at(-1));
  const made = `${lane}/${lanes}:${events.length}:${frames.map((some) => some.map((frame) => frame.id))}:${tail}`;
  const old = standing.get(event.n);
  if (old?.made === made) return old;
  const node = el(`div.row.${event.kind}`, { 'data-n': event.n }, el('div.when', {}, (event.t / 1000).toFixed(3)));
  const content = events.length > 1 ? drip(state, events, frames, onopen) : CONTENT[event.kind](state, event, frames[0], onopen);
  content.style.gridColumn = lane < 0 ? '2 / -1' : String(lane + 2);
  node.style.setProperty('--lanes', Math.max(1, lanes));
  node.append(content);
  node.made = made;
  node.cost = node.querySelectorAll('*').length + 1;
  return node;
}

/** Whether nothing has come after this piece in its direction: only there can an unfinished frame still grow. */
function isTail(state, event) {
  const last = state.rows.findLast((row) => row.kind === 'bytes' && row.c === event.c && row.dir === event.dir);
  return last === event;
}

const CONTENT = {
  bytes: piece,
  client: (state, event) =>
    el(
      `div.mark.${event.what === 'open' ? 'came' : 'went'}`,
      {},
      event.what === 'open' ? `○ ${state.name(event.c)} connects` : `● ${state.name(event.c)} is gone`,
      event.why ? `: ${event.why}` : '',
    ),
  note: (state, event) => el(`div.mark.${event.tone ?? 'info'}`, {}, `${SIGNS[event.tone] ?? '•'} ${event.text}`),
  verdict: (state, event) => el(`div.mark.${event.lost?.length > 0 ? 'bad' : 'good'}`, {}, `⚡ ${event.text}`),
};
const SIGNS = { info: '•', good: '✓', bad: '⚠' };

// ---- One piece

function piece(state, event, frames, onopen) {
  const node = el(`div.piece.${event.dir}`, { title: titleOf(event) });
  let hidden = 0;
  for (const segment of segments(event, frames)) {
    if (segment.runs.length === 0) {
      hidden++;
      continue;
    }
    node.append(segmentNode(state, event, segment, onopen));
  }
  if (hidden > 0) node.append(el('div.hidden', {}, `and ${many(hidden, 'frame')} more in this piece`));
  return node;
}

/** Pieces of one byte each, side by side; behind the last byte of a frame stands what it was. */
function drip(state, events, frames, onopen) {
  const node = el(`div.drip.${events[0].dir}`);
  events.forEach((event, i) => {
    const frame = frames[i][0] ?? null;
    const key = frame ? keyOf(frame) : null;
    const run = { role: event.parts?.[0]?.[0] ?? 'junk', bytes: decode(event.data) };
    const tag = `${frame ? 'button.segment' : 'div'}.piece.${event.dir}${frame?.push ? '.push' : ''}`;
    node.append(el(tag, { title: titleOf(event), type: frame && 'button', 'data-frame': key, onclick: frame && (() => onopen(key)) }, runNode(run)));
    if (frame && frame.to === event.at + 1) node.append(el('span.label', {}, labelOf(state, frame)));
  });
  const last = events.at(-1);
  if (frames.at(-1).length === 0 && isTail(state, last)) node.append(el('span.label.waits', {}, '… not whole yet'));
  return node;
}

function titleOf(event) {
  const way = event.dir === 'in' ? 'to the server' : 'to the client';
  return `${many(event.length, 'byte')} ${way}, in one piece, from offset ${count(event.at)}`;
}

/** The parts of a piece that belong to one frame each, or to a frame whose end has not come. */
export function segments(event, frames) {
  const end = event.at + event.length;
  const found = [];
  let at = event.at;
  for (const frame of frames) {
    if (frame.from > at) found.push({ frame: null, from: at, to: frame.from });
    found.push({ frame, from: Math.max(at, frame.from), to: Math.min(end, frame.to) });
    at = Math.min(end, frame.to);
  }
  if (at < end) found.push({ frame: null, from: at, to: end });
  const bytes = decode(event.data);
  for (const segment of found) segment.runs = runs(event, bytes, segment.from - event.at, segment.to - event.at);
  return found;
}

/** The bytes of a range of a piece, in runs of one role; what is too long to show is a run with "left". Nothing, if none of it is shown. */
function runs(event, bytes, from, to) {
  const [low, high] = cutOf(event, bytes, from, to);
  if (low <= from && high >= to) return [];
  const found = [];
  let at = 0;
  for (const [role, length] of event.parts ?? [['junk', event.length]]) {
    const start = Math.max(at, from);
    const end = Math.min(at + length, to);
    at += length;
    if (start >= end) continue;
    const take = (begin, stop) => begin < stop && found.push({ role, bytes: bytes.slice(index(event, bytes, begin), index(event, bytes, stop - 1) + 1) });
    take(start, Math.min(end, low));
    if (low < high && start <= low && low < end) found.push({ role, left: high - low });
    take(Math.max(start, high), end);
  }
  return found;
}

/** The middle of a range that is left out, [low, high): what lies in the middle of a long piece, unless that is too little. */
function cutOf(event, bytes, from, to) {
  const none = [to, to];
  if (!event.left && event.length <= WHOLE) return none;
  const low = Math.max(from, HEAD);
  const high = Math.min(to, event.length - TAIL);
  if (low >= high) return none;
  const known = !event.left || high <= bytes.length - TAIL;
  const all = low === from && high === to;
  return known && !all && high - low < CUT ? none : [low, high];
}

/** Where a byte of the piece stands in what was sent of it: the middle of a long piece is not. */
function index(event, bytes, offset) {
  const left = event.left ?? 0;
  return left > 0 && offset >= bytes.length - TAIL + left ? offset - left : offset;
}

function segmentNode(state, event, segment, onopen) {
  const { frame } = segment;
  const begins = frame ? frame.from >= event.at : true;
  const ends = frame ? frame.to <= event.at + event.length : !isTail(state, event);
  const bytes = el('span.bytes', {}, segment.runs.map(runNode));
  const classes = `segment${begins ? '' : '.goes-on'}${ends ? '' : '.open'}`;
  if (!frame) {
    return el(`div.${classes}`, {}, bytes, ends ? null : el('span.label', {}, '… not whole yet'));
  }
  const key = keyOf(frame);
  const label = ends ? el('span.label', {}, labelOf(state, frame)) : event.length > SHORT ? el('span.label', {}, '… goes on') : null;
  return el(`button.${classes}${frame.push ? '.push' : ''}`, { type: 'button', 'data-frame': key, onclick: () => onopen(key) }, bytes, label);
}

export function runNode(run) {
  if (run.left) return el('span.left', {}, ` … ${many(run.left, 'byte')} … `);
  return el(`span.r.${run.role}`, {}, run.role === 'crlf' ? marked(run.bytes) : glyphs(run.bytes));
}

function labelOf(state, frame) {
  const text = frame.text.length > 64 ? `${frame.text.slice(0, 63)}…` : frame.text;
  if (frame.dir === 'in') return [el('b', {}, `#${frame.nr ?? frame.id} `), text];
  if (frame.push) return [el('b', {}, 'push '), text];
  return [el('b', {}, `↩${frame.answers === undefined ? '' : ` #${state.requestOf(frame)?.nr ?? frame.answers}`} `), text];
}

// ---- What is shown, and which frame is chosen

function show(nodes, state) {
  const box = byId('rows');
  const same = box.children.length === nodes.length + 1 && nodes.every((node, i) => box.children[i] === node);
  const link = byId('link') ?? svg('svg', { id: 'link' });
  if (nodes.length === 0) {
    box.replaceChildren(empty(state), link);
  } else if (!same) {
    const focused = document.activeElement?.dataset?.frame;
    box.replaceChildren(...nodes, link);
    if (focused) box.querySelector(`[data-frame="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    box.scrollTop = box.scrollHeight;
  }
}

function empty(state) {
  const port = state.hello?.port;
  return el(
    'div.nothing',
    {},
    el('p', {}, 'No byte has passed yet.'),
    port ? el('p', {}, 'Type in a terminal: ', el('code', {}, `nc 127.0.0.1 ${port}`), ', or type below.') : null,
  );
}

/** Marks a frame and the frame at the other end of its question, with a line between them. */
function select(state, selected) {
  const box = byId('rows');
  for (const node of box.querySelectorAll('.chosen, .partner')) node.classList.remove('chosen', 'partner');
  const link = byId('link');
  link.replaceChildren();
  const frame = state.frames.find((one) => keyOf(one) === selected);
  if (!frame) return;
  const partner = frame.dir === 'in' ? state.replyTo(frame) : state.requestOf(frame);
  const mine = nodesOf(box, keyOf(frame));
  const other = partner ? nodesOf(box, keyOf(partner)) : [];
  mine.forEach((node) => node.classList.add('chosen'));
  other.forEach((node) => node.classList.add('partner'));
  if (mine.length && other.length) join(box, link, mine.at(-1), other.at(-1));
}

const nodesOf = (box, key) => [...box.querySelectorAll(`[data-frame="${CSS.escape(key)}"]`)];

function join(box, link, from, to) {
  const frame = box.getBoundingClientRect();
  const middle = (node) => {
    const place = node.getBoundingClientRect();
    return { x: place.left - frame.left, y: place.top + place.height / 2 - frame.top + box.scrollTop };
  };
  const [a, b] = [middle(from), middle(to)];
  const x = Math.min(a.x, b.x) - 12;
  link.setAttribute('height', box.scrollHeight);
  link.setAttribute('width', box.clientWidth);
  link.append(svg('path', { d: `M${a.x} ${a.y}H${x}V${b.y}H${b.x}` }), svg('circle', { cx: b.x, cy: b.y, r: 4 }));
}

function svg(tag, attributes) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** The frame that stands after (or before) another on the page, for the arrow keys. */
export function neighbour(selected, step) {
  const keys = [...new Set([...byId('rows').querySelectorAll('[data-frame]')].map((node) => node.dataset.frame))];
  if (keys.length === 0) return null;
  const at = keys.indexOf(selected);
  const next = at < 0 ? keys.length - 1 : Math.max(0, Math.min(keys.length - 1, at + step));
  byId('rows').querySelector(`[data-frame="${CSS.escape(keys[next])}"]`)?.scrollIntoView({ block: 'nearest' });
  return keys[next];
}
