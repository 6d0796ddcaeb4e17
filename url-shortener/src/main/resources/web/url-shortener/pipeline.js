// The click pipeline, drawn as it runs.

import { api, el, number, toast } from './kit/kit.js';
import { chart } from './kit/chart.js';
import { byId } from './shared.js';

const SECONDS = 60;
const history = [];
let timer = null;
let plot = null;
let state = null;

const options = { lens: false };

async function look() {
  try {
    const next = await api('GET', 'api/pipeline', undefined, options);
    const now = Date.now() / 1000;
    const before = history.at(-1);
    const passed = before ? now - before.at : 1;
    const rate = (of) => (before ? Math.max(0, (next[of] - before[of]) / passed) : 0);
    history.push({ at: now, served: next.served, counted: next.counted, waiting: next.waiting, in: rate('served'), out: rate('counted') });
    history.splice(0, Math.max(0, history.length - SECONDS));
    state = next;
    draw();
  } catch {
    // the header says that the connection is lost
  }
}

const box = (title, value, note, kind = '') => el('div', { class: `box ${kind}` }, el('span', { class: 'small muted' }, title), el('b', {}, value), el('span', { class: 'small muted' }, note));
const arrow = (moving) => el('span', { class: `arrow${moving ? ' moving' : ''}`, 'aria-hidden': 'true' });

function draw() {
  const last = history.at(-1);
  const { served, counted, dropped, waiting, held, consumers, paused, partitions } = state;
  byId('flow').replaceChildren(
    box('Redirects', `${number(Math.round(last.in))}/s`, `${number(served)} served`),
    arrow(last.in > 0),
    box('4 streams', number(waiting), `wait: ${partitions.map(number).join(' · ')}`, waiting > 0 ? 'full' : ''),
    arrow(last.out > 0 || held > 0),
    box('Consumer group', paused ? 'stands still' : `${number(Math.round(last.out))}/s`, `${number(consumers)} consumers hold ${number(held)}`, paused ? 'paused' : ''),
    arrow(last.out > 0),
    el('div', { class: 'ends' },
      box('HyperLogLog', 'visitors', 'PFADD'),
      box('Bitmap', 'hours', 'SETBIT'),
      box('Sorted sets', 'from, on, with', 'ZINCRBY'),
      box('Counted', number(counted), dropped > 0 ? `${number(dropped)} went with their link` : 'each once')));
  byId('pause').setAttribute('aria-pressed', String(paused));
  byId('pause').textContent = paused ? 'Let it go on' : 'Let it stand still';
  const data = {
    x: history.map((each) => each.at),
    series: [
      { label: 'served a second', values: history.map((each) => each.in) },
      { label: 'counted a second', values: history.map((each) => each.out) },
      { label: 'waiting', values: history.map((each) => each.waiting), dashes: [4, 4] },
    ],
    height: 180,
    label: 'Visits served and counted a second, and how many wait, in the last minute',
  };
  if (history.length > 1) {
    plot ? plot.update(data) : (plot = chart(byId('rates'), data));
  }
}

async function top() {
  const list = await api('GET', 'api/top', undefined, options).catch(() => []);
  byId('top').replaceChildren(list.length
    ? el('ol', { class: 'ranking' }, list.map(({ name, visits }) => el('li', {}, el('span', { class: 'mono' }, name), el('b', {}, number(visits)))))
    : el('p', { class: 'empty' }, 'Nobody came today yet. Start the visitors below.'));
}

async function pause() {
  try {
    state = await api('PUT', 'api/pipeline', { paused: byId('pause').getAttribute('aria-pressed') !== 'true' });
    draw();
  } catch (problem) {
    toast(problem);
  }
}

async function crash() {
  try {
    await api('POST', 'api/pipeline/crash');
    byId('crash-note').textContent = 'The next batch dies with its consumer. Another one claims it after five seconds.';
  } catch (problem) {
    toast(problem);
  }
}

/** Looks once a second while it is to be seen. */
export function show(visible) {
  clearInterval(timer);
  if (visible) {
    look();
    top();
    timer = setInterval(() => {
      look();
      top();
    }, 1_000);
  }
}

export function start() {
  byId('pause').addEventListener('click', pause);
  byId('crash').addEventListener('click', crash);
}
