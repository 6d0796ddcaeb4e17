import { api, el, number, onEvents, relativeTime, toast } from './kit/kit.js';
import { chart } from './kit/chart.js';

const $ = (id) => document.getElementById(id);
const quiet = { lens: false };
const ALGORITHMS = ['fixed-window', 'sliding-log', 'sliding-counter', 'token-bucket', 'leaky-bucket', 'gcra'];
const ROUTES = [
  ['products', 'sliding counter, 60 in 10 s'],
  ['search', 'GCRA, 5 at once'],
  ['login', 'sliding log, 5 in 30 s'],
  ['mail', 'leaky bucket, waits'],
  ['report', 'two at once'],
  ['partner/export', 'token bucket, costs 10'],
];

const charts = {};
let version = 0;

function traffic() {
  return { arrivals: $('arrivals').value, quota: Number($('quota').value), windowSeconds: Number($('window').value) };
}

/** Draws how many passed in the last window, and who let too many pass. */
function draw(name, result) {
  const series = result.series.map((each) => ({ label: each.label, values: each.lately }));
  const data = {
    x: result.seconds,
    series: [...series, { label: 'quota', values: result.seconds.map(() => result.quota), color: '--text', dashes: true }],
    height: 280,
    label: `Requests that passed within the last window: ${result.series.map((each) => `${each.label} at most ${each.peak}`).join(', ')}`,
  };
  charts[name]?.destroy();
  $(`${name}-chart`).replaceChildren();
  charts[name] = chart($(`${name}-chart`), data);
  $(`${name}-table`).tBodies[0].replaceChildren(
    ...result.series.map((each) =>
      el(
        'tr',
        {},
        el('td', {}, each.label),
        el('td', { class: 'number' }, number(each.allowed)),
        el('td', { class: 'number' }, number(each.refused)),
        el('td', { class: each.peak > result.quota ? 'number too-much' : 'number' }, `${each.peak} of ${result.quota}`),
      ),
    ),
  );
}

async function race(options) {
  try {
    const result = await api('POST', 'api/races', traffic(), options);
    draw('race', result);
    $('race-said').textContent = `${number(result.requests)} requests, each to all six`;
  } catch (problem) {
    toast(problem);
  }
}

async function drift(options) {
  try {
    draw('drift', await api('POST', 'api/drifts', { traffic: { ...traffic(), arrivals: $('drift-arrivals').value }, algorithm: $('algorithm').value, uneven: $('uneven').checked, skewMillis: Number($('skew').value) }, options));
  } catch (problem) {
    toast(problem);
  }
}

function gauge(text) {
  const left = Number(/r=(\d+)/.exec(text)?.[1] ?? 0);
  const quota = Number(/q=(\d+)/.exec(text)?.[1] ?? 0);
  return quota > 0 && quota <= 60 && el('div', { class: 'gauge', 'aria-hidden': 'true' }, Array.from({ length: quota }, (_, i) => el('i', { class: i < left ? 'left' : null })));
}

/** One request as a client sends it; the answer is shown with its headers. */
async function ask(path) {
  const begin = performance.now();
  const way = document.querySelector('input[name=way]:checked').value;
  let response;
  try {
    response = await fetch(`${way}shop/${path}`, { headers: { 'X-Forwarded-For': $('address').value, 'X-Api-Key': 'page', Lens: 'on' } });
  } catch {
    toast('The server does not answer.');
    return;
  }
  const id = response.headers.get('Lens-Id');
  if (id) {
    document.dispatchEvent(new CustomEvent('v-lens', { detail: { id, base: new URL('.', location.href).href } }));
  }
  const body = await response.text();
  const told = ['RateLimit-Policy', 'RateLimit', 'Retry-After', 'RateLimit-Trace'].filter((each) => response.headers.has(each));
  const last = (name) => (response.headers.get(name) || '').split(', ').pop();
  const problem = response.ok ? null : JSON.parse(body);
  $('answer').replaceChildren(
    el(
      'div',
      { class: 'row between' },
      el('strong', {}, `/shop/${path}`),
      el('span', { class: response.ok ? 'badge good' : 'badge bad', id: 'status' }, `${response.status} in ${Math.round(performance.now() - begin)} ms`),
    ),
    gauge(`${last('RateLimit-Policy')} ${last('RateLimit')}`) || '',
    ...told.map((each) => el('code', {}, `${each}: ${response.headers.get(each)}`)),
    problem ? el('p', {}, problem.detail) : '',
  );
  const trace = response.headers.get('RateLimit-Trace');
  if (trace) {
    why(await api('GET', `api/refusals/${trace}`, undefined, quiet));
  }
  refresh();
}

