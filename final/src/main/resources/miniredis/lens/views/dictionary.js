// A hash table as a field of cells; of a large one that is made of many, the first of them.

import { count, el, many } from '../nodes.js';

const SIDE = 14;
const ACROSS = 32;

export function dictionary(view) {
  const tables = view.tables ?? [];
  const pieces = view.count ?? tables.length;
  return [
    el('p', {}, `${many(view.size, 'key')}`, pieces > 1 ? ` in ${pieces} segments${pieces > tables.length ? `, of which ${tables.length} are shown` : ''}` : ''),
    ...tables.map((one, i) => field(one, tables.length > 1 ? `segment ${i + 1}` : 'table')),
    el(
      'p.legend',
      {},
      el('span.cell.full', {}),
      ' at home ',
      el('span.cell.displaced', {}),
      ' collided ',
      el('span.cell.empty', {}),
      ' free',
    ),
  ];
}

function field(table, name) {
  const cells = table.cells ?? [];
  const rows = Math.max(1, Math.ceil(cells.length / ACROSS));
  const canvas = el('canvas', { role: 'img', 'aria-label': `${name}: ${table.used} of ${table.slots} slots used` });
  const scale = globalThis.devicePixelRatio ?? 1;
  canvas.width = ACROSS * SIDE * scale;
  canvas.height = rows * SIDE * scale;
  canvas.style.width = `${ACROSS * SIDE}px`;
  canvas.style.height = `${rows * SIDE}px`;
  // It takes the colours of the page, which it knows only once it stands there.
  queueMicrotask(() => requestAnimationFrame(() => paint(canvas, cells, scale)));
  const share = Math.round((100 * table.used) / Math.max(1, table.slots));
  return el(
    'figure',
    {},
    el('figcaption', {}, `${name}: ${count(table.used)} of ${count(table.slots)} slots, ${share}% full`, table.every > 1 ? `; one in ${count(table.every)} shown` : ''),
    canvas,
  );
}

/** Each kind differs in form as well as in colour. */
function paint(canvas, cells, scale) {
  const pen = canvas.getContext('2d');
  // A variable of the page may stand for one colour in the light and another in the dark: asked as a colour, it is one.
  const colour = (name) => {
    canvas.style.color = `var(${name})`;
    return getComputedStyle(canvas).color;
  };
  pen.scale(scale, scale);
  const [line, green, orange, paper] = ['--line', '--green', '--orange', '--paper'].map(colour);
  cells.forEach((cell, i) => {
    const x = (i % ACROSS) * SIDE + 1;
    const y = Math.floor(i / ACROSS) * SIDE + 1;
    const side = SIDE - 3;
    pen.strokeStyle = line;
    pen.lineWidth = 1;
    pen.strokeRect(x + 0.5, y + 0.5, side, side);
    if (cell === 1 || cell === 2) {
      pen.fillStyle = cell === 1 ? green : orange;
      pen.fillRect(x + 1, y + 1, side - 1, side - 1);
    }
    if (cell === 2) {
      pen.fillStyle = paper;
      pen.fillRect(x + 4, y + 4, side - 7, side - 7);
    }
  });
}
