// The turns of the event loop: read what has come, run it, write the answers.

import { count, el } from '../nodes.js';
import { facts } from './table.js';

export function turns(view) {
  const known = Object.entries(view).filter(([, value]) => typeof value === 'number' || typeof value === 'string').filter(([name]) => !['title', 'class', 'file'].includes(name));
  return [
    el('p.quiet', {}, 'read → run → write, again and again, in one thread'),
    facts(known.map(([name, value]) => [name, el('b', {}, typeof value === 'number' ? count(Math.round(value * 10) / 10) : value)])),
  ];
}