function why(trace) {
  $('why').replaceChildren(
    el('strong', {}, trace.request),
    el('p', {}, trace.verdict),
    el('ol', {}, trace.steps.map((each) => el('li', { 'data-good': String(each.good) }, each.what, el('span', {}, each.result)))),
  );
}

async function refresh() {
  try {
    const [refusals, report] = await Promise.all([api('GET', 'api/refusals', undefined, quiet), api('GET', 'api/report', undefined, quiet)]);
    $('refusals').replaceChildren(...refusals.map((each) => el('li', {}, el('button', { type: 'button', onclick: () => why(each) }, `${each.request} from ${each.client}`, el('span', { class: 'muted' }, relativeTime(each.atMillis))))));
    $('refusals-empty').hidden = refusals.length > 0;
    $('report').tBodies[0].replaceChildren(
      ...report.map((each) =>
        el('tr', {}, el('td', {}, each.limit), el('td', {}, each.shadow && el('span', { class: 'badge info' }, 'only watched')), el('td', { class: 'number' }, number(each.allowed)), el('td', { class: 'number' }, number(each.refused))),
      ),
    );
  } catch (problem) {
    toast(problem);
  }
}

async function loadRules() {
  try {
    showRules(await api('GET', 'api/rules', undefined, quiet));
  } catch (problem) {
    toast(problem);
  }
}

function compact(value) {
  if (Array.isArray(value)) {
    return value.map(compact);
  }
  if (value && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== null && each !== false && !(Array.isArray(each) && each.length === 0))
        .map(([name, each]) => [name, compact(each)]),
    );
  }
  return value;
}

function showRules({ rules, warnings, redisAway }) {
  version = rules.version;
  $('version').textContent = `version ${version}`;
  $('json').value = JSON.stringify({ shadow: false, ...compact(rules) }, null, 2);
  $('warnings').replaceChildren(...warnings.map((each) => el('li', {}, each)));
  $('plug').checked = redisAway;
}

$('rules').addEventListener('submit', async (event) => {
  event.preventDefault();
  $('rules-problem').hidden = true;
  try {
    const wanted = JSON.parse($('json').value);
    showRules(await api('PUT', 'api/rules', { ...wanted, shadow: Boolean(wanted.shadow), root: complete(wanted.root) }));
    toast('In force, everywhere.');
    refresh();
  } catch (problem) {
    $('rules-problem').textContent = problem.message;
    $('rules-problem').hidden = false;
  }
});

/** What may be left out in the editor, and not in the API. */
function complete(rule) {
  return rule && { replaces: false, ...rule, limits: (rule.limits || []).map((each) => ({ shadow: false, ...each })), children: (rule.children || []).map(complete) };
}

function experiment(mode, result) {
  return el(
    'article',
    { class: result.broken ? 'experiment broken' : 'experiment' },
    el('div', { class: 'row between' }, el('h3', {}, mode === 'naive' ? 'Naive' : 'Correct'), el('span', { class: result.broken ? 'badge bad' : 'badge good' }, result.broken ? 'broken' : 'safe')),
    el('ol', {}, result.steps.map((each) => el('li', {}, each))),
    el('p', {}, result.verdict),
  );
}

for (const button of document.querySelectorAll('[data-experiment]')) {
  button.addEventListener('click', async () => {
    const chosen = document.querySelector('input[name=mode]:checked').value;
    try {
      const shown = [];
      for (const mode of chosen === 'both' ? ['naive', 'correct'] : [chosen]) {
        shown.push(experiment(mode, await api('POST', `api/laboratory/${button.dataset.experiment}?mode=${mode}`)));
      }
      $('experiments').replaceChildren(...shown);
    } catch (problem) {
      toast(problem);
    }
  });
}

$('routes').append(...ROUTES.map(([path, what]) => el('button', { class: 'button', type: 'button', 'data-route': path, onclick: () => ask(path) }, `/${path}`, el('small', {}, what))));
$('algorithm').append(...ALGORITHMS.map((each) => el('option', { value: each, selected: each === 'sliding-log' }, each)));
$('race').addEventListener('submit', (event) => {
  event.preventDefault();
  race();
});
$('drift').addEventListener('submit', (event) => {
  event.preventDefault();
  drift();
});
const skewed = () => {
  $('skew-said').textContent = `${Number($('skew').value) / 1000} s`;
};
$('skew').addEventListener('input', skewed);
$('reload').addEventListener('click', loadRules);
$('plug').addEventListener('change', async () => {
  try {
    await api('PUT', `api/plug?away=${$('plug').checked}`);
  } catch (problem) {
    toast(problem);
  }
});

onEvents('api/events', { rules: (event) => event.version !== version && loadRules(), resync: loadRules });
skewed();
race(quiet);
drift(quiet);
loadRules();
refresh();
setInterval(() => document.visibilityState === 'visible' && refresh(), 4000);
