// The threads of a step's server, and who holds the lock.

import { el } from '../nodes.js';
import { table } from './table.js';

export function threads(view, at, called) {
  const lock = view.lock;
  const list = view.threads ?? view.rows ?? [];
  return [
    lock
      ? el('p.lock', {}, 'The lock is ', lock.holder ? ['held by ', el('b', {}, lock.holder)] : 'free', lock.waiters?.length ? ['; waiting: ', el('b', {}, lock.waiters.join(' → '))] : '')
      : null,
    list.length === 0
      ? el('p.quiet', {}, 'No thread serves a client.')
      : table(['thread', 'does', 'client'], list.map((one) => el('tr', {}, el('td.key', {}, one.name), el('td', {}, one.state), el('td', {}, one.client ? called(one.client) : ''))), view.more),
  ];
}
