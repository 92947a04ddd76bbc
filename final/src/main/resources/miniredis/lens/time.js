// Moving through time: back and forth over what was seen, and the playing of a recording.

import { byId, setText, span } from './nodes.js';

export class Time {
  /** Of a recording: whether it plays, how fast, and when in it we are. */
  playing = false;
  rate = 1;

  constructor(store, onmove) {
    this.store = store;
    this.onmove = onmove;
    this.recording = false;
    this.offset = -Infinity;
    const scrub = byId('scrub');
    scrub.addEventListener('input', () => this.jump(Number(scrub.value)));
  }

  /** The lens's own time, guessed from when its events came: those that were on their way for the shortest time say it best. */
  heard(event) {
    const offset = event.t - performance.now();
    // A page that slept gets old events late: they say nothing new.
    if (offset > this.offset) this.offset = offset;
  }

  forgetClock() {
    this.offset = -Infinity;
  }

  /** The moment on the server's clock that is shown, in milliseconds of the lens. */
  now() {
    if (this.store.isLive && !this.recording && this.offset > -Infinity) return performance.now() + this.offset;
    return this.store.state.last?.t ?? 0;
  }

  jump(moment) {
    this.playing = false;
    this.store.go(moment, this.recording);
    this.onmove();
  }

  move(by) {
    this.playing = false;
    this.store.move(by);
    if (this.recording && this.store.isLive) this.store.go(this.store.end, true);
    this.onmove();
  }

  toNow() {
    this.jump(this.store.end);
  }

  // ---- A recording

  /** To the end of the next step of the scene that was recorded. */
  nextStep() {
    const { events, forgotten, start, end } = this.store;
    const scene = (from) => {
      for (let i = from; i < end; i++) if (events[i - forgotten].kind === 'scene') return i;
      return end;
    };
    this.jump(scene(Math.min(end, scene(this.store.moment ?? start) + 1)));
  }

  play() {
    if (this.playing) {
      this.playing = false;
      return this.onmove();
    }
    if (this.store.moment === this.store.end) this.store.go(this.store.start, true);
    this.playing = true;
    const begin = this.store.state.last?.t ?? 0;
    let clock = begin;
    let before = performance.now();
    const turn = (now) => {
      if (!this.playing) return;
      clock += (now - before) * this.rate;
      before = now;
      let at = this.store.moment ?? this.store.end;
      while (at < this.store.end && this.store.events[at - this.store.forgotten].t <= clock) at++;
      if (at !== this.store.moment) this.store.go(at, true);
      if (at >= this.store.end) this.playing = false;
      this.onmove();
      requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
    this.onmove();
  }

  draw(state, connected) {
    const { store } = this;
    const scrub = byId('scrub');
    scrub.min = store.start;
    scrub.max = store.end;
    scrub.value = store.moment ?? store.end;
    const last = store.live.last?.t ?? 0;
    const ago = last - (state.last?.t ?? last);
    const moment = byId('moment');
    const past = !store.isLive && !this.recording;
    document.body.classList.toggle('past', past);
    document.body.classList.toggle('lost', !connected);
    if (this.recording) setText(moment, `▤ recording, ${span(state.last?.t ?? 0)} of ${span(last)}`);
    else if (!connected) setText(moment, '⚠ not connected, trying again');
    else setText(moment, past ? `◀ ${span(ago)} ago` : '● live');
    moment.className = `chip ${!connected ? 'bad' : past ? 'past' : 'good'}`;
    byId('now').hidden = !past;
  }
}
