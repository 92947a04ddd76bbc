// One frame, opened: what it means, where it is taught, and its bytes as numbers.

import { el, many } from './nodes.js';
import { glyph } from './bytes.js';
import { segments } from './wire.js';

const CHAPTERS = {
  '01': 'step01-ping',
  '02': 'step02-get-set',
  '03': 'step03-concurrency',
  '04': 'step04-expiry',
  '05': 'step05-persistence',
  '06': 'step06-lists-hashes',
  final: 'final',
};
const HEX = 96;

/** A link that shows a file of the repository. */
export function fileLink(path, text, ...classes) {
  return el(['a', ...classes].join('.'), { href: `/source/${path}`, target: '_blank', rel: 'noopener' }, text);
}

export function frameCard(state, frame, onclose) {
  const way = frame.dir === 'in' ? `${state.name(frame.c)} asks` : frame.push ? `told to ${state.name(frame.c)}` : `answer to ${state.name(frame.c)}`;
  const pieces = state.rows.filter(
    (row) => row.kind === 'bytes' && row.c === frame.c && row.dir === frame.dir && row.at < frame.to && row.at + row.length > frame.from,
  );
  const folder = CHAPTERS[frame.chapter];
  return el(
    'section.card.frame-card',
    { 'aria-label': 'The opened frame' },
    el('h2', {}, `#${frame.nr ?? state.requestOf(frame)?.nr ?? frame.id} ${way}`, el('button.close', { type: 'button', onclick: onclose, title: 'Close (Esc)' }, '×')),
    el('p.text', {}, frame.text),
    el('p.what', {}, frame.what ?? ''),
    el(
      'p.facts',
      {},
      `${many(frame.to - frame.from, 'byte')} in ${many(pieces.length, 'piece')}`,
      folder ? [' · taught in ', fileLink(`${folder}/README.md`, `chapter ${frame.chapter}`)] : null,
    ),
    hex(state, frame, pieces),
  );
}

/** Eight bytes a line: big enough to be read from the last row. */
function hex(state, frame, pieces) {
  const cells = [];
  for (const piece of pieces) {
    for (const segment of segments(piece, [frame])) {
      if (segment.frame !== frame) continue;
      for (const run of segment.runs) {
        if (run.left) cells.push({ role: 'left', text: '…', sign: `${run.left} bytes` });
        else for (const b of run.bytes) cells.push({ role: run.role, text: b.toString(16).padStart(2, '0'), sign: glyph(b) });
      }
    }
  }
  const shown = cells.slice(0, HEX);
  return el(
    'div.hex',
    { role: 'img', 'aria-label': 'The bytes in hexadecimal' },
    shown.map((cell) => el(`span.h.${cell.role}`, {}, el('b', {}, cell.text), el('i', {}, cell.sign))),
    cells.length > HEX ? el('span.more', {}, `and ${many(cells.length - HEX, 'byte')} more`) : null,
  );
}
