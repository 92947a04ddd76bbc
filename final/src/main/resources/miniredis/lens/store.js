// The events of the last minutes, and the state at any moment among them.

import { State } from './state.js';

const MOST = 20_000;
const EVERY = 250;

export class Store {
  constructor() {
    this.clear();
  }

  clear() {
    this.events = [];
    /** How many older events have been forgotten; the first checkpoint is the state after them. */
    this.forgotten = 0;
    this.checkpoints = [{ at: 0, state: new State() }];
    this.live = new State();
    /** The moment that is shown: how many events are folded. Null: all, and those to come. */
    this.moment = null;
    this.seen = null;
  }

  /** Adds an event; one that is known already, as after a reconnection, is left out. */
  add(event) {
    const last = this.live.last;
    // What was left out is told with the number of the event before it.
    if (last && event.n <= last.n && event.kind !== 'sampled') {
      // Numbers that begin again are another life of the lens, unless it is the hello that we know.
      if (event.kind !== 'hello' || JSON.stringify(event) === JSON.stringify(this.live.hello)) return;
      this.clear();
    }
    this.events.push(event);
    this.live.fold(event);
    if (this.end % EVERY === 0) this.checkpoints.push({ at: this.end, state: this.live.copy() });
    if (this.events.length > MOST) this.forget();
  }

  forget() {
    const kept = this.checkpoints.filter((point) => point.at >= this.end - MOST * 0.9);
    this.events.splice(0, kept[0].at - this.forgotten);
    this.forgotten = kept[0].at;
    this.checkpoints = kept;
    if (this.moment !== null && this.moment < this.start) this.moment = this.start;
  }

  /** The first moment that can be shown. */
  get start() {
    return this.forgotten;
  }

  get end() {
    return this.forgotten + this.events.length;
  }

  get isLive() {
    return this.moment === null;
  }

  /** Goes to a moment; the last one is now, which goes on, except where all there is was loaded from a file. */
  go(moment, stay = false) {
    const within = Math.max(this.start, Math.min(this.end, moment));
    this.moment = within === this.end && !stay ? null : within;
  }

  /** By so many visible things back (negative) or forth: an event that only says how the server is would move nothing. */
  move(by) {
    let at = this.moment ?? this.end;
    for (let left = Math.abs(by); left > 0; left--) {
      do at += Math.sign(by);
      while (at > this.start && at < this.end && !VISIBLE.has(this.events[at - 1 - this.forgotten]?.kind));
    }
    this.go(at);
  }

  /** The state that is shown now. */
  get state() {
    if (this.moment === null) return this.live;
    if (this.seen?.at !== this.moment) this.seen = { at: this.moment, state: this.fold(this.moment) };
    return this.seen.state;
  }

  fold(moment) {
    const point = this.checkpoints.findLast((one) => one.at <= moment);
    const state = point.state.copy();
    for (let i = point.at; i < moment; i++) state.fold(this.events[i - this.forgotten]);
    return state;
  }
}

const VISIBLE = new Set(['bytes', 'note', 'verdict', 'client', 'inside', 'scene']);
