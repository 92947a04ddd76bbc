// The log's tail, byte by byte, with the line between what is on the disk and what is only written.

import { count, el, many } from '../nodes.js';
import { decode, marked } from '../bytes.js';
import { facts } from './table.js';

const SHOWN = 220;

export function log(view) {
  const lost = Math.max(0, view.written - view.forced);
  const tail = decode(view.tail);
  const bytes = tail.slice(Math.max(0, tail.length - SHOWN));
  const from = (view.tailFrom ?? view.written - tail.length) + tail.length - bytes.length;
  const line = Math.max(0, Math.min(bytes.length, view.forced - from));
  return [
    facts([
      ['written', el('b', {}, count(view.written))],
      ['forced', el('b', {}, count(view.forced))],
      ['policy', view.policy],
    ]),
    el(
      'p.tail',
      {},
      from > 0 ? el('span.quiet', {}, '… ') : '',
      el('span.forced', {}, marked(bytes.slice(0, line))),
      el('span.line', { title: 'up to here it is on the disk' }, ''),
      el('span.written', {}, marked(bytes.slice(line))),
    ),
    el(
      `p.${lost > 0 ? 'warning' : 'fine'}`,
      {},
      lost > 0 ? `⚠ ${many(lost, 'byte')} after the line: a power cut takes them.` : '✓ All that is written is on the disk.',
      view.rewriting ? ' A rewrite is under way.' : '',
    ),
  ];
}
