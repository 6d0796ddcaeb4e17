import { api, el, toast, onEvents } from './kit/kit.js';

const $ = (id) => document.getElementById(id);
const quiet = { lens: false };
const PLACES = ['all', 'waiting', 'delayed', 'active', 'blocked', 'done', 'dead'];
let queue = 'mail';
let place = 'all';
let paused = false;
let limits = { perSecond: 0, concurrency: 0 };

async function attempt(work) {
  try {
    await work();
    await refresh();
  } catch (problem) {
    toast(problem);
  }
}

function tab(entry) {
  return el('button', { class: 'tab', type: 'button', role: 'tab', 'aria-selected': String(entry.name === queue),
    onclick: () => { queue = entry.name; place = 'all'; attempt(async () => {}); } }, entry.name);
}

function count(name, value) {
  return el('button', { class: 'button', type: 'button', 'data-place': name, 'aria-pressed': String(name === place),
    onclick: () => { place = name; attempt(async () => {}); } }, `${name} ${value}`);
}

function action(job, name) {
  return el('button', { class: 'button', type: 'button',
    onclick: () => attempt(() => api('POST', `api/queues/${queue}/jobs/${job.id}/${name}`)) }, name);
}

function actions(job) {
  if (job.state === 'DEAD') return [action(job, 'retry'), action(job, 'remove')];
  if (job.state === 'DELAYED' || job.state === 'RETRY') return [action(job, 'promote'), action(job, 'cancel')];
  return job.state === 'DONE' ? [action(job, 'remove')] : [action(job, 'cancel')];
}

function row(job) {
  return el('tr', { 'data-id': job.id }, el('td', {}, `${job.type} `, el('span', { class: 'mono muted' }, job.id)),
    el('td', {}, el('span', { class: 'badge' }, job.state.toLowerCase())), el('td', {}, `${job.attempt}/${job.attempts}`),
    el('td', {}, `${job.progress} %`), el('td', { class: 'mono' }, job.error ?? job.result ?? ''),
    el('td', {}, ...actions(job)));
}

let drawn = '';
async function refresh() {
  const text = encodeURIComponent($('search').value);
  const [queues, found, workers] = await Promise.all([api('GET', 'api/queues', undefined, quiet),
    api('GET', `api/queues/${queue}/jobs?place=${place}&text=${text}`, undefined, quiet),
    api('GET', 'api/workers', undefined, quiet)]);
  const state = JSON.stringify([queue, place, queues.map((q) => ({ ...q, counts: { ...q.counts, now: 0 } })), found,
    workers.map((w) => [w.name, w.running, w.stopping])]);
  if (state === drawn) return; // redrawing what is the same would take the keyboard's focus away
  drawn = state;
  const counts = queues.find((each) => each.name === queue).counts;
  paused = counts.paused === 1;
  limits = { perSecond: counts.rate, concurrency: counts.concurrency };
  $('pause').textContent = paused ? 'Resume' : 'Pause';
  $('queue-title').textContent = queue + (paused ? ' (paused)' : '');
  $('queues').replaceChildren(...queues.map(tab));
  $('counts').replaceChildren(...PLACES.map((name) => count(name, counts[name === 'all' ? 'jobs' : name])));
  $('rows').replaceChildren(...found.jobs.map(row));
  $('none').hidden = found.jobs.length > 0;
  $('workers').replaceChildren(...workers.map((worker) => el('li', {}, worker.name,
    el('span', { class: 'muted' }, worker.stopping ? 'stopping' : `${worker.running.length} of ${worker.concurrency} busy`),
    el('button', { class: 'button', type: 'button',
      onclick: () => attempt(() => api('POST', `api/workers/${worker.name}/stop`)) }, 'Stop'))));
}

$('pause').onclick = () => attempt(() => api('PUT', `api/queues/${queue}/settings`, { paused: !paused, ...limits }));
$('retry-dead').onclick = () => attempt(() => api('POST', `api/queues/${queue}/retries`));
$('search').oninput = () => attempt(async () => {});
$('add').onsubmit = async (event) => {
  event.preventDefault();
  try {
    await api('POST', `api/queues/${queue}/jobs`, { type: $('type').value, payload: JSON.parse($('payload').value || 'null'),
      priority: $('priority').value, delayMillis: Number($('delay').value) });
    $('refusal').hidden = true;
    toast('Added');
    await refresh();
  } catch (problem) {
    $('refusal').textContent = problem.detail ?? problem.message;
    $('refusal').hidden = false;
  }
};
document.querySelectorAll('[data-point]').forEach((button) => {
  button.onclick = async () => {
    $('report').textContent = 'Running…';
    try {
      const mode = document.querySelector('input[name=mode]:checked').value;
      const report = await api('POST', 'api/crash-lab', { mode, point: button.dataset.point, jobs: 12 });
      $('report').textContent = `${report.effects} of ${report.jobs} counted: ${report.crashes} workers died, `
        + `${report.lost} lost, ${report.doubled} doubled, ${report.unfinished} never finished.`;
    } catch (problem) {
      $('report').textContent = problem.detail ?? problem.message;
    }
  };
});
onEvents('api/events', { changed: () => refresh().catch(() => undefined) });
setInterval(() => refresh().catch(() => undefined), 1500); // an outage shows in the header
attempt(async () => {});
