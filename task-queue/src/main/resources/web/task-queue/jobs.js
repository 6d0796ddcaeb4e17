// The jobs of a queue: counts, list, log, limits, and new ones.

import { api, el, number, relativeTime, toast } from './kit/kit.js';
import { chart } from './kit/chart.js';
import { $, attempt, button, draw, post, quiet, refuse, state } from './shared.js';

const PLACES = ['all', 'waiting', 'delayed', 'active', 'blocked', 'done', 'dead'];
const LIMIT = 10;
const KINDS = { DONE: 'good', DEAD: 'bad', ACTIVE: 'info', RETRY: 'accent' };
let place = 'all';
let offset = 0;
let open = null;
let settings = { paused: false, perSecond: 0, concurrency: 0 };
let plot = null;

const url = (rest) => `api/queues/${state.queue}${rest}`;
const act = (job, name) => button(name, () => attempt(() => post(url(`/jobs/${job.id}/${name}`)), refresh));

function actions(job) {
  if (job.state === 'DEAD') return [act(job, 'retry'), act(job, 'remove')];
  if (job.state === 'DELAYED' || job.state === 'RETRY') return [act(job, 'promote'), act(job, 'cancel')];
  return job.state === 'DONE' ? [act(job, 'remove')] : [act(job, 'cancel')];
}

function row({ job, detail }) {
  const said = job.error ?? job.result ?? job.note ?? '';
  return el('li', { 'data-id': job.id },
    el('div', { class: 'job' },
      el('div', { class: 'facts' },
        el('button', { class: 'name', type: 'button', 'aria-expanded': String(open === job.id), onclick: () => toggle(job.id) },
          el('b', {}, job.type), ' ', el('span', { class: 'mono muted small' }, job.id)),
        ' ', el('span', { class: `badge ${KINDS[job.state] ?? ''}` }, job.state.toLowerCase()), ' ',
        job.priority !== 'NORMAL' && el('span', { class: 'badge' }, job.priority.toLowerCase()),
        el('p', { class: 'small muted mono' }, `attempt ${job.attempt} of ${job.attempts}`, said && ` · ${said}`)),
      el('div', { class: 'row' }, ...actions(job)),
      job.state === 'ACTIVE' && el('progress', { max: 100, value: job.progress, 'aria-label': `${job.progress} %` })),
    detail && el('div', { class: 'log small' },
      el('p', { class: 'mono' }, job.payload),
      el('ol', {}, detail.log.map((line) => {
        const [at, ...words] = line.split(' ');
        return el('li', {}, `${words.join(' ')}, ${relativeTime(Number(at))}`);
      })),
      Object.keys(detail.results).length > 0 && el('p', { class: 'mono' }, 'Children: ', JSON.stringify(detail.results))));
}

const looks = new WeakMap();

/** The row that shows this already, or a new one. */
function kept(data) {
  const text = JSON.stringify(data);
  const old = $('rows').querySelector(`[data-id="${data.job.id}"]`);
  if (old && looks.get(old) === text) {
    return old;
  }
  const fresh = row(data);
  looks.set(fresh, text);
  return fresh;
}

/** Puts the rows in place and touches none that is there already: somebody may be about to click it. */
function arrange(rows) {
  rows.forEach((each, i) => {
    if ($('rows').children[i] !== each) {
      $('rows').insertBefore(each, $('rows').children[i] ?? null);
    }
  });
  while ($('rows').children.length > rows.length) {
    $('rows').lastElementChild.remove();
  }
}

async function toggle(id) {
  open = open === id ? null : id;
  await refresh();
}

async function queues() {
  const all = await api('GET', 'api/queues', undefined, quiet);
  const counts = all.find((each) => each.name === state.queue).counts;
  settings = { paused: counts.paused === 1, perSecond: counts.rate, concurrency: counts.concurrency };
  draw('counts', [state.queue, place, PLACES.map((name) => counts[name === 'all' ? 'jobs' : name])], ([, , values]) => PLACES.map((name, i) => el('button', {
    class: 'button', type: 'button', 'data-place': name, 'aria-pressed': String(name === place),
    onclick: () => { place = name; offset = 0; refresh(); },
  }, `${name} ${number(values[i])}`)));
  $('pause').textContent = settings.paused ? 'Resume' : 'Pause';
  $('queue-title').textContent = state.queue + (settings.paused ? ' (paused)' : '');
  for (const [id, value] of [['rate', settings.perSecond], ['concurrency', settings.concurrency]]) {
    if (document.activeElement !== $(id)) {
      $(id).value = value;
    }
  }
}

async function list() {
  const found = await api('GET', url(`/jobs?place=${place}&offset=${offset}&limit=${LIMIT}&text=${encodeURIComponent($('search').value)}`), undefined, quiet);
  if (found.jobs.length === 0 && offset > 0) {
    offset = 0;
    return list();
  }
  const detail = open && found.jobs.some((job) => job.id === open) ? await api('GET', url(`/jobs/${open}`), undefined, quiet).catch(() => null) : null;
  arrange(found.jobs.map((job) => ({ job, detail: job.id === open ? detail : null })).map(kept));
  $('none').hidden = found.jobs.length > 0;
  $('newer').disabled = offset === 0;
  $('older').disabled = offset + found.jobs.length >= found.total;
  $('where').textContent = found.jobs.length ? `${number(offset + 1)}–${number(offset + found.jobs.length)} of ${number(found.total)}` : '';
  return undefined;
}

async function metrics() {
  const buckets = await api('GET', url('/metrics'), undefined, quiet);
  const series = (label, of) => ({ label, values: buckets.map((bucket) => bucket[of] / 5) });
  const data = { x: buckets.map((bucket) => bucket.at / 1000), height: 170, label: 'Jobs a second in the last five minutes',
    series: [series('done a second', 'done'), series('retried a second', 'retried'), series('failed a second', 'failed')] };
  plot ? plot.update(data) : (plot = chart($('metrics'), data));
}

/** Looks again. */
export async function refresh() {
  await Promise.all([queues(), list(), metrics()]);
}

/** Another queue is chosen. */
export function changed() {
  offset = 0;
  open = null;
  place = 'all';
}

const set = (change) => attempt(() => api('PUT', url('/settings'), { ...settings, ...change }), refresh);

async function add(event) {
  event.preventDefault();
  try {
    const job = { type: $('type').value, payload: JSON.parse($('payload').value || 'null'), priority: $('priority').value, delayMillis: Number($('delay').value) };
    const children = Number($('children').value);
    if (children > 0) {
      await post(url('/flows'), { parent: { ...job, delayMillis: 0 }, children: Array.from({ length: children }, () => ({ type: 'nothing' })) });
    } else {
      await post(url('/jobs'), job);
    }
    refuse('refusal', null);
    toast('Added');
    await refresh();
  } catch (problem) {
    refuse('refusal', problem instanceof SyntaxError ? { message: 'The payload is not JSON.' } : problem);
  }
}

export function start() {
  $('pause').onclick = () => set({ paused: !settings.paused });
  $('limits').onsubmit = (event) => {
    event.preventDefault();
    set({ perSecond: Number($('rate').value), concurrency: Number($('concurrency').value) });
  };
  $('retry-dead').onclick = () => attempt(() => post(url('/retries')), refresh);
  $('search').oninput = () => { offset = 0; list().catch(toast); };
  $('newer').onclick = () => { offset = Math.max(0, offset - LIMIT); list().catch(toast); };
  $('older').onclick = () => { offset += LIMIT; list().catch(toast); };
  $('add').onsubmit = add;
}
