import { api, el, onEvents, relativeTime, toast } from './kit/kit.js';

const $ = (id) => document.getElementById(id);
const GOODS = ['tea', 'teapot', 'cup', 'honey'];

let session = {};
let loadedAt = 0;

/** Calls the API with the token that proves that this page sends it. */
function call(method, path, body, options = {}) {
  return api(method, path, body, { ...options, headers: session.csrf ? { 'X-CSRF-Token': session.csrf } : {} });
}

function show(next) {
  session = next;
  loadedAt = performance.now();
  const isUser = Boolean(session.user);
  $('who-title').textContent = isUser ? `Hello, ${session.user}` : 'Who are you?';
  $('login').hidden = isUser;
  $('me').hidden = !isUser;
  $('end-others').hidden = !isUser;
  $('draft').disabled = !isUser;
  $('session-id').textContent = session.id || '';
  $('draft').placeholder = isUser ? 'Kept in the session as you type.' : 'The journal wants a login.';
  if (!isUser) {
    $('password-form').hidden = true;
    $('draft').value = '';
  }
  tick();
}

function left(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  const pad = (value) => String(value).padStart(2, '0');
  return seconds >= 3600
    ? `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
    : `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

/** Counts down; asks the server only when the time is over, for asking would renew the session. */
function tick() {
  if (!session.user) {
    return;
  }
  const passed = performance.now() - loadedAt;
  const idle = session.idleMillisLeft - passed;
  const absolute = session.absoluteMillisLeft - passed;
  $('idle').textContent = left(idle);
  $('absolute').textContent = left(absolute);
  $('idle-bar').value = Math.max(0, idle / session.idleMillis);
  $('absolute-bar').value = Math.max(0, absolute / session.absoluteMillis);
  if (idle < -200) {
    session = {};
    refresh();
    toast('The session has ended.');
  }
}

async function refresh(options = { lens: false }) {
  try {
    show(await api('GET', 'api/session', undefined, options));
    const [shop, journal] = await Promise.all(['api/shop', 'api/journal'].map((path) => api('GET', path, undefined, { lens: false })));
    values($('shop-values'), shop.values);
    values($('journal-values'), journal.values);
    if (document.activeElement !== $('draft')) {
      $('draft').value = journal.values['journal.draft'] || '';
    }
    await account();
  } catch (problem) {
    toast(problem);
  }
}

function values(list, all) {
  list.replaceChildren(...Object.entries(all).flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

async function account() {
  const [devices, log] = session.user
    ? await Promise.all(['api/devices', 'api/log'].map((path) => api('GET', path, undefined, { lens: false })))
    : [[], []];
  $('devices').replaceChildren(...devices.map(device));
  $('devices-empty').hidden = devices.length > 0;
  $('log').replaceChildren(...log.map((each) => el('li', {}, el('span', {}, each.what), el('span', { class: 'muted small' }, `${each.device} · ${relativeTime(each.at)}`))));
  $('log-empty').hidden = log.length > 0;
  $('log-empty').textContent = session.user ? 'Nothing yet.' : 'Log in to see what happened to your account.';
}

function device(each) {
  return el(
    'li',
    {},
    el(
      'div',
      { class: 'grow' },
      el('div', {}, each.device, ' ', each.current && el('span', { class: 'badge good' }, 'this one')),
      el('div', { class: 'muted small' }, `${each.address} · used ${relativeTime(each.lastSeen)} · ends in ${left(each.idleMillisLeft)}`),
    ),
    !each.current && el('button', { class: 'button small', type: 'button', 'aria-label': `End the session on ${each.device}`, onclick: () => act(() => call('DELETE', `api/devices/${each.id}`)) }, 'End'),
  );
}

async function act(action) {
  try {
    const answer = await action();
    await refresh();
    return answer;
  } catch (problem) {
    toast(problem);
    await refresh();
    return null;
  }
}

function refuse(box, problem) {
  box.textContent = problem?.message || '';
  box.hidden = !problem;
}

$('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  refuse($('login-problem'));
  try {
    await call('POST', 'api/login', {
      name: $('name').value,
      password: $('password').value,
      remember: $('remember').checked,
      shortLived: $('short').checked,
    });
    $('password').value = '';
    await refresh();
    $('touch').focus();
  } catch (problem) {
    refuse($('login-problem'), problem);
  }
});

$('register').addEventListener('click', async () => {
  refuse($('login-problem'));
  try {
    await call('POST', 'api/users', { name: $('name').value, password: $('password').value });
    $('login').requestSubmit();
  } catch (problem) {
    refuse($('login-problem'), problem);
  }
});

$('password-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  refuse($('password-problem'));
  try {
    show(await call('POST', 'api/session/proof', { password: $('old-password').value }));
    await call('PUT', 'api/password', { password: $('new-password').value });
    $('password-form').reset();
    $('password-form').hidden = true;
    toast('Changed; all other sessions have ended.');
    await refresh();
  } catch (problem) {
    refuse($('password-problem'), problem);
  }
});

$('change').onclick = () => {
  $('password-form').hidden = !$('password-form').hidden;
  $('old-password').focus();
};
$('touch').onclick = () => refresh({});
$('logout').onclick = () =>
  act(() => {
    const done = call('POST', 'api/logout');
    session = {}; // what is told meanwhile is not for us any more
    return done;
  });
$('end-others').onclick = async () => {
  const answer = await act(() => call('DELETE', 'api/devices'));
  if (answer) {
    toast(`${answer.ended} ended.`);
  }
};

$('goods').append(...GOODS.map((item) => el('button', { class: 'button small', type: 'button', onclick: () => act(() => call('POST', 'api/shop/cart', { item })) }, `+ ${item}`)));

let typing;
$('draft').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(() => act(() => call('PUT', 'api/journal/draft', { text: $('draft').value })), 600);
});

function experiment(title, result) {
  return el(
    'article',
    { class: result.broken ? 'experiment broken' : 'experiment' },
    el('div', { class: 'row between' }, el('h3', {}, title), el('span', { class: result.broken ? 'badge bad' : 'badge good' }, result.broken ? 'broken' : 'safe')),
    el('ol', {}, result.steps.map((step) => el('li', {}, el('div', { class: 'who' }, step.who), el('div', {}, step.what), step.command && el('code', { class: 'small' }, `${step.command} → ${step.reply}`)))),
    el('p', {}, result.verdict),
  );
}

$('race').onclick = async () => {
  const chosen = document.querySelector('input[name=mode]:checked').value;
  const modes = chosen === 'both' ? ['naive', 'correct'] : [chosen];
  try {
    const results = [];
    for (const mode of modes) {
      results.push(experiment(mode === 'naive' ? 'Naive: write all back' : 'Correct: change what is there', await call('POST', `api/laboratory/logout-race?mode=${mode}`)));
    }
    $('experiments').replaceChildren(...results);
  } catch (problem) {
    toast(problem);
  }
};

$('theft').onclick = async () => {
  try {
    $('experiments').replaceChildren(experiment('A copied cookie', await call('POST', 'api/laboratory/theft')));
  } catch (problem) {
    toast(problem);
  }
};

// Only what happened to this account: to ask renews the session, which should end if nobody uses it.
onEvents('api/events', { changed: (event) => event.account === session.account && refresh(), resync: () => refresh() });
setInterval(tick, 250);
refresh();
