// Schedules, workers, the outbox, the bridge to Celery, and the crash lab.

import { api, el, number, relativeTime, toast } from './kit/kit.js';
import { $, attempt, button, draw, post, quiet, refuse, state } from './shared.js';

const schedules = (rest = '') => `api/queues/${state.queue}/schedules${rest}`;
const time = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' });

function plan(each) {
  const act = (name) => () => attempt(() => post(schedules(`/${each.id}/${name}`)), refresh);
  const when = each.paused || each.next === null ? 'paused' : `next ${relativeTime(each.next)}, then ${each.following.slice(0, 3).map((at) => time.format(at)).join(', ')}`;
  return el('li', { class: 'job', 'data-plan': each.id },
    el('div', { class: 'facts' }, el('b', {}, each.id), ' ', el('span', { class: 'mono' }, each.cron), ' ', el('span', { class: 'badge' }, each.type),
      el('p', { class: 'small muted' }, `${when} · ${each.zone} · ${number(each.fired)} made, ${number(each.skipped)} skipped`)),
    el('div', { class: 'row' }, button('Run now', act('run')), button(each.paused ? 'Resume' : 'Pause', act(each.paused ? 'resume' : 'pause')),
      button('Delete', () => attempt(() => api('DELETE', schedules(`/${each.id}`)), refresh))));
}

async function makePlan(event) {
  event.preventDefault();
  try {
    await api('PUT', schedules(), { id: $('plan-id').value.trim(), cron: $('plan-cron').value.trim(), zone: $('plan-zone').value.trim() || null, type: $('plan-type').value });
    refuse('plan-refusal', null);
    $('plan-id').value = '';
    await refresh();
  } catch (problem) {
    refuse('plan-refusal', problem);
  }
}

const empty = (text) => [el('li', { class: 'empty' }, text)];

function worker(each) {
  return el('li', { class: 'job' },
    el('div', { class: 'facts' }, el('b', {}, each.name), ' ', el('span', { class: `badge ${each.stopping ? 'bad' : 'good'}` }, each.stopping ? 'stopping' : 'works'),
      el('p', { class: 'small muted' }, `${each.queue}: ${each.running.length} of ${each.concurrency} busy, ${number(each.done)} done, ${number(each.failed)} failed`)),
    el('div', { class: 'row' }, button('Stop', () => attempt(() => post(`api/workers/${each.name}/stop`), refresh), { disabled: each.stopping })));
}

function mail(text) {
  const { to, subject, job } = JSON.parse(text);
  return el('li', {}, el('b', {}, to), ` ${subject} `, el('span', { class: 'mono muted small' }, `job ${job}`));
}

async function bridge() {
  const { waiting, held, unacked, parked } = await api('GET', 'api/celery', undefined, quiet);
  const stat = (value, label) => el('div', { class: 'stat' }, el('b', {}, number(value)), el('span', {}, label));
  draw('bridge', [waiting, held, unacked, parked.length], (values) => ['wait', 'held until their time', 'being worked on', 'parked'].map((label, i) => stat(values[i], label)));
  draw('parked', parked, (list) => (list.length ? [
    el('p', {}, 'These messages could not be understood. Nothing else waits for them.'),
    el('ul', { class: 'log small mono' }, list.slice(0, 5).map((text) => el('li', {}, text.length > 200 ? `${text.slice(0, 200)}…` : text))),
    button('Put them back', () => attempt(() => post('api/celery/unpark'), refresh)),
  ] : []));
}

async function call(event) {
  event.preventDefault();
  $('call-result').textContent = '';
  try {
    const { id } = await post('api/celery/tasks', { task: $('call-task').value.trim(), args: JSON.parse($('call-args').value || '[]'), queue: $('call-queue').value.trim() });
    refuse('call-refusal', null);
    for (let tries = 0; tries < 20; tries++) {
      const result = await api('GET', `api/celery/results/${id}`, undefined, quiet);
      $('call-result').textContent = `${result?.status ?? result?.state ?? 'PENDING'} ${result?.result !== undefined && result?.result !== null ? JSON.stringify(result.result) : ''}`;
      if (/SUCCESS|FAILURE/.test($('call-result').textContent)) {
        return;
      }
      await new Promise((resolve) => { setTimeout(resolve, 500); });
    }
    $('call-result').textContent = 'No Celery worker has taken it yet; it waits in the queue.';
  } catch (problem) {
    refuse('call-refusal', problem instanceof SyntaxError ? { message: 'The arguments are not a JSON array.' } : problem);
  }
}

async function crash(point) {
  $('report').textContent = 'Running…';
  try {
    const mode = document.querySelector('input[name=mode]:checked').value;
    const report = await post('api/crash-lab', { mode, point, jobs: 12 });
    $('report').replaceChildren(
      el('span', { class: `badge ${report.effects === report.jobs && report.unfinished === 0 ? 'good' : 'bad'}` }, report.effects === report.jobs ? 'right' : 'wrong'), ' ',
      `${report.effects} of ${report.jobs} counted: ${report.crashes} workers died, ${report.lost} lost, ${report.doubled} doubled, ${report.unfinished} never finished.`);
  } catch (problem) {
    $('report').textContent = problem.detail ?? problem.message;
  }
}

/** Looks again at what is to be seen. */
export async function refresh() {
  if (state.tab === 'schedules') {
    draw('plans', await api('GET', schedules(), undefined, quiet), (plans) => (plans.length ? plans.map(plan) : empty('No schedules in this queue.')));
  } else if (state.tab === 'workers') {
    const [workers, mails] = await Promise.all([api('GET', 'api/workers', undefined, quiet), api('GET', 'api/outbox', undefined, quiet)]);
    draw('worker-list', workers.map(({ seen, ...rest }) => rest), (list) => (list.length ? list.map(worker) : empty('Nobody works.')));
    draw('outbox', mails, (list) => (list.length ? list.slice(0, 20).map(mail) : empty('No mail was sent yet.')));
  } else if (state.tab === 'celery') {
    await bridge();
  }
}

export function start() {
  $('plan').onsubmit = makePlan;
  $('call').onsubmit = (event) => call(event).catch(toast);
  document.querySelectorAll('[data-point]').forEach((each) => {
    each.onclick = () => crash(each.dataset.point);
  });
}
