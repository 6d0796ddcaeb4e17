// The page of the task queue: its tabs, and what others do meanwhile.

import { api, el, onEvents } from './kit/kit.js';
import * as behind from './behind.js';
import * as jobs from './jobs.js';
import { $, attempt, quiet, state } from './shared.js';

const TABS = ['jobs', 'schedules', 'workers', 'celery', 'lab'];
const OF_A_QUEUE = ['jobs', 'schedules'];

const refresh = () => (state.tab === 'jobs' ? jobs.refresh() : behind.refresh());

function open(name, focus = false) {
  state.tab = name;
  for (const each of TABS) {
    $(each).hidden = each !== name;
    $(`tab-${each}`).setAttribute('aria-selected', String(each === name));
    $(`tab-${each}`).tabIndex = each === name ? 0 : -1;
  }
  $('queues').hidden = !OF_A_QUEUE.includes(name);
  if (focus) {
    $(`tab-${name}`).focus();
    history.replaceState(null, '', `#${name}`);
  }
  attempt(refresh);
}

for (const name of TABS) {
  $(`tab-${name}`).addEventListener('click', () => open(name, true));
  $(`tab-${name}`).addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      open(TABS[(TABS.indexOf(name) + step + TABS.length) % TABS.length], true);
    }
  });
}

async function start() {
  const queues = await api('GET', 'api/queues', undefined, quiet);
  $('queues').append(...queues.map(({ name }) => el('label', {},
    el('input', { type: 'radio', name: 'queue', value: name, checked: name === state.queue, onchange: () => {
      state.queue = name;
      jobs.changed();
      attempt(refresh);
    } }), el('span', {}, name))));
  open(TABS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'jobs');
}

jobs.start();
behind.start();
attempt(start);
let waiting = null;
onEvents('api/events', {
  changed() {
    waiting ??= setTimeout(() => {
      waiting = null;
      refresh().catch(() => undefined);
    }, 200);
  },
});
setInterval(() => refresh().catch(() => undefined), 1_500); // an outage shows in the header
